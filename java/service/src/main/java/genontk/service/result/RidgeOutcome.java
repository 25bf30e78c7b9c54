package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import genontk.linalg.Matrix;
import genontk.ridge.FoldPlan;
import genontk.ridge.NestedValidation;
import genontk.ridge.PenaltyPath;
import genontk.ridge.RidgeFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

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

  /**
   * Error, correlation and degrees of freedom along the path. One array per column.
   *
   * @param secondShare share of the second kernel; null where no mixture has three kernels
   */
  public record PathTable(
      double[] penalty,
      double[] error,
      double[] stdError,
      double[] correlation,
      double[] df,
      double[] share,
      List<String> kernel,
      @JsonInclude(JsonInclude.Include.NON_NULL) double[] secondShare) {

    public static PathTable of(List<PenaltyPath> paths) {
      return new PathTable(
          joined(paths, PenaltyPath::penalty),
          joined(paths, PenaltyPath::error),
          joined(paths, PenaltyPath::standardError),
          joined(paths, PenaltyPath::correlation),
          joined(paths, PenaltyPath::degreesOfFreedom),
          perPenalty(paths, PenaltyPath::share).mapToDouble(Double::doubleValue).toArray(),
          perPenalty(paths, PenaltyPath::kernel).toList(),
          secondShares(perPenalty(paths, PenaltyPath::shares).toList()));
    }

    private static double[] joined(
        List<PenaltyPath> paths, Function<PenaltyPath, double[]> column) {
      return paths.stream().map(column).flatMapToDouble(Arrays::stream).toArray();
    }

    private static <T> Stream<T> perPenalty(List<PenaltyPath> paths, Function<PenaltyPath, T> one) {
      return paths.stream()
          .flatMap(path -> Collections.nCopies(path.penalty().length, one.apply(path)).stream());
    }
  }

  /**
   * Returns the second share of each mixture; null where none has a third, so that one says all.
   */
  private static double[] secondShares(List<double[]> shares) {
    return shares.stream().noneMatch(of -> of.length > 2)
        ? null
        : shares.stream().mapToDouble(of -> of.length > 1 ? of[1] : Double.NaN).toArray();
  }

  /**
   * The error of nested cross-validation, and the choice for each outer fold, one array per column.
   *
   * @param secondShare share of the second kernel; null where no choice has three kernels
   */
  public record NestedTable(
      double error,
      double stdError,
      double correlation,
      int[] repeat,
      List<String> fold,
      List<String> kernel,
      double[] share,
      double[] penalty,
      @JsonInclude(JsonInclude.Include.NON_NULL) double[] secondShare) {

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
          found.fits().stream().mapToDouble(RidgeFit::penalty).toArray(),
          secondShares(found.fits().stream().map(RidgeFit::shares).toList()));
    }
  }
}
