package genontk.service;

import genontk.genotype.Genotypes;
import genontk.genotype.Standardization;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.Kernel;
import genontk.kernel.NeuralTangentKernel;
import genontk.linalg.Matrix;
import java.util.List;

/**
 * A fitted model: all that new people's predictions need, and nothing that refers to files.
 *
 * @param summary the scalars and names
 * @param dual V^-1 (y - Zb) (n)
 * @param design Z (n x q), the columns that count
 * @param standardization the SNPs kept, with means and deviations; null for a kernel of the user's
 *     own
 * @param genotypes the training people's at these SNPs (n x p); null for a kernel of the user's own
 * @param kernel the training kernel of the user's own (n x n), or null
 */
record FittedModel(
    Summary summary,
    double[] dual,
    Matrix design,
    Standardization standardization,
    Genotypes genotypes,
    Matrix kernel) {

  /**
   * The scalars and names of a model.
   *
   * @param task what fitted it
   * @param version the version that wrote it
   * @param kernel the kernel's name
   * @param depth the hidden layers of the NTK
   * @param genetic the genetic variance s_g
   * @param residual the residual variance s_e
   * @param terms the columns of Z
   * @param fixedEffects their coefficients
   * @param people the training people
   * @param trainingSnps how many SNPs the training genotypes had before any was dropped
   * @param namedSnps whether they carried names
   * @param kernelRows the rows of the user's kernel that the fit used, and how many it had; null
   *     otherwise
   */
  record Summary(
      String task,
      String version,
      String kernel,
      int depth,
      double genetic,
      double residual,
      List<String> terms,
      double[] fixedEffects,
      List<String> people,
      int trainingSnps,
      boolean namedSnps,
      KernelRows kernelRows) {}

  /**
   * Which rows of a user's kernel a fit used.
   *
   * @param used their places
   * @param total how many rows the kernel had
   */
  record KernelRows(int[] used, int total) {}

  /** Returns whether the kernel was the user's own. */
  boolean hasGivenKernel() {
    return kernel != null;
  }

  /** Returns the kernel by its name. */
  Kernel namedKernel() {
    return namedKernel(summary.kernel(), summary.depth());
  }

  static Kernel namedKernel(String name, int depth) {
    return name.equals("additive") ? new AdditiveKernel() : new NeuralTangentKernel(depth);
  }
}
