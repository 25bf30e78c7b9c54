package genontk.ridge;

import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.RestrictedSpectrum;

/**
 * Held-out errors of every fold and penalty from one eigendecomposition, the fixed effects refitted
 * in each:
 *
 * <pre>  e_S = (P_SS)^-1 (Py)_S,  P = W diag(1/(d + lambda)) W'</pre>
 *
 * <p>exact for a fixed kernel (the block form of the leave-one-out identity; Cook and Weisberg
 * 1982).
 */
final class CrossValidation {

  private static final double SINGULAR = 1e-10;

  private final RestrictedSpectrum spectrum;
  private final double[] y;
  private final double[] eta;
  private final LinearAlgebra algebra;
  private final Execution execution;

  CrossValidation(
      RestrictedSpectrum spectrum, double[] y, LinearAlgebra algebra, Execution execution) {
    this.spectrum = spectrum;
    this.y = y;
    this.eta = spectrum.rotate(y);
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Returns the path over ascending penalties. */
  PenaltyPath path(double[] penalties, Folds folds) {
    int count = penalties.length;
    double[][] errors = new double[count][y.length];
    int[][] members = new int[folds.count()][];
    for (int fold = 0; fold < folds.count(); fold++) {
      members[fold] = folds.members(fold);
      requireFullRankWithout(members[fold], folds.names().get(fold));
      Matrix spectra = spectrum.vectors().selectRows(members[fold]).transpose();
      for (int k = 0; k < count; k++) {
        execution.step("cross-validation", (fold + (double) k / count) / folds.count());
        hold(spectra, members[fold], penalties[k], errors[k]);
      }
    }
    double[] mean = new double[count];
    double[] standardError = new double[count];
    double[] correlation = new double[count];
    double[] degreesOfFreedom = new double[count];
    for (int k = 0; k < count; k++) {
      double[] foldMeans = foldMeans(errors[k], members);
      mean[k] = weightedMean(foldMeans, members);
      standardError[k] = standardError(foldMeans, mean[k], members);
      correlation[k] = correlation(errors[k]);
      degreesOfFreedom[k] = degreesOfFreedom(penalties[k]);
    }
    return new PenaltyPath(penalties, mean, standardError, correlation, degreesOfFreedom);
  }

  /**
   * The columns of Z stay independent without the fold S where I - Q_S'Q_S has no eigenvalue at
   * zero.
   */
  private void requireFullRankWithout(int[] members, String fold) {
    Matrix basis = spectrum.basis().selectRows(members);
    Matrix left = Matrix.identity(basis.columns());
    algebra.multiply(-1, basis, true, basis, false, 1, left);
    if (basis.columns() > 0 && algebra.eigen(left).values()[0] < SINGULAR) {
      throw new InvalidInput(
          "Without fold "
              + fold
              + " ("
              + members.length
              + " people) the covariates are rank-deficient, so that it cannot be predicted. Give"
              + " folds that leave every factor level among the others.");
    }
  }

  /**
   * Writes the held-out errors of one fold at one penalty to their places.
   *
   * @param spectra the fold's rows of W, a column a person (m x fold size)
   */
  private void hold(Matrix spectra, int[] members, double penalty, double[] errors) {
    int size = members.length;
    double[] weights = weights(penalty);
    Matrix weighted = Matrix.zeros(weights.length, size);
    Matrix held = Matrix.zeros(size, 1);
    for (int i = 0; i < size; i++) {
      int start = spectra.start(i);
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        double share = spectra.data()[start + k] * weights[k];
        weighted.data()[start + k] = share;
        sum += share * eta[k];
      }
      held.set(i, 0, sum);
    }
    Matrix block = algebra.product(weighted, true, spectra, false);
    algebra.cholesky(block).solve(held);
    for (int i = 0; i < size; i++) {
      errors[members[i]] = held.data()[i];
    }
  }

  private double[] weights(double penalty) {
    double[] weights = new double[eta.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = 1 / (spectrum.values()[k] + penalty);
    }
    return weights;
  }

  private static double[] foldMeans(double[] errors, int[][] members) {
    double[] means = new double[members.length];
    for (int fold = 0; fold < means.length; fold++) {
      for (int i : members[fold]) {
        means[fold] += errors[i] * errors[i] / members[fold].length;
      }
    }
    return means;
  }

  private double weightedMean(double[] foldMeans, int[][] members) {
    double sum = 0;
    for (int fold = 0; fold < foldMeans.length; fold++) {
      sum += foldMeans[fold] * members[fold].length / y.length;
    }
    return sum;
  }

  private double standardError(double[] foldMeans, double mean, int[][] members) {
    double sum = 0;
    for (int fold = 0; fold < foldMeans.length; fold++) {
      double difference = foldMeans[fold] - mean;
      sum += difference * difference * members[fold].length / y.length;
    }
    return Math.sqrt(sum / (foldMeans.length - 1));
  }

  private double correlation(double[] errors) {
    double[] predictions = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      predictions[i] = y[i] - errors[i];
    }
    return Correlation.pearson(predictions, y);
  }

  private double degreesOfFreedom(double penalty) {
    double sum = spectrum.fixed().rank();
    for (double value : spectrum.values()) {
      sum += value / (value + penalty);
    }
    return sum;
  }

  /** Returns the mean squared leave-one-out error at each penalty, e_i = (Py)_i / P_ii. */
  double[] leaveOneOut(double[] penalties) {
    double[] scores = new double[penalties.length];
    for (int k = 0; k < scores.length; k++) {
      execution.step("leave-one-out", (double) k / scores.length);
      double[] weights = weights(penalties[k]);
      double[] dual = dual(weights);
      double[] diagonal = new double[y.length];
      for (int j = 0; j < weights.length; j++) {
        for (int i = 0; i < diagonal.length; i++) {
          double w = spectrum.vectors().get(i, j);
          diagonal[i] += w * w * weights[j];
        }
      }
      for (int i = 0; i < diagonal.length; i++) {
        double error = dual[i] / diagonal[i];
        scores[k] += error * error / y.length;
      }
    }
    return scores;
  }

  /** Returns the GCV score (|y - yhat|^2 / n) / (1 - df/n)^2 at each penalty. */
  double[] generalized(double[] penalties) {
    double[] scores = new double[penalties.length];
    for (int k = 0; k < scores.length; k++) {
      double squares = 0;
      for (int j = 0; j < eta.length; j++) {
        double residual = penalties[k] * eta[j] / (spectrum.values()[j] + penalties[k]);
        squares += residual * residual;
      }
      double left = 1 - degreesOfFreedom(penalties[k]) / y.length;
      scores[k] = squares / y.length / (left * left);
    }
    return scores;
  }

  private double[] dual(double[] weights) {
    double[] weighted = new double[eta.length];
    for (int k = 0; k < weighted.length; k++) {
      weighted[k] = weights[k] * eta[k];
    }
    return spectrum.rotateBack(weighted);
  }
}
