package genontk.variance;

/**
 * What y contributes to the likelihood of one kernel on the error contrasts, with W = a T + b I, T
 * the kernel there and z the trait.
 */
interface QuadraticForms {

  /**
   * Returns z'W^-1 z, z'W^-1 R z and z'W^-1 R^2 z, R = W^-1 (b T - a I), for a T + b I positive
   * definite.
   */
  double[] ofPolar(double a, double b);

  /** Returns z'W^-1 T W^-1 z and z'W^-2 z. */
  double[] ofMoments(double a, double b);

  /** T = diag(values), z = eta. */
  record Spectral(double[] values, double[] eta) implements QuadraticForms {

    @Override
    public double[] ofPolar(double a, double b) {
      double[] forms = new double[3];
      for (int i = 0; i < values.length; i++) {
        double w = b + values[i] * a;
        double ratio = (values[i] * b - a) / w;
        double share = eta[i] * eta[i] / w;
        forms[0] += share;
        forms[1] += share * ratio;
        forms[2] += share * ratio * ratio;
      }
      return forms;
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
}
