package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import genontk.linalg.Matrix;
import genontk.ridge.FoldPlan;
import genontk.ridge.NestedValidation;
import genontk.ridge.RidgeFit;
import java.util.ArrayList;
import java.util.List;

/**
 * The choice of a penalty by ridge regression.
 *
 * @param penalty the penalty lambda
 * @param share share of the first of several kernels, the additive one of a split; NaN for one
 *     kernel
 * @param shares share of each kernel
 * @param rule the rule of the choice
 * @param route the method that computed the path
 * @param path error, correlation and degrees of freedom for every penalty
 * @param nested error of the choice by nested cross-validation; null where not asked for
 * @param folds the label of each person's fold, for each repeat
 * @param leaveOneOut each person's prediction from the other people, and its residual (n x 2)
 */
public record RidgeOutcome(
    double penalty,
    double share,
    ShareTable shares,
    String rule,
    String route,
    PathTable path,
    NestedTable nested,
    @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
        List<List<String>> folds,
    @JsonIgnore Matrix leaveOneOut) {

  /** Each kernel's share of the genetic variance; the shares sum to 1. One array per column. */
  public record ShareTable(List<String> component, double[] share) {}

  /** Error, correlation and degrees of freedom along the path. One array per column. */
  public record PathTable(
      double[] penalty,
      double[] error,
      double[] stdError,
      double[] correlation,
      double[] df,
      double[] share,
      List<String> kernel) {}

  /**
   * The error of nested cross-validation, and the choice for each outer fold, one array per column.
   */
  public record NestedTable(
      double error,
      double stdError,
      double correlation,
      int[] repeat,
      List<String> fold,
      List<String> kernel,
      double[] share,
      double[] penalty) {

    public static NestedTable of(NestedValidation found, FoldPlan plan) {
      List<Integer> repeats = new ArrayList<>();
      List<String> folds = new ArrayList<>();
      for (int round = 0; round < plan.rounds().size(); round++) {
        for (String name : plan.rounds().get(round).names()) {
          repeats.add(round + 1);
          folds.add(name);
        }
      }
      return new NestedTable(
          found.error(),
          found.standardError(),
          found.correlation(),
          repeats.stream().mapToInt(Integer::intValue).toArray(),
          folds,
          found.fits().stream().map(RidgeFit::kernel).toList(),
          found.fits().stream().mapToDouble(RidgeFit::share).toArray(),
          found.fits().stream().mapToDouble(RidgeFit::penalty).toArray());
    }
  }
}
