package genontk.blas;

import genontk.error.GenontkException;
import genontk.linalg.Backends;

/** Prints the backend that its process chooses, and the reasons against others. */
final class Choose {
  private Choose() {}

  public static void main(String[] arguments) {
    Backends.Choice choice = Backends.choose(Backends.AUTO);
    System.out.println("chosen " + choice.backend().name());
    choice.reasons().forEach(System.out::println);
    try {
      System.out.println("asked for " + Backends.choose("blas").backend().name());
    } catch (GenontkException e) {
      System.out.println("refused " + e.getClass().getSimpleName() + " " + e.getMessage());
    }
  }
}
