package genontk.mixed;

import genontk.linalg.Matrix;
import genontk.variance.RestrictedSpectrum;

/**
 * How well each person's random effect is known, with one kernel: its variance s k_cc and the part
 * s^2 k_c'P k_c of it that is explained, on the centred kernel K_c = MKM, M = I - 11'/n.
 *
 * <p>On the raw kernel the constant part, which the intercept absorbs, would never shrink.
 */
final class Accuracy {

  private Accuracy() {}

  /** Returns the variance of each person's effect, and what is explained of it. */
  static double[][] of(RestrictedSpectrum spectrum, double genetic, double residual) {
    int n = spectrum.vectors().rows();
    int m = spectrum.degreesOfFreedom();
    Matrix centredBasis = centred(spectrum.basis());
    double[] explained = new double[n];
    double[] row = new double[n];
    for (int k = 0; k < m; k++) {
      kernelRow(spectrum, centredBasis, k, row);
      double weight = genetic * genetic / (genetic * spectrum.values()[k] + residual);
      for (int i = 0; i < n; i++) {
        explained[i] += weight * row[i] * row[i];
      }
    }
    double[] prior = centredDiagonal(spectrum, centredBasis);
    for (int i = 0; i < n; i++) {
      prior[i] *= genetic;
    }
    return new double[][] {prior, explained};
  }

  private static Matrix centred(Matrix a) {
    Matrix centred = a.copy();
    for (int j = 0; j < a.columns(); j++) {
      double mean = 0;
      for (int i = 0; i < a.rows(); i++) {
        mean += a.get(i, j) / a.rows();
      }
      for (int i = 0; i < a.rows(); i++) {
        centred.set(i, j, a.get(i, j) - mean);
      }
    }
    return centred;
  }

  /** Writes row k of W'KM = diag(d) W'M + E (MQ_1)'. */
  private static void kernelRow(
      RestrictedSpectrum spectrum, Matrix centredBasis, int k, double[] row) {
    Matrix w = spectrum.vectors();
    double mean = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = spectrum.values()[k] * w.get(i, k);
      mean += row[i] / row.length;
    }
    for (int i = 0; i < row.length; i++) {
      row[i] -= mean;
      for (int j = 0; j < centredBasis.columns(); j++) {
        row[i] += spectrum.crossing().get(k, j) * centredBasis.get(i, j);
      }
    }
  }

  /**
   * Returns the diagonal of MKM, with K = WW'K WW' + ... in the basis (Q_1, W): the form x'Kx of
   * each centred unit vector.
   */
  private static double[] centredDiagonal(RestrictedSpectrum spectrum, Matrix centredBasis) {
    int n = spectrum.vectors().rows();
    int q = centredBasis.columns();
    double[] diagonal = new double[n];
    Matrix w = centred(spectrum.vectors());
    for (int k = 0; k < spectrum.degreesOfFreedom(); k++) {
      for (int i = 0; i < n; i++) {
        double along = 0;
        for (int j = 0; j < q; j++) {
          along += spectrum.crossing().get(k, j) * centredBasis.get(i, j);
        }
        diagonal[i] += w.get(i, k) * (spectrum.values()[k] * w.get(i, k) + 2 * along);
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < q; j++) {
        for (int l = 0; l < q; l++) {
          diagonal[i] +=
              centredBasis.get(i, j) * spectrum.within().get(j, l) * centredBasis.get(i, l);
        }
      }
    }
    return diagonal;
  }
}
