package genontk.variance;

/**
 * What y contributes to the likelihood of one kernel on the error contrasts, with W = a D + b I, D
 * the eigenvalues there.
 *
 * @param values the diagonal of D (m)
 * @param eta the trait in the same basis (m)
 */
record QuadraticForms(double[] values, double[] eta) {

  /**
   * Returns eta'W^-1 eta, eta'W^-1 R eta and eta'W^-1 R^2 eta, R = W^-1 (b D - a I), for a D + b I
   * positive definite.
   */
  double[] ofPolar(double a, double b) {
    double sum = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < values.length; i++) {
      double inverse = 1 / (b + values[i] * a);
      double ratio = (values[i] * b - a) * inverse;
      double share = eta[i] * eta[i] * inverse;
      sum += share;
      first += share * ratio;
      second += share * ratio * ratio;
    }
    return new double[] {sum, first, second};
  }

  /** Returns eta'W^-1 D W^-1 eta and eta'W^-2 eta. */
  double[] ofMoments(double a, double b) {
    double[] forms = new double[2];
    for (int i = 0; i < values.length; i++) {
      double w = b + values[i] * a;
      double share = eta[i] * eta[i] / (w * w);
      forms[0] += values[i] * share;
      forms[1] += share;
    }
    return forms;
  }
}
