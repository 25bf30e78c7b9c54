package genontk.variance.onekernel;

/**
 * Which multiple of given components is looked at: along a ray r s the likelihood costs nothing
 * more, since it depends on r through m log r + y'Py / r alone.
 */
public interface Radius {

  /** The components as they are. */
  Radius AS_GIVEN = (best, value, m) -> 1;

  /** Where the likelihood is highest. */
  Radius BEST = (best, value, m) -> best;

  /**
   * Returns r.
   *
   * @param best y'Py / m, where the likelihood is highest along the ray
   * @param value how high it is there
   * @param m n - q
   */
  double of(double best, double value, int m);

  /**
   * Returns where the likelihood falls to a floor, below (-1) or above (+1) its highest place; that
   * place itself where it never is as high.
   */
  static Radius edge(double floor, int side) {
    return (best, value, m) -> best * Math.exp(logRatio(1 + 2 * (value - floor) / m, side));
  }

  /**
   * Solves x + exp(-x) = level for x on the given side of 0, by Newton's method from beyond the
   * root.
   */
  static double logRatio(double level, int side) {
    if (!(level > 1)) {
      return 0;
    }
    double x = side > 0 ? level : -Math.sqrt(2 * (level - 1));
    for (int k = 0; k < 60; k++) {
      double step = (x + Math.exp(-x) - level) / (1 - Math.exp(-x));
      x -= step;
      if (Math.abs(step) <= Math.ulp(x)) {
        break;
      }
    }
    return x;
  }
}
