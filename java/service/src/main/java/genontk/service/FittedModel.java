package genontk.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import genontk.genotype.Genotypes;
import genontk.genotype.SnpColumns;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Precision;
import genontk.linalg.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fitted model: all that new people's predictions need, and nothing that refers to files.
 *
 * @param summary the scalars and names
 * @param dual V^-1 (y - Zb), the records of a person summed (n)
 * @param design Z (n x q), the columns that count; of several records of a person their weighted
 *     mean
 * @param precision what is known beyond one record of weight 1 a person; null where that is all
 * @param standardization the SNPs kept, with means and deviations; null where no kernel is made
 *     from genotypes
 * @param genotypes the training people's at these SNPs (n x p); null likewise
 * @param given for each component the user's own training kernel (n x n), or null
 */
record FittedModel(
    Summary summary,
    double[] dual,
    Matrix design,
    RecordPrecision precision,
    Standardization standardization,
    Genotypes genotypes,
    List<Matrix> given) {

  /**
   * The scalars and names of a model.
   *
   * @param task what fitted it
   * @param version the version that wrote it
   * @param kernel what the kernel is called
   * @param components the kernels with their variances
   * @param residual the residual variance s_e
   * @param terms the columns of Z
   * @param fixedEffects their coefficients
   * @param people the training people
   * @param trainingSnps how many SNPs the training genotypes had before any was dropped
   * @param namedSnps whether they carried names
   * @param precision "double" or "single", of the kernels' tiles
   * @param records how many records the people had; null where each had one of weight 1
   */
  record Summary(
      String task,
      String version,
      String kernel,
      List<Component> components,
      double residual,
      List<String> terms,
      double[] fixedEffects,
      List<String> people,
      int trainingSnps,
      boolean namedSnps,
      String precision,
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer records) {}

  /**
   * What records that weigh differently, or several of a person, add to their means.
   *
   * @param weights the sum of the weights of each person's records (n)
   * @param within Z'WZ of the deviations from people's means (q x q)
   */
  record RecordPrecision(double[] weights, Matrix within) {}

  /**
   * One kernel of a model.
   *
   * @param name what tables call it
   * @param variance s_k
   * @param kernel how it is made from genotypes; null for a matrix of the user's own
   * @param rows which rows of that matrix the fit used; null otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Component(String name, double variance, KernelParameters kernel, KernelRows rows) {

    boolean isGiven() {
      return kernel == null;
    }
  }

  /**
   * Which rows of a user's kernel a fit used.
   *
   * @param used their places
   * @param total how many rows the kernel had
   */
  record KernelRows(int[] used, int total) {}

  /** Returns how much the residuals of a person's mean weigh. */
  double weight(int person) {
    return precision == null ? 1 : precision.weights()[person];
  }

  /** Returns the degrees of freedom n - q, records counted. */
  int degreesOfFreedom() {
    return (summary.records() == null ? dual.length : summary.records()) - design.columns();
  }

  /** Returns whether a kernel is made from genotypes. */
  boolean needsGenotypes() {
    return genotypes != null;
  }

  /** Returns the kernels that are made from genotypes, in their order. */
  List<Kernel> madeKernels() {
    return summary.components().stream()
        .filter(component -> !component.isGiven())
        .map(component -> component.kernel().make())
        .toList();
  }

  /** Returns the training people's standardised genotypes (n x p). */
  StandardizedGenotypes training() {
    return StandardizedGenotypes.joined(
        genotypes,
        IntStream.range(0, genotypes.people()).toArray(),
        SnpColumns.asTrained(IntStream.range(0, standardization.snps().size()).toArray()),
        standardization);
  }

  /** Returns the precision of the kernels' tiles. */
  Precision tilePrecision() {
    return Precision.named(summary.precision());
  }
}
