package genontk.service.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import genontk.genotype.Genotypes;
import genontk.genotype.SnpColumns;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Precision;
import genontk.linalg.Matrix;
import genontk.service.kernel.OwnKernel;
import genontk.service.request.KernelParameters;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param effects the SNPs' effects on the scale of standardised genotypes (p) where the model holds
 *     these in place of dual, design, genotypes and given, which are null; null otherwise
 */
public record FittedModel(
    Summary summary,
    double[] dual,
    Matrix design,
    RecordPrecision recordPrecision,
    Standardization standardization,
    Genotypes genotypes,
    List<Matrix> given,
    double[] effects) {

  /** Returns a model that predicts by kernels. */
  static FittedModel ofKernels(
      Summary summary,
      double[] dual,
      Matrix design,
      RecordPrecision recordPrecision,
      Standardization standardization,
      Genotypes genotypes,
      List<Matrix> given) {
    return new FittedModel(
        summary, dual, design, recordPrecision, standardization, genotypes, given, null);
  }

  /** Returns a model that predicts by the effects of SNPs. */
  static FittedModel ofEffects(Summary summary, Standardization standardization, double[] effects) {
    return new FittedModel(summary, null, null, null, standardization, null, null, effects);
  }

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
   * @param nPeople how many people it was fitted to
   * @param people their IDs; null where they were left out
   * @param trainingSnps how many SNPs the training genotypes had before any was dropped
   * @param namedSnps whether they carried names
   * @param precision "double" or "single", of the kernels' tiles
   * @param records how many records the people had; null where each had one of weight 1
   */
  public record Summary(
      String task,
      String version,
      String kernel,
      List<Component> components,
      double residual,
      List<String> terms,
      double[] fixedEffects,
      int nPeople,
      List<String> people,
      int trainingSnps,
      boolean namedSnps,
      String precision,
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer records) {

    Summary withoutPeople() {
      return new Summary(
          task,
          version,
          kernel,
          components,
          residual,
          terms,
          fixedEffects,
          nPeople,
          null,
          trainingSnps,
          namedSnps,
          precision,
          records);
    }

    /** Returns what to call the people: their IDs, or numbers. */
    List<String> names() {
      return people != null
          ? people
          : IntStream.rangeClosed(1, nPeople).mapToObj(String::valueOf).toList();
    }
  }

  /**
   * What records that weigh differently, or several of a person, add to their means.
   *
   * @param weights the sum of the weights of each person's records (n)
   * @param within Z'WZ of the deviations from people's means (q x q)
   */
  public record RecordPrecision(double[] weights, Matrix within) {}

  /**
   * One kernel of a model.
   *
   * @param name what tables call it
   * @param variance s_k
   * @param kernel how it is made from genotypes; null for a matrix of the user's own
   * @param rows which rows of that matrix the fit used; null otherwise
   * @param snps of which of the kept SNPs it is made, counted from 0; null where of all
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Component(
      String name, double variance, KernelParameters kernel, OwnKernel.Rows rows, int[] snps) {

    public boolean isGiven() {
      return kernel == null;
    }

    /** Returns the places of its SNPs among all that were kept. */
    int[] snpsOf(int kept) {
      return snps == null ? IntStream.range(0, kept).toArray() : snps;
    }
  }

  /** Returns how much the residuals of a person's mean weigh. */
  public double weight(int person) {
    return recordPrecision == null ? 1 : recordPrecision.weights()[person];
  }

  /** Returns the degrees of freedom n - q, records counted. */
  public int degreesOfFreedom() {
    return (summary.records() == null ? dual.length : summary.records()) - design.columns();
  }

  /** Returns whether a kernel is made from genotypes. */
  public boolean needsGenotypes() {
    return standardization != null;
  }

  /**
   * Components that are made from the same SNPs, whose kernels share their products.
   *
   * @param snps the places of these SNPs among those kept; null for all
   * @param components the places of the components
   * @param kernels their kernels
   */
  public record SnpGroup(int[] snps, List<Integer> components, List<Kernel> kernels) {

    private void add(int component, Kernel kernel) {
      components.add(component);
      kernels.add(kernel);
    }
  }

  /** Returns the components that are made from genotypes, by their SNPs. */
  public List<SnpGroup> snpGroups() {
    List<SnpGroup> groups = new ArrayList<>();
    for (int k = 0; k < summary.components().size(); k++) {
      Component component = summary.components().get(k);
      if (!component.isGiven()) {
        groups.stream()
            .filter(one -> Arrays.equals(one.snps, component.snps()))
            .findFirst()
            .orElseGet(
                () -> {
                  groups.add(new SnpGroup(component.snps(), new ArrayList<>(), new ArrayList<>()));
                  return groups.get(groups.size() - 1);
                })
            .add(k, component.kernel().make());
      }
    }
    return groups;
  }

  /** Returns the training people's standardised genotypes (n x p). */
  public StandardizedGenotypes training() {
    return StandardizedGenotypes.joined(
        genotypes,
        IntStream.range(0, genotypes.people()).toArray(),
        SnpColumns.asTrained(IntStream.range(0, standardization.snps().size()).toArray()),
        standardization);
  }

  /** Returns the precision of the kernels' tiles. */
  public Precision tilePrecision() {
    return Precision.named(summary.precision());
  }
}
