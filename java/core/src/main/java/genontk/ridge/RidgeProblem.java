package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Execution;
import java.util.List;

/**
 * The input of ridge regression, min sum_i w_i (y_i - z_i'b - g_i)^2 + lambda g'K^-1 g for each
 * trait y.
 *
 * @param candidates the kernels K compared, one or more
 * @param fixed the fixed effects of the design W^1/2 Z; of Z where all weights are 1
 * @param y the traits, one column each (n x t)
 * @param weights w (n), above zero and not rescaled: a person of weight 2 counts as two people with
 *     the same row; null where all are 1
 */
public record RidgeProblem(
    List<Candidate> candidates, FixedEffects fixed, Matrix y, double[] weights) {

  /** y counts as explained by Z alone when this share of its squares is left. */
  private static final double NO_VARIANCE = 1e-26;

  /**
   * Checks that all parts are of the same people.
   *
   * @throws InvalidInput if they are not, if there is no candidate, or a weight is not above zero
   */
  public RidgeProblem {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new InvalidInput("No kernel was given; give one or more.");
    }
    for (Candidate candidate : candidates) {
      if (candidate.people() != y.rows() || fixed.people() != y.rows()) {
        throw InvalidInput.of(
            "kernel '%s' is of %s people, the covariates of %s and y of %s; give all of the same"
                + " people.",
            candidate.name(), candidate.people(), fixed.people(), y.rows());
      }
    }
    weights = PersonWeights.of(y.rows(), weights).values();
  }

  /** Returns the number of people. */
  public int people() {
    return y.rows();
  }

  /** Returns the problem of one of the traits. */
  public RidgeProblem ofTrait(int trait) {
    return new RidgeProblem(candidates, fixed, Matrix.column(y.columnValues(trait)), weights);
  }

  /** Returns the weights. */
  PersonWeights personWeights() {
    return PersonWeights.of(people(), weights);
  }

  /**
   * Returns the problem of some of the people.
   *
   * @param basis an orthonormal basis of W^1/2 Z among everyone
   */
  RidgeProblem among(int[] some, Matrix basis) {
    return new RidgeProblem(
        candidates.stream().map(candidate -> candidate.among(some)).toList(),
        FixedEffects.of(basis.selectRows(some), fixed.names()),
        y.selectRows(some),
        personWeights().among(some).values());
  }

  /**
   * Checks that every trait varies beyond the fixed effects.
   *
   * @throws InvalidInput if one does not
   */
  void requireVarying(Execution execution) {
    Matrix basis = fixed.basis(execution.threads());
    Matrix scaled = personWeights().scaled(y);
    for (int trait = 0; trait < y.columns(); trait++) {
      double[] left = scaled.columnValues(trait);
      double squares = Vectors.dot(left, 0, left, 0, left.length);
      for (int j = 0; j < basis.columns(); j++) {
        double along = Vectors.dot(basis.data(), basis.start(j), left, 0, left.length);
        Vectors.add(-along, basis.data(), basis.start(j), left, 0, left.length);
      }
      if (!(Vectors.dot(left, 0, left, 0, left.length) > NO_VARIANCE * squares)) {
        throw new InvalidInput(
            "y does not vary beyond the fixed effects (is it constant?), so nothing of it can be"
                + " predicted. Give a trait that varies among these people.");
      }
    }
  }
}
