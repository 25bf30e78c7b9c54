package genontk.variance;

/**
 * Quadratic forms in the basis of the kernel's eigenvectors.
 *
 * @param values the eigenvalues d (m)
 * @param eta the trait in that basis (m)
 */
record SpectralForms(double[] values, double[] eta) implements QuadraticForms {

  @Override
  public double[] ofPolar(double a, double b) {
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

  @Override
  public double[] ofMoments(double a, double b) {
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
