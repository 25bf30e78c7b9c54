package genontk.variance.reml;

import genontk.error.DidNotConverge;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.LikelihoodValue;
import genontk.variance.onekernel.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The ends of profile intervals of two kernels, by a model of the likelihood that learns: the
 * likelihood is looked up at an end of the model, which then passes through what was found there.
 */
final class PredictedEnds {

  /**
   * By how much the model may have missed the log-likelihood at its end. The end that follows is
   * nearer by two orders, as the model's slope is nearly right.
   */
  private static final double MISSED = 1e-3;

  /** Distance from a place known already at which nothing is looked up, as a share of its own. */
  private static final double NEAR = 0.1;

  private static final int MAX_LOOKS = 6;

  private final TwoKernels kernels;
  private final PairedSpectra model;
  private final LikelihoodPoint best;
  private final List<double[]> known = new ArrayList<>();

  /**
   * Makes a search.
   *
   * @param best the maximum over non-negative components
   */
  PredictedEnds(TwoKernels kernels, PairedSpectra model, double[] best) {
    this.kernels = kernels;
    this.model = model;
    this.best = model.at(best, Radius.AS_GIVEN).orElseThrow();
  }

  TwoKernels kernels() {
    return kernels;
  }

  PairedSpectra model() {
    return model;
  }

  /**
   * Returns the lower (-1) or upper (+1) end; NaN where the model does not lead to it.
   *
   * @param residualMayVanish whether the region holds places without residual
   */
  double end(ProfileGoal goal, int side, boolean residualMayVanish) {
    double missed = Double.POSITIVE_INFINITY;
    for (int k = 0; k <= MAX_LOOKS; k++) {
      double[][] none = new double[best.components().length][best.components().length];
      ProfileEnds ends = new ProfileEnds(model, best, none, residualMayVanish);
      double end = ends.end(goal, side, ends.fromBest());
      if (Double.isNaN(end) || missed < MISSED) {
        return end;
      }
      LikelihoodPoint place = ends.last().point();
      if (isKnown(place.components())) {
        return end;
      }
      Optional<LikelihoodValue> found = kernels.at(place.components());
      if (found.isEmpty()) {
        return Double.NaN;
      }
      model.learn(found.get());
      missed = Math.abs(found.get().value(model.terms()) - place.value());
      if (missed < MISSED) {
        known.add(place.components());
      }
    }
    return Double.NaN;
  }

  /**
   * Returns whether the likelihood reaches a level where some components are zero; nothing where
   * the model does not tell.
   *
   * @param free which components vary
   * @param start components to climb from
   */
  Optional<Boolean> reaches(double level, boolean[] free, double[] start) {
    for (int k = 0; k < MAX_LOOKS; k++) {
      Optional<LikelihoodPoint> highest = highest(free, start);
      Optional<LikelihoodValue> found = highest.flatMap(top -> kernels.at(top.components()));
      if (found.isEmpty()) {
        break;
      }
      double value = found.get().value(model.terms());
      if (value >= level) {
        return Optional.of(true);
      }
      if (Math.abs(value - highest.get().value()) < MISSED) {
        return Optional.of(false);
      }
      model.learn(found.get());
    }
    return Optional.empty();
  }

  private Optional<LikelihoodPoint> highest(boolean[] free, double[] start) {
    double[][] none = new double[start.length][start.length];
    try {
      return model
          .at(start, Radius.BEST)
          .map(from -> new AverageInformation(model, free, true).componentsNear(from, none))
          .flatMap(top -> model.at(top, Radius.BEST));
    } catch (DidNotConverge climb) {
      return Optional.empty();
    }
  }

  private boolean isKnown(double[] place) {
    double[] centre = best.components();
    return known.stream()
        .anyMatch(other -> distance(place, other) <= NEAR * distance(centre, other));
  }

  private static double distance(double[] from, double[] to) {
    double[] way = from.clone();
    Arrays.setAll(way, k -> to[k] - from[k]);
    return NewtonStep.largest(way);
  }
}
