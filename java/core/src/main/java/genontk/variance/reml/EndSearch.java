package genontk.variance.reml;

import genontk.linalg.small.SmallMatrix;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.onekernel.LikelihoodRegion;
import genontk.variance.onekernel.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The most extreme of the ends that are found from several starts. With many people the region is
 * close to an ellipsoid, and one start is enough. With few people, or where the residual may
 * vanish, the region is bent. The starts then come from a grid of directions. Each direction gives
 * two points on the region's edge.
 */
final class EndSearch {

  /** Degrees of freedom up to which the grid is made. */
  private static final int GRID = 60;

  /** Degrees of freedom up to which the grid is made where the residual may vanish. */
  private static final int GRID_AT_BOUND = 300;

  /** The shares of the residual, and the weights of kernels, in the grid. */
  private static final double[] RESIDUALS = {0, 1e-4, 0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 0.99};

  private static final double[] WEIGHTS = {0, 0.1, 1};

  /** By how much components are changed where the quadratic models fail, first and last. */
  private static final double LARGEST_MOVE = 0.3;

  private static final double SMALLEST_MOVE = 1e-5;

  private static final int MOST_MOVES = 60;

  private final DenseLikelihood likelihood;
  private final double floor;
  private final List<ProfileEnds> searches = new ArrayList<>();
  private final List<LikelihoodPoint> grid = new ArrayList<>();
  private final List<ProfileEnds.Start> edges = new ArrayList<>();
  private final boolean[] all;
  private final boolean severalStarts;
  private final Optional<PredictedEnds> predicted;
  private final boolean residualMayVanish;

  EndSearch(
      DenseLikelihood likelihood,
      LikelihoodPoint best,
      double[][] traces,
      Optional<PredictedEnds> predicted,
      boolean residualMayVanish) {
    this.likelihood = likelihood;
    this.floor = best.value() - LikelihoodRegion.DROP;
    this.all = new boolean[best.components().length];
    Arrays.fill(all, true);
    int m = likelihood.terms().degreesOfFreedom();
    this.severalStarts = m <= GRID || residualMayVanish && m <= GRID_AT_BOUND;
    this.predicted = predicted.filter(some -> !severalStarts);
    this.residualMayVanish = residualMayVanish;
    // The observed information is twice the average less the expected one, S/2.
    double[][] excess = SmallMatrix.combine(1, best.information(), -0.5, traces);
    if (residualMayVanish) {
      searches.add(new ProfileEnds(likelihood, best, excess, true));
    }
    if (best.residual() > 0) {
      searches.add(new ProfileEnds(likelihood, best, excess, false));
    }
    grid.add(best);
    if (severalStarts) {
      fillGrid();
    }
  }

  private void fillGrid() {
    int kernels = all.length - 1;
    for (int code = 1; code < Math.pow(WEIGHTS.length, Math.min(kernels, 3)); code++) {
      double[] weights = new double[kernels];
      Arrays.fill(weights, 1);
      for (int k = 0, rest = code; k < Math.min(kernels, 3); k++, rest /= WEIGHTS.length) {
        weights[k] = WEIGHTS[rest % WEIGHTS.length];
      }
      for (double residual : RESIDUALS) {
        double[] direction = new double[kernels + 1];
        double sum = SmallMatrix.sum(weights);
        Arrays.setAll(direction, k -> k == kernels ? residual : (1 - residual) * weights[k] / sum);
        likelihood
            .at(direction, all, Radius.BEST)
            .filter(point -> point.value() >= floor)
            .ifPresent(point -> grid.add(point.bare()));
      }
    }
  }

  /** Returns the lower (-1) or upper (+1) end. */
  double end(ProfileGoal goal, int side) {
    double end = predicted.map(ends -> ends.end(goal, side, residualMayVanish)).orElse(Double.NaN);
    if (Double.isNaN(end) && !severalStarts) {
      end = fromNearest(goal, side);
    }
    return Double.isNaN(end) ? fromAnywhere(goal, side) : end;
  }

  /**
   * Returns the end as it is reached from the point near an earlier end at which the goal is most
   * extreme; NaN where that does not lead to it.
   */
  private double fromNearest(ProfileGoal goal, int side) {
    ProfileEnds.Start nearest = null;
    double extreme = onEdge(goal, side, grid.get(0));
    for (ProfileEnds.Start edge : edges) {
      double value = onEdge(goal, side, edge.point());
      if (side * value > side * extreme) {
        extreme = value;
        nearest = edge;
      }
    }
    if (nearest == null) {
      return Double.NaN;
    }
    ProfileEnds search = searches.get(0);
    double end = search.end(goal, side, nearest);
    if (!(side * end >= side * extreme)) {
      return Double.NaN;
    }
    edges.add(search.last());
    return end;
  }

  private double fromAnywhere(ProfileGoal goal, int side) {
    LikelihoodPoint start = grid.get(0);
    for (LikelihoodPoint point : grid) {
      start = side * onEdge(goal, side, point) > side * onEdge(goal, side, start) ? point : start;
    }
    double extreme = onEdge(goal, side, start);
    double reached = Double.NaN;
    for (ProfileEnds search : searches) {
      for (LikelihoodPoint point :
          start == grid.get(0) ? List.of(start) : List.of(grid.get(0), start)) {
        if (side * reached >= side * extreme) {
          break;
        }
        double end =
            search.end(goal, side, point == grid.get(0) ? search.fromBest() : search.from(point));
        if (!Double.isNaN(end)) {
          edges.add(search.last());
        }
        reached = Double.isNaN(reached) || side * end > side * reached ? end : reached;
      }
    }
    return side * reached >= side * extreme ? reached : polished(goal, side, start);
  }

  /** Returns the goal at the point of a ray that is on the edge; a share is the same all along. */
  private double onEdge(ProfileGoal goal, int side, LikelihoodPoint point) {
    double value = goal.of(point.components());
    return goal.isShare()
        ? value
        : value
            * Radius.edge(floor, side).of(1, point.value(), likelihood.terms().degreesOfFreedom());
  }

  /** Where the quadratic models fail: changes components one by one, by less and less. */
  private double polished(ProfileGoal goal, int side, LikelihoodPoint start) {
    LikelihoodPoint current = start;
    double extreme = onEdge(goal, side, current);
    double move = LARGEST_MOVE;
    for (int k = 0; k < MOST_MOVES && move > SMALLEST_MOVE; k++) {
      LikelihoodPoint better = null;
      for (int code = 0; code < 2 * all.length; code++) {
        double[] changed = current.components().clone();
        changed[code / 2] *= code % 2 == 0 ? 1 + move : 1 / (1 + move);
        Optional<LikelihoodPoint> at =
            likelihood.at(changed, all, Radius.BEST).filter(point -> point.value() >= floor);
        if (at.isPresent() && side * onEdge(goal, side, at.get()) > side * extreme) {
          better = at.get().bare();
          extreme = onEdge(goal, side, better);
        }
      }
      current = better == null ? current : better;
      move = better == null ? move / 3 : move;
    }
    return extreme;
  }
}
