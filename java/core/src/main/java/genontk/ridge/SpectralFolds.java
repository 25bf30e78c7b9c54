package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.List;

/**
 * Held-out errors of every fold and penalty from one eigendecomposition, and the scores that need a
 * trace. Each fold refits the fixed effects:
 *
 * <pre>  e_S = (P_SS)^-1 (Py)_S,  P = U diag(1/(d + lambda)) U'</pre>
 *
 * <p>This is exact for a fixed kernel (the block form of the leave-one-out identity; Cook and
 * Weisberg 1982).
 */
final class SpectralFolds {

  private final RestrictedSpectrum spectrum;
  private final List<FoldSpace> folds;
  private final double[][] rotated;
  private final int people;
  private final double totalWeight;
  private final LinearAlgebra algebra;
  private final Execution execution;

  /**
   * Rotates the traits.
   *
   * @param spectrum of W^1/2 K W^1/2
   * @param y W^1/2 times the traits, one column each (n x t)
   * @param totalWeight the sum of the weights, which stands for n in scores
   */
  SpectralFolds(
      RestrictedSpectrum spectrum,
      Matrix y,
      double totalWeight,
      List<FoldSpace> folds,
      LinearAlgebra algebra,
      Execution execution) {
    this.spectrum = spectrum;
    this.folds = folds;
    this.people = y.rows();
    this.totalWeight = totalWeight;
    this.rotated = new double[y.columns()][];
    for (int trait = 0; trait < rotated.length; trait++) {
      rotated[trait] = spectrum.rotate(y.columnValues(trait));
    }
    this.algebra = algebra;
    this.execution = execution;
  }

  /**
   * Returns W^1/2 times the errors y - yhat of the people held out.
   *
   * @param rounds the number of rounds of the folds
   * @param traits the numbers of the traits to compute
   * @return by trait, penalty, and person of each round
   */
  double[][][] errors(double[] penalties, int rounds, int... traits) {
    double[][][] errors = new double[traits.length][penalties.length][rounds * people];
    for (int fold = 0; fold < folds.size(); fold++) {
      FoldSpace space = folds.get(fold);
      Matrix spectra = spectrum.vectors().selectRows(space.held()).transpose();
      for (int k = 0; k < penalties.length; k++) {
        execution.step("cross-validation", (fold + (double) k / penalties.length) / folds.size());
        Matrix held = hold(spectra, penalties[k], traits);
        for (int t = 0; t < traits.length; t++) {
          for (int i = 0; i < held.rows(); i++) {
            errors[t][k][space.offset() + space.held()[i]] = held.get(i, t);
          }
        }
      }
    }
    return errors;
  }

  /**
   * Returns the errors of one fold at one penalty, one column per trait.
   *
   * @param spectra the fold's rows of U, one column per person (m x fold size)
   */
  private Matrix hold(Matrix spectra, double penalty, int[] traits) {
    double[] inverses = inverses(penalty);
    Matrix solved = spectra.copy();
    Matrix held = Matrix.zeros(spectra.columns(), traits.length);
    for (int i = 0; i < spectra.columns(); i++) {
      int start = solved.start(i);
      for (int k = 0; k < inverses.length; k++) {
        solved.data()[start + k] *= inverses[k];
      }
      for (int t = 0; t < traits.length; t++) {
        double[] eta = rotated[traits[t]];
        held.set(i, t, Vectors.dot(solved.data(), start, eta, 0, eta.length));
      }
    }
    algebra.cholesky(algebra.product(solved, true, spectra, false)).solve(held);
    return held;
  }

  /** Returns 1 / (d + lambda). */
  private double[] inverses(double penalty) {
    double[] inverses = new double[spectrum.values().length];
    for (int k = 0; k < inverses.length; k++) {
      inverses[k] = 1 / (spectrum.values()[k] + penalty);
    }
    return inverses;
  }

  /** Returns the trace of the hat matrix at each penalty, fixed effects included. */
  double[] degreesOfFreedom(double[] penalties) {
    double[] traces = new double[penalties.length];
    for (int k = 0; k < traces.length; k++) {
      traces[k] = spectrum.fixed().rank();
      for (double value : spectrum.values()) {
        traces[k] += value / (value + penalties[k]);
      }
    }
    return traces;
  }

  /** Returns the mean squared leave-one-out error of a trait, e_i = (Py)_i / P_ii. */
  double[] leaveOneOut(int trait, double[] penalties) {
    double[] scores = new double[penalties.length];
    for (int k = 0; k < scores.length; k++) {
      execution.step("leave-one-out", (double) k / scores.length);
      double[] inverses = inverses(penalties[k]);
      double[] diagonal = new double[people];
      double[] dual = new double[people];
      for (int j = 0; j < inverses.length; j++) {
        int start = spectrum.vectors().start(j);
        for (int i = 0; i < people; i++) {
          double w = spectrum.vectors().data()[start + i];
          diagonal[i] += w * w * inverses[j];
          dual[i] += w * inverses[j] * rotated[trait][j];
        }
      }
      for (int i = 0; i < people; i++) {
        double error = dual[i] / diagonal[i];
        scores[k] += error * error / totalWeight;
      }
    }
    return scores;
  }

  /**
   * Returns the GCV score (|y - yhat|^2 / n) / (1 - df/n)^2 of a trait at each penalty, n the sum
   * of the weights; infinite where df is not below it.
   */
  double[] generalized(int trait, double[] penalties) {
    double[] scores = new double[penalties.length];
    double[] traces = degreesOfFreedom(penalties);
    for (int k = 0; k < scores.length; k++) {
      double squares = 0;
      for (int j = 0; j < rotated[trait].length; j++) {
        double residual = penalties[k] * rotated[trait][j] / (spectrum.values()[j] + penalties[k]);
        squares += residual * residual;
      }
      double left = 1 - traces[k] / totalWeight;
      scores[k] = left > 0 ? squares / totalWeight / (left * left) : Double.POSITIVE_INFINITY;
    }
    return scores;
  }
}
