import genontk.error.GenontkException;
import genontk.linalg.Backends;

/** Prints which backend this process gets and why no faster one: {@code Choose [BACKEND]}. */
public class Choose {
  public static void main(String[] arguments) {
    try {
      Backends.Choice choice = Backends.choose(arguments.length > 0 ? arguments[0] : "auto");
      System.out.println(choice.backend().name() + "; " + String.join(" ", choice.reasons()));
    } catch (GenontkException e) {
      System.out.println(e.getClass().getSimpleName() + "; " + e.getMessage());
    }
  }
}
