package genontk.variance.reml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.KernelsCase;
import genontk.variance.component.VarianceComponents;
import genontk.variance.likelihood.DenseLikelihood;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.LikelihoodValue;
import genontk.variance.likelihood.TermProducts;
import genontk.variance.onekernel.Radius;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two kernels and more people than have several modes, so that a model predicts. */
class PredictedEndsTest {

  private static final int N = 330;
  private static final boolean[] ALL = {true, true, true};

  /** The likelihood of a case at its constrained maximum. */
  private record Fitted(
      DenseLikelihood likelihood, VarianceComponents variances, LikelihoodPoint best) {

    private static Fitted of(KernelsCase data) {
      DenseLikelihood likelihood = new DenseLikelihood(data.terms());
      VarianceComponents variances = data.fit(true);
      double[] components = likelihood.terms().scaled(variances.estimate());
      LikelihoodPoint best = likelihood.at(components, ALL, Radius.AS_GIVEN).orElseThrow();
      return new Fitted(likelihood, variances, best);
    }

    private double[][] traces() {
      return TermProducts.at(likelihood.terms(), best).traces();
    }

    private PairedSpectra model() {
      return new TwoKernels(likelihood).model(best, traces());
    }
  }

  /** Two kernels, the second as near to the identity as the non-additive kernel of strangers. */
  private static KernelsCase strangers(long seed, double first, double residual) {
    KernelsCase data = KernelsCase.of(N, 2, seed, first, 0, residual);
    double[][] second = Dense.combine(0.9, Dense.identity(N), 0.1, TestData.kernel(N, 4 * N, 99));
    return new KernelsCase(new double[][][] {data.kernels()[0], second}, data.design(), data.y());
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "4, 0, 2, 1", "6, 2, 2, .1", "9, 0, 0, 1", "3, 1, .1, .3"})
  void endsAreThoseOfTheSearchOnTheLikelihoodItself(
      long seed, double first, double second, double residual) {
    assertEndsOfTheLikelihood(KernelsCase.of(N, 2, seed, first, second, residual));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", ".2, 1", "3, .2"})
  void endsAreFoundWhereAKernelIsAlmostTheIdentity(double first, double residual) {
    assertEndsOfTheLikelihood(strangers(7, first, residual));
  }

  private static void assertEndsOfTheLikelihood(KernelsCase data) {
    Fitted fitted = Fitted.of(data);
    VarianceComponents fit = fitted.variances;
    double[] without = {
      fit.logLikelihood() - fit.likelihoodRatio().statistic()[0] / 2,
      fit.logLikelihood() - fit.likelihoodRatio().statistic()[1] / 2
    };
    SeveralKernelsIntervals expected =
        SeveralKernelsIntervals.profile(
            fitted.likelihood, fitted.best, fitted.traces(), without, Optional.empty());
    for (int k = 0; k < 3; k++) {
      double width = 1e-4 * (expected.upper()[k] - expected.lower()[k]);
      assertEquals(expected.lower()[k], fit.lower()[k], width);
      assertEquals(expected.upper()[k], fit.upper()[k], width);
    }
    assertArrayEquals(expected.shareLower(), fit.heritability().lower(), 1e-4);
    assertArrayEquals(expected.shareUpper(), fit.heritability().upper(), 1e-4);
  }

  @Test
  void aKernelThatIsAlmostTheIdentityMayTakeAllOfATraitWithoutGenes() {
    VarianceComponents fit = strangers(11, 0, 1).fit(true);
    assertArrayEquals(new double[2], Arrays.copyOf(fit.estimate(), 2));
    assertEquals(fit.estimate()[2], fit.upper()[1], 0.3 * fit.estimate()[2]);
    assertEquals(1, fit.heritability().upper()[1]);
  }

  @Test
  void theModelHasTheDerivativesOfTheLikelihoodAtItsMaximum() {
    Fitted fitted = Fitted.of(KernelsCase.of(N, 2, 1, 1, 1, 1));
    LikelihoodPoint best = fitted.best;
    LikelihoodPoint model = fitted.model().at(best.components(), Radius.AS_GIVEN).orElseThrow();
    double[][] observed = SmallMatrix.combine(2, best.information(), -0.5, fitted.traces());
    assertEquals(best.value(), model.value(), 1e-6);
    assertArrayEquals(best.gradient(), model.gradient(), 1e-5);
    for (int k = 0; k < 3; k++) {
      assertArrayEquals(observed[k], model.information()[k], 1e-5 * observed[k][k]);
    }
  }

  @Test
  void theModelPassesThroughWhatItLearns() {
    Fitted fitted = Fitted.of(KernelsCase.of(N, 2, 1, 1, 1, 1));
    PairedSpectra model = fitted.model();
    double[] elsewhere = {0.3, 2, 0.5};
    LikelihoodValue known = LikelihoodValue.at(fitted.likelihood, elsewhere).orElseThrow();
    LikelihoodPoint point = fitted.likelihood.at(elsewhere, ALL, Radius.AS_GIVEN).orElseThrow();
    assertEquals(point.value(), known.value(fitted.likelihood.terms()), 1e-8);
    model.learn(known);
    LikelihoodPoint learnt = model.at(elsewhere, Radius.AS_GIVEN).orElseThrow();
    assertEquals(point.value(), learnt.value(), 1e-6);
    assertEquals(
        fitted.best.value(),
        model.at(fitted.best.components(), Radius.AS_GIVEN).orElseThrow().value(),
        1e-6);
  }

  @Test
  void anEdgeIsKnownFromItsTridiagonalForm() {
    DenseLikelihood likelihood = new DenseLikelihood(KernelsCase.of(N, 3, 5, 1, 1, 1).terms());
    TwoKernels kernels = new TwoKernels(likelihood);
    for (double[] edge : new double[][] {{0.7, 0, 0.4}, {0, 2, 0.1}, {0, 0, 3}}) {
      LikelihoodPoint expected = likelihood.at(edge, ALL, Radius.AS_GIVEN).orElseThrow();
      double found = kernels.at(edge).orElseThrow().value(likelihood.terms());
      assertEquals(expected.value(), found, 1e-8);
    }
  }
}
