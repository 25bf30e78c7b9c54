package genontk.ridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The path of one trait on one kernel while it is computed, one point per penalty. */
final class KernelPath {

  /** A penalty with its held-out errors, its degrees of freedom and the score to minimise. */
  private record Point(double penalty, HeldOutScores.Summary held, double df, double score) {}

  private final KernelMixture kernel;
  private final int trait;
  private final PenaltyGrid grid;
  private final boolean mayExtend;
  private final List<Point> points = new ArrayList<>();
  private int decadesBelow;
  private int decadesAbove;
  private Route route = Route.LANCZOS;
  private RemlChoice reml;

  /**
   * Makes an empty path.
   *
   * @param mayExtend whether a default grid is extended where the least score is at its end
   */
  KernelPath(KernelMixture kernel, int trait, PenaltyGrid grid, boolean mayExtend) {
    this.kernel = kernel;
    this.trait = trait;
    this.grid = grid;
    this.mayExtend = mayExtend && grid.isDefault();
  }

  /** Returns the kernel. */
  KernelMixture kernel() {
    return kernel;
  }

  /** Returns the number of the trait. */
  int trait() {
    return trait;
  }

  /** Removes all points, so that another route can begin. */
  void clear() {
    points.clear();
    decadesBelow = 0;
    decadesAbove = 0;
  }

  /**
   * Returns the penalties to be computed next, ascending: first the grid, then another decade while
   * the least score is at an end, then none.
   */
  double[] next() {
    if (points.isEmpty()) {
      return grid.penalties(kernel.meanDiagonal());
    }
    int best = best();
    if (mayExtend && best == 0) {
      return grid.below(kernel.meanDiagonal(), decadesBelow++);
    }
    if (mayExtend && best == points.size() - 1) {
      return grid.above(kernel.meanDiagonal(), decadesAbove++);
    }
    return new double[0];
  }

  private int best() {
    return PenaltyPath.least(points.stream().mapToDouble(Point::score).toArray());
  }

  /**
   * Adds points.
   *
   * @param held summaries of the errors of the people held out, one per penalty
   * @param df the traces of the hat matrix, or null
   * @param scores to be minimised, or null for the squared errors
   */
  void absorb(
      double[] penalties,
      List<HeldOutScores.Summary> held,
      double[] df,
      double[] scores,
      Route how) {
    route = how;
    for (int k = 0; k < penalties.length; k++) {
      points.add(
          new Point(
              penalties[k],
              held.get(k),
              df == null ? Double.NaN : df[k],
              scores == null ? held.get(k).error() : scores[k]));
    }
    points.sort(Comparator.comparingDouble(Point::penalty));
  }

  /** Returns the least score of the rule. */
  double bestScore() {
    return points.get(best()).score;
  }

  /** Returns the place of the least score, that of the largest penalty among equals. */
  int bestPlace() {
    return best();
  }

  /** Returns whether a place is the first or last of several. */
  boolean isAtEnd(int place) {
    return points.size() > 1 && (place == 0 || place == points.size() - 1);
  }

  /** Returns whether the grid was extended. */
  boolean isExtended() {
    return decadesBelow + decadesAbove > 0;
  }

  /** Sets the choice of REML. */
  void setReml(RemlChoice choice) {
    reml = choice;
  }

  /** Returns the choice of REML, or null. */
  RemlChoice reml() {
    return reml;
  }

  /** Returns the path as it is now. */
  PenaltyPath path() {
    return new PenaltyPath(
        kernel.candidate().name(),
        kernel.shares(),
        points.stream().mapToDouble(Point::penalty).toArray(),
        points.stream().mapToDouble(point -> point.held.error()).toArray(),
        points.stream().mapToDouble(point -> point.held.standardError()).toArray(),
        points.stream().mapToDouble(point -> point.held.correlation()).toArray(),
        points.stream().mapToDouble(Point::df).toArray(),
        route);
  }
}
