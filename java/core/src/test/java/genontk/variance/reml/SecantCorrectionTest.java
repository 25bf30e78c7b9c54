package genontk.variance.reml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.linalg.small.SmallMatrix;
import genontk.variance.KernelsCase;
import genontk.variance.component.Convergence;
import genontk.variance.component.Intervals;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.Radius;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecantCorrectionTest {

  private static final boolean[] ALL = {true, true, true};
  private static final int[] FACE = {0, 1, 2};

  private static LikelihoodPoint at(DenseLikelihood likelihood, double... components) {
    return likelihood.at(components, ALL, Radius.BEST).orElseThrow();
  }

  private static double[] times(SecantCorrection correction, LikelihoodPoint point, double[] x) {
    return SmallMatrix.times(correction.information(point, FACE), x);
  }

  @Test
  void theCorrectionExplainsTheStepExceptAlongTheRay() {
    DenseLikelihood likelihood = new DenseLikelihood(KernelsCase.of(60, 2, 5, 1, 2, 1).terms());
    LikelihoodPoint from = at(likelihood, 0.3, 0.5, 0.2);
    LikelihoodPoint to = at(likelihood, 0.2, 0.5, 0.3);
    SecantCorrection correction = SecantCorrection.none(3);
    correction.learn(at(likelihood, 0.5, 0.3, 0.2), from, ALL);
    correction.learn(from, to, ALL);
    double[] move = new double[3];
    double[] left = new double[3];
    for (int k = 0; k < 3; k++) {
      move[k] = to.components()[k] - from.components()[k];
    }
    double[] explained = times(correction, to, move);
    for (int k = 0; k < 3; k++) {
      left[k] = from.gradient()[k] - to.gradient()[k] - explained[k];
    }
    double[] ray = SmallMatrix.times(to.information(), to.components());
    for (int k = 0; k < 3; k++) {
      assertEquals(left[0] / ray[0], left[k] / ray[k], 1e-9, "component " + k);
    }
    double[] plain = SmallMatrix.times(to.information(), move);
    assertTrue(Math.abs(explained[0] - plain[0]) > 1e-3 * Math.abs(plain[0]), "it learnt nothing");
  }

  @Test
  void nothingIsAddedAlongTheRay() {
    DenseLikelihood likelihood = new DenseLikelihood(KernelsCase.of(60, 1, 6, 2, 1, 1).terms());
    SecantCorrection correction = SecantCorrection.none(3);
    LikelihoodPoint from = at(likelihood, 0.3, 0.5, 0.2);
    LikelihoodPoint to = at(likelihood, 0.2, 0.4, 0.4);
    correction.learn(from, to, ALL);
    LikelihoodPoint elsewhere = at(likelihood, 0.35, 0.3, 0.35);
    double[] s = elsewhere.components();
    double[] average = SmallMatrix.times(elsewhere.information(), s);
    assertArrayEquals(average, times(correction, elsewhere, s), 1e-9 * average[0]);
  }

  /** Kernels of any rank and 12 people or more; climbs that learn nothing go astray here. */
  @Test
  void climbsEndForAnyKernels() {
    Random random = new Random(3);
    int most = 0;
    for (int round = 0; round < 100; round++) {
      ScaledKernels terms = KernelsCase.any(random, round).terms();
      Convergence convergence =
          new SeveralKernelsReml(terms, true, Intervals.WALD).estimate().variances().convergence();
      most = Math.max(most, convergence.iterations());
      assertTrue(convergence.converged(), "round " + round);
    }
    assertTrue(most <= 50, most + " steps");
  }
}
