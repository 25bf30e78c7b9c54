package genontk.blas;

import genontk.error.GenontkException;
import genontk.linalg.Backends;

/** Prints which backend a process of its own chooses, and why not another. */
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
