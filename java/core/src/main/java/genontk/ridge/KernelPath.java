package genontk.ridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The path of one kernel while it is made: for every trait a point a penalty. */
final class KernelPath {

  private record Point(
      double penalty, double error, double standardError, double correlation, double df) {}

  /** A penalty with its score by the rule. */
  record Scored(double penalty, double score) {}

  private final MixedKernel kernel;
  private final PenaltyGrid grid;
  private final boolean mayExtend;
  private final List<List<Point>> points = new ArrayList<>();
  private final List<List<Scored>> scores = new ArrayList<>();
  private int below;
  private int above;
  private Route route = Route.LANCZOS;

  /**
   * Starts.
   *
   * @param mayExtend whether a grid whose least score is at its end may go on
   */
  KernelPath(MixedKernel kernel, PenaltyGrid grid, int traits, boolean mayExtend) {
    this.kernel = kernel;
    this.grid = grid;
    this.mayExtend = mayExtend;
    for (int trait = 0; trait < traits; trait++) {
      points.add(new ArrayList<>());
      scores.add(new ArrayList<>());
    }
  }

  /** Returns the kernel. */
  MixedKernel kernel() {
    return kernel;
  }

  /** Forgets what was found, so that another route can begin. */
  void clear() {
    points.forEach(List::clear);
    scores.forEach(List::clear);
    below = 0;
    above = 0;
  }

  /**
   * Returns the penalties to be computed next, ascending: at first the grid, then what continues it
   * where the least score of a trait is at an end, at last none.
   */
  double[] pending() {
    if (points.get(0).isEmpty()) {
      return grid.penalties(kernel.meanDiagonal());
    }
    double[] none = new double[0];
    if (!mayExtend || !grid.isDefault()) {
      return none;
    }
    int last = points.get(0).size() - 1;
    boolean atLowest = scores.stream().anyMatch(row -> least(row) == 0);
    boolean atHighest = scores.stream().anyMatch(row -> least(row) == last);
    double[] lower = atLowest ? grid.below(kernel.meanDiagonal(), below) : none;
    double[] higher = atHighest ? grid.above(kernel.meanDiagonal(), above) : none;
    double[] both = new double[lower.length + higher.length];
    System.arraycopy(lower, 0, both, 0, lower.length);
    System.arraycopy(higher, 0, both, lower.length, higher.length);
    below += lower.length > 0 ? 1 : 0;
    above += higher.length > 0 ? 1 : 0;
    return both;
  }

  private static int least(List<Scored> row) {
    return PenaltyPath.least(row.stream().mapToDouble(Scored::score).toArray());
  }

  /**
   * Takes what was found at penalties.
   *
   * @param errors of the people held out, a row a penalty
   * @param ruleScores what the rule minimises, or null for the squared errors
   */
  void absorb(
      int trait,
      double[] penalties,
      double[][] errors,
      double[] ruleScores,
      double[] df,
      HeldOut summary,
      Route how) {
    route = how;
    for (int k = 0; k < penalties.length; k++) {
      HeldOut.Summary found = summary.of(errors[k]);
      points
          .get(trait)
          .add(
              new Point(
                  penalties[k],
                  found.error(),
                  found.standardError(),
                  found.correlation(),
                  df == null ? Double.NaN : df[k]));
      scores
          .get(trait)
          .add(new Scored(penalties[k], ruleScores == null ? found.error() : ruleScores[k]));
    }
    points.get(trait).sort(Comparator.comparingDouble(Point::penalty));
    scores.get(trait).sort(Comparator.comparingDouble(Scored::penalty));
  }

  /** Returns the penalty of a trait with the least score; of equals the largest. */
  Scored best(int trait) {
    return scores.get(trait).get(least(scores.get(trait)));
  }

  /** Returns whether a penalty is the smallest or largest of a path of several. */
  boolean isAtEnd(double penalty) {
    List<Point> row = points.get(0);
    return row.size() > 1
        && (penalty == row.get(0).penalty || penalty == row.get(row.size() - 1).penalty);
  }

  /** Returns whether the grid went on beyond its end. */
  boolean isExtended() {
    return below + above > 0;
  }

  /** Returns the path of a trait. */
  PenaltyPath path(int trait) {
    List<Point> row = points.get(trait);
    return new PenaltyPath(
        kernel.candidate().name(),
        kernel.share(),
        row.stream().mapToDouble(Point::penalty).toArray(),
        row.stream().mapToDouble(Point::error).toArray(),
        row.stream().mapToDouble(Point::standardError).toArray(),
        row.stream().mapToDouble(Point::correlation).toArray(),
        row.stream().mapToDouble(Point::df).toArray(),
        route);
  }
}
