package genontk.variance.onekernel;

import genontk.linalg.small.LogProduct;

/**
 * The forms in the basis of the kernel's eigenvectors.
 *
 * @param values the eigenvalues d (m), ascending
 * @param eta the trait in that basis (m)
 */
record SpectralForms(double[] values, double[] eta) implements ContrastForms {

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double smallest() {
    return values[0];
  }

  @Override
  public double largest() {
    return values[values.length - 1];
  }

  @Override
  public Polar ofPolar(double a, double b) {
    double quadratic = 0;
    double first = 0;
    double second = 0;
    double trace = 0;
    double squaredTrace = 0;
    LogProduct determinant = new LogProduct();
    for (int i = 0; i < values.length; i++) {
      double w = b + values[i] * a;
      if (!(w > 0)) {
        return Polar.NONE;
      }
      double inverse = 1 / w;
      double ratio = (values[i] * b - a) * inverse;
      double share = eta[i] * eta[i] * inverse;
      quadratic += share;
      first += share * ratio;
      second += share * ratio * ratio;
      trace += ratio;
      squaredTrace += ratio * ratio;
      determinant.times(w);
    }
    return new Polar(quadratic, first, second, determinant.log(), trace, squaredTrace);
  }
}
