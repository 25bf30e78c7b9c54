package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.error.Message;
import genontk.error.NotPositiveDefinite;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.linalg.NearestCovariance;
import genontk.run.Execution;
import genontk.service.kernel.KernelChoice;
import genontk.service.request.Request;
import genontk.service.request.SnpOptions;
import genontk.service.training.TrainingKernels;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one rule for kernels with eigenvalues below zero, which a covariance has not.
 *
 * <p>Numbers rounded to a few digits, or means over the SNPs that two people have in common, leave
 * such eigenvalues. Rounded ones are taken as zero. Larger ones are borne by the mixed model, as by
 * GCTA, and are taken as zero in ridge regression. A kernel that is far from a covariance is
 * refused.
 */
final class CovarianceCheck {

  /** Eigenvalues down to minus this share of the mean come of numbers with a few digits. */
  private static final double ROUNDED = 1e-3;

  private final boolean ridge;
  private final boolean pairwise;
  private final FixedEffects fixed;
  private final LinearAlgebra algebra;
  private final Execution execution;

  CovarianceCheck(Request request, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    this.ridge = request.task().equals("ntk_krr");
    this.pairwise = request.snps().missing().equals(SnpOptions.PAIRWISE);
    this.fixed = fixed;
    this.algebra = algebra;
    this.execution = execution;
  }

  /**
   * Returns the kernels as they are fitted, with what a user should know.
   *
   * @throws NotPositiveDefinite if one is far from a covariance
   */
  TrainingKernels checked(TrainingKernels training) {
    List<Matrix> matrices = new ArrayList<>(training.matrices());
    List<String> messages = new ArrayList<>(training.messages());
    for (int k = 0; k < matrices.size(); k++) {
      KernelChoice.Component component = training.components().get(k);
      if (component.isGiven() || component.isMade() && ridge && pairwise) {
        matrices.set(k, checked(matrices.get(k), component.name(), training, messages));
      }
    }
    return training.with(matrices, messages);
  }

  private Matrix checked(
      Matrix kernel, String name, TrainingKernels training, List<String> messages) {
    NearestCovariance found = NearestCovariance.of(kernel, algebra, execution);
    if (found.count() == 0) {
      return kernel;
    }
    if (found.smallest() < -RestrictedSpectrum.SLIGHT * found.mean()) {
      requireOnContrasts(training.people().records().spread(kernel, execution.threads()), name);
      return kernel;
    }
    boolean rounded = found.smallest() >= -ROUNDED * found.mean();
    messages.add(message(name, found, rounded));
    return rounded || ridge ? found.nearest(algebra) : kernel;
  }

  private String message(String name, NearestCovariance found, boolean rounded) {
    boolean one = found.count() == 1;
    String what =
        one
            ? Message.of("the eigenvalue %.3g", found.smallest())
            : Message.of(
                "%s eigenvalues below zero, the smallest %.3g", found.count(), found.smallest());
    String outcome =
        rounded
            ? one
                ? "it comes of rounded numbers and was taken as zero"
                : "they come of rounded numbers and were taken as zero"
            : ridge
                ? "a covariance has none below zero, so zero was taken"
                : "a covariance has none below zero, so only variances were tried for which y has"
                    + " a covariance";
    return Message.of(
        "Kernel '%s' has %s (the largest is %.3g); %s.", name, what, found.largest(), outcome);
  }

  /**
   * Checks a kernel beyond the fixed effects. A matrix such as minus the squared distances is a
   * covariance there alone.
   *
   * @param kernel between records
   */
  private void requireOnContrasts(Matrix kernel, String name) {
    double[] values = algebra.eigen(fixed.contrasts(kernel, execution)).values();
    double mean = Arrays.stream(values).average().orElse(0);
    if (values[0] < -RestrictedSpectrum.SLIGHT * mean) {
      throw new NotPositiveDefinite(
          Message.of(
              "Kernel '%s' has the eigenvalue %.3g (the largest is %.3g); a covariance has none"
                  + " below zero. Give a positive semidefinite kernel, for instance K + c I.",
              name, values[0], values[values.length - 1]));
    }
  }
}
