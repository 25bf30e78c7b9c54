package genontk.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.TestData;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.NonAdditiveKernel;
import genontk.kernel.Precision;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.VarianceMethod;
import genontk.variance.component.VarianceComponents;
import genontk.variance.moment.MomentEstimate;
import genontk.variance.onekernel.Reml;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fits a linear trait with h2 = .5 by one NTK, which fixes its additive share, and by the split.
 */
class SplitTest {

  private static final int N = 400;
  private static final int P = 100;

  private static double[] linearTrait(double[][] x, long seed) {
    double[] effects = TestData.normal(P, seed);
    double[] noise = TestData.normal(N, seed + 1);
    double[] a = new double[N];
    double square = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < P; j++) {
        a[i] += x[i][j] * effects[j];
      }
      square += a[i] * a[i] / N;
    }
    for (int i = 0; i < N; i++) {
      a[i] = a[i] / Math.sqrt(square) + noise[i];
    }
    return a;
  }

  @Test
  void oneTangentKernelHitsItsBoundOnLinearTraitsAndTheSplitRecoversTheTruth() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(N, P, 1));
    List<Kernel> kernels =
        List.of(new AdditiveKernel(), new NonAdditiveKernel(2), new NeuralTangentKernel(2));
    List<Matrix> matrices =
        Kernels.train(kernels, x, Precision.DOUBLE, TestData.algebra(), Execution.quiet())
            .matrices();
    Matrix additive = matrices.get(0);
    Matrix curved = matrices.get(1);
    double[][] design = new double[N][1];
    for (double[] row : design) {
      row[0] = 1;
    }
    RestrictedSpectrum tangent =
        RestrictedSpectrum.of(
            matrices.get(2), TestData.fixed(design), TestData.algebra(), Execution.quiet());
    double[][] values = TestData.values(x);
    int bound = 0;
    double mean = 0;
    int replicates = 8;
    for (int k = 0; k < replicates; k++) {
      double[] y = linearTrait(values, 100 + 10 * k);
      VarianceComponents one = new Reml(true).estimate(tangent, y);
      bound += one.boundary()[1] ? 1 : 0;
      MomentEstimate moments =
          MomentEstimate.of(
              List.of(additive, curved),
              TestData.fixed(design),
              y,
              true,
              TestData.algebra(),
              Execution.quiet());
      double share = moments.estimate()[0] * moments.scales()[0];
      double total = share + moments.estimate()[1] * moments.scales()[1] + moments.estimate()[2];
      mean += share / total / replicates;
    }
    assertTrue(bound >= replicates / 2, "at the bound in " + bound);
    assertEquals(0.5, mean, 0.15, "MINQUE(0) on average");
    double[] y = linearTrait(values, 100);
    assertEquals(1, new Reml(true).estimate(tangent, y).heritability().estimate()[0], 0.05);
    VarianceComponents split =
        new LinearMixedModel(VarianceMethod.REML, true)
            .fit(
                List.of(additive, curved),
                TestData.fixed(design),
                y,
                TestData.algebra(),
                Execution.quiet())
            .variances();
    assertEquals(0.5, split.heritability().estimate()[0], 0.15);
    assertTrue(split.heritability().lower()[0] < 0.5 && split.heritability().upper()[0] > 0.5);
    assertTrue(split.likelihoodRatio().pValue()[0] < 1e-6, "additive");
    assertTrue(split.likelihoodRatio().pValue()[1] > 0.01, "not more than additive");
  }
}
