package genontk.ridge;

/** The way in which the held-out errors of a path were computed; both are exact. */
public enum Route {
  /** From one eigendecomposition of the kernel. */
  EIGENDECOMPOSITION("eigendecomposition"),
  /** By Lanczos steps, all folds at once, without a factorisation. */
  LANCZOS("lanczos");

  private final String label;

  Route(String label) {
    this.label = label;
  }

  /** Returns the name of the route in results. */
  public String label() {
    return label;
  }
}
