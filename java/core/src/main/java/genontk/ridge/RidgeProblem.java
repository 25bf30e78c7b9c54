package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.design.WorkingTrait;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.util.List;
import java.util.stream.IntStream;

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
   * Returns what the fixed effects leave of each trait.
   *
   * @throws InvalidInput if one does not vary beyond the fixed effects
   */
  List<WorkingTrait> workingTraits() {
    Records records = new Records(people(), null, weights);
    return IntStream.range(0, y.columns())
        .mapToObj(trait -> WorkingTrait.of(y.columnValues(trait), records, fixed))
        .toList();
  }

  /** Returns the problem of the working values of its traits. */
  RidgeProblem of(List<WorkingTrait> traits) {
    Matrix values =
        Matrix.ofColumns(traits.stream().map(WorkingTrait::values).toArray(double[][]::new));
    return new RidgeProblem(candidates, fixed, values, weights);
  }
}
