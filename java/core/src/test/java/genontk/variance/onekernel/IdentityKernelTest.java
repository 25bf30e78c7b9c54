package genontk.variance.onekernel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.Dense;
import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.linalg.TridiagonalMatrix;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A kernel that is the identity beyond the fixed effects, but for rounding. */
class IdentityKernelTest {

  @Test
  void aKernelThatIsTheIdentityCannotBeToldFromTheResidual() {
    double[] y = TestData.normal(60, 5);
    double[][] z = TestData.design(60, 2, 6);
    for (double scale : new double[] {1, 0.3, 1e4}) {
      double[][] kernel = Dense.combine(scale, Dense.identity(60), 0.7, Dense.constant(60, 1));
      RestrictedSpectrum spectrum = TestData.spectrum(kernel, z);
      for (VarianceEstimator estimator :
          List.of(
              new Reml(true),
              new Minque(Minque.Prior.RESIDUAL, true),
              new Minque(Minque.Prior.EQUAL, true),
              new Minque(Minque.Prior.ITERATED, true))) {
        assertThrows(
            InvalidInput.class, () -> estimator.estimate(spectrum, y), estimator.toString());
      }
    }
  }

  /**
   * With 5,000 eigenvalues the rounding of sums is no evidence that a kernel is not the identity.
   */
  @Test
  void roundingDoesNotTellTheIdentityFromTheResidual() {
    double[] noise = TestData.normal(20_000, 7);
    double[] values = new double[noise.length];
    Arrays.setAll(values, i -> 1 + 4e-16 * noise[i]);
    SpectralForms forms = new SpectralForms(values, noise);
    ScaledProblem problem = new ScaledProblem(forms, 1, new RestrictedLikelihood(forms, 0));
    double[] weights = new double[values.length];
    Arrays.setAll(weights, i -> 1 / 3.7);
    assertThrows(InvalidInput.class, () -> ScaledProblem.inverse(problem.quadraticForm(weights)));
    assertThrows(InvalidInput.class, () -> new Reml(true).estimate(problem, Threads.of(2)));
    double[] offDiagonal = Arrays.copyOf(noise, noise.length - 1);
    Arrays.setAll(offDiagonal, i -> 2e-16 * offDiagonal[i]);
    TridiagonalMatrix form = new TridiagonalMatrix(values, offDiagonal);
    ScaledProblem reduced = ScaledProblem.of(form, 1, 0, 1e-12, "The kernel");
    assertThrows(InvalidInput.class, () -> new Reml(true).estimate(reduced, Threads.of(2)));
  }
}
