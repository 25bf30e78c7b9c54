package genontk.service;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import genontk.linalg.Matrix;
import java.util.List;

/**
 * How ridge regression chose its penalty.
 *
 * @param penalty lambda
 * @param share of the additive part, NaN where the kernel has none
 * @param rule by which it was chosen
 * @param route how the path was computed
 * @param path what was found for every penalty
 * @param folds the label of each person's fold, for each repeat
 * @param leaveOneOut each person's prediction without them, and its residual (n x 2)
 */
record RidgeOutcome(
    double penalty,
    double share,
    String rule,
    String route,
    PathTable path,
    @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
        List<List<String>> folds,
    @JsonIgnore Matrix leaveOneOut) {

  /** What was found along the path, an array a column. */
  record PathTable(
      double[] penalty,
      double[] error,
      double[] stdError,
      double[] correlation,
      double[] df,
      double[] share,
      List<String> kernel) {}
}
