package genontk.ridge;

import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.mixed.Blup;
import genontk.run.Execution;
import genontk.variance.Reml;
import genontk.variance.RestrictedSpectrum;
import genontk.variance.VarianceComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kernel ridge regression with unpenalised fixed effects: min |y - Zb - K a|^2 + lambda a'Ka.
 *
 * <p>There is no 1/n in the loss, so that lambda = s_e / s_g gives the BLUP.
 *
 * @param penalties the lambdas to choose from, or null for the default grid
 * @param rule how one is chosen
 */
public record KernelRidge(double[] penalties, Rule rule) {

  private static final int GRID = 25;
  private static final double LOG10_LOWEST = -4;
  private static final double LOG10_HIGHEST = 3;

  /** Checks the penalties and puts them in order. */
  public KernelRidge {
    if (penalties != null) {
      penalties = penalties.clone();
      Arrays.sort(penalties);
      if (penalties.length == 0
          || !(penalties[0] > 0)
          || !Double.isFinite(penalties[penalties.length - 1])) {
        throw new InvalidInput(
            "penalty = "
                + Arrays.toString(penalties)
                + " was given; allowed are finite numbers above 0 (one, or a grid), or none for the"
                + " default grid.");
      }
    }
  }

  /**
   * A fitted regression.
   *
   * @param penalty the lambda chosen
   * @param path what cross-validation found
   * @param geneticVariance s_g of the equivalent mixed model, s_e being lambda s_g
   * @param blup the fit, in the terms of that model
   * @param messages what a user should know of the choice
   */
  public record Fit(
      double penalty, PenaltyPath path, double geneticVariance, Blup blup, List<String> messages) {}

  /**
   * Fits the regression.
   *
   * @param spectrum the kernel on the error contrasts
   * @param meanDiagonal tr(K)/n, to which the default grid is relative
   * @param y the trait (n)
   * @param folds the folds of the cross-validation
   * @throws InvalidInput if a fold cannot be left out, or y does not vary beyond Z
   */
  public Fit fit(
      RestrictedSpectrum spectrum,
      double meanDiagonal,
      double[] y,
      Folds folds,
      LinearAlgebra algebra,
      Execution execution) {
    double[] eta = spectrum.rotateVarying(y);
    CrossValidation validation = new CrossValidation(spectrum, y, algebra, execution);
    double[] grid = penalties == null ? defaultGrid(meanDiagonal) : penalties;
    PenaltyPath path = validation.path(grid, folds);
    List<String> messages = new ArrayList<>();
    double penalty =
        switch (rule) {
          case MINIMUM -> grid[path.minimum()];
          case ONE_STANDARD_ERROR -> grid[path.oneStandardError()];
          case GENERALIZED -> grid[PenaltyPath.least(validation.generalized(grid))];
          case LEAVE_ONE_OUT -> grid[PenaltyPath.least(validation.leaveOneOut(grid))];
          case REML -> varianceRatio(spectrum, y, grid, messages);
        };
    if (rule != Rule.REML && grid.length > 1) {
      noteEndOfGrid(penalty, grid, messages);
    }
    double geneticVariance = geneticVariance(spectrum, eta, penalty);
    return new Fit(
        penalty,
        path,
        geneticVariance,
        Blup.of(spectrum, y, geneticVariance, penalty * geneticVariance),
        List.copyOf(messages));
  }

  private static double[] defaultGrid(double meanDiagonal) {
    double[] grid = new double[GRID];
    for (int k = 0; k < GRID; k++) {
      grid[k] =
          meanDiagonal
              * Math.pow(10, LOG10_LOWEST + (LOG10_HIGHEST - LOG10_LOWEST) * k / (GRID - 1));
    }
    return grid;
  }

  /**
   * Returns s_e / s_g by REML; where one of them is at zero, the end of the grid that is nearest.
   */
  private static double varianceRatio(
      RestrictedSpectrum spectrum, double[] y, double[] grid, List<String> messages) {
    VarianceComponents variances = new Reml(true).estimate(spectrum, y);
    if (variances.genetic(0) > 0 && variances.residual() > 0) {
      return variances.residual() / variances.genetic(0);
    }
    boolean noGenetic = !(variances.genetic(0) > 0);
    messages.add(
        "REML puts the "
            + (noGenetic ? "genetic" : "residual")
            + " variance at zero, and the ratio of the two is no penalty; the "
            + (noGenetic ? "largest" : "smallest")
            + " of the grid stands for it.");
    return noGenetic ? grid[grid.length - 1] : grid[0];
  }

  /** Returns s_g at the ratio lambda: y'Py / (n - q) with V = K + lambda I. */
  private static double geneticVariance(RestrictedSpectrum spectrum, double[] eta, double penalty) {
    double sum = 0;
    for (int k = 0; k < eta.length; k++) {
      sum += eta[k] * eta[k] / (spectrum.values()[k] + penalty);
    }
    return sum / eta.length;
  }

  private static void noteEndOfGrid(double penalty, double[] grid, List<String> messages) {
    if (penalty == grid[0]) {
      messages.add(
          "The chosen penalty is the smallest of the grid: a wider grid may do better, or the"
              + " kernel explains almost everything.");
    } else if (penalty == grid[grid.length - 1]) {
      messages.add(
          "The chosen penalty is the largest of the grid: a wider grid may do better, or the kernel"
              + " explains almost nothing.");
    }
  }
}
