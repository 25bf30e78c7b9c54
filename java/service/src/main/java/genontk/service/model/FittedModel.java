package genontk.service.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import genontk.genotype.Coding;
import genontk.genotype.Genotypes;
import genontk.genotype.SnpColumns;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Precision;
import genontk.linalg.Matrix;
import genontk.service.kernel.IdentityKernel;
import genontk.service.kernel.OwnKernel;
import genontk.service.request.KernelParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fitted model: all that predictions of new people need. It refers to no files.
 *
 * @param summary the scalars and names
 * @param dual V^-1 (y - Zb), summed over the records of each person (n)
 * @param design Z (n x q), its independent columns; weighted means over the records of each person
 * @param recordPrecision the precision that records add to means; null where each person has one
 *     record of weight 1
 * @param standardization the SNPs kept, with means and deviations; null where no kernel is made
 *     from genotypes
 * @param genotypes genotypes of the training people at these SNPs (n x p); null where no kernel is
 *     made from genotypes
 * @param given for each component the user's own training kernel (n x n), or null
 * @param effects effects of the SNPs on the scale of standardised genotypes, one column per coding
 *     (p x 1, or p x 2 with dominance), in a model that holds these in place of dual, design,
 *     genotypes and given, which are null; null otherwise
 */
public record FittedModel(
    Summary summary,
    double[] dual,
    Matrix design,
    RecordPrecision recordPrecision,
    Standardization standardization,
    Genotypes genotypes,
    List<Matrix> given,
    Matrix effects) {

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
  static FittedModel ofEffects(Summary summary, Standardization standardization, Matrix effects) {
    return new FittedModel(summary, null, null, null, standardization, null, null, effects);
  }

  /**
   * The scalars and names of a model.
   *
   * @param task task of the fit
   * @param version version of genontk that fitted it
   * @param kernel name of the kernel
   * @param components the kernels with their variances
   * @param residual residual variance s_e
   * @param terms names of the columns of Z
   * @param fixedEffects coefficients of these columns
   * @param nPeople number of people of the fit
   * @param people IDs of these people; null where they were left out
   * @param trainingSnps number of SNPs of the training genotypes before any was dropped
   * @param namedSnps whether these SNPs had names
   * @param precision precision of the kernels' tiles, "double" or "single"
   * @param records number of records; null where each person has one of weight 1
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
          components.stream().map(Component::withoutPeople).toList(),
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

    /** Returns whether a kernel is made from dominance codes. */
    boolean hasDominance() {
      return components.stream()
          .anyMatch(one -> one.isMade() && one.kernel().coding() == Coding.DOMINANCE);
    }

    /** Returns names of the people: their IDs, or numbers. */
    public List<String> names() {
      return people != null
          ? people
          : IntStream.rangeClosed(1, nPeople).mapToObj(String::valueOf).toList();
    }
  }

  /**
   * The precision that records with weights, or several records per person, add to people's means.
   *
   * @param weights the sum of the weights of each person's records (n)
   * @param within Z'WZ of the records' deviations from people's means (q x q)
   */
  public record RecordPrecision(double[] weights, Matrix within) {}

  /**
   * One kernel of a model.
   *
   * @param name name in tables
   * @param variance variance s_k
   * @param kernel parameters of a kernel made from genotypes; null for another
   * @param rows the rows of a matrix of the user's own which the fit used; null for another
   * @param snps places of its SNPs among the SNPs kept, counted from 0; null for all
   * @param identity the identity kernel; null for another
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Component(
      String name,
      double variance,
      KernelParameters kernel,
      OwnKernel.Rows rows,
      int[] snps,
      IdentityKernel identity) {

    /** Returns whether the kernel is a matrix of the user's own. */
    public boolean isGiven() {
      return rows != null;
    }

    /** Returns whether the kernel is made from genotypes. */
    public boolean isMade() {
      return kernel != null;
    }

    private Component withoutPeople() {
      return identity == null
          ? this
          : new Component(name, variance, null, null, null, identity.withoutPeople());
    }

    /** Returns the places of its SNPs among the SNPs kept. */
    public int[] snpsOf(int kept) {
      return snps == null ? IntStream.range(0, kept).toArray() : snps;
    }
  }

  /** Returns the weight of a person's mean: the sum of the weights of the person's records. */
  public double weight(int person) {
    return recordPrecision == null ? 1 : recordPrecision.weights()[person];
  }

  /** Adds s_e over the weights of people's means to the diagonal of a matrix (n x n). */
  public void addResidual(Matrix genetic) {
    for (int i = 0; i < genetic.rows(); i++) {
      genetic.set(i, i, genetic.get(i, i) + summary.residual() / weight(i));
    }
  }

  /**
   * Returns sum_k s_k K_k (n x n), in memory of its own.
   *
   * @param kernels K_k of each component; null for one that counts for nothing
   */
  public Matrix genetic(List<Matrix> kernels) {
    Matrix sum = Matrix.zeros(dual.length, dual.length);
    for (int k = 0; k < kernels.size(); k++) {
      if (kernels.get(k) != null) {
        double variance = summary.components().get(k).variance();
        double[] values = kernels.get(k).data();
        Arrays.setAll(sum.data(), i -> sum.data()[i] + variance * values[i]);
      }
    }
    return sum;
  }

  /** Returns the degrees of freedom: the number of records - q. */
  public int degreesOfFreedom() {
    return (summary.records() == null ? dual.length : summary.records()) - design.columns();
  }

  /** Returns whether a kernel is made from genotypes. */
  public boolean needsGenotypes() {
    return standardization != null;
  }

  /**
   * Components made from the same SNPs. Their kernels share products of genotypes.
   *
   * @param snps places of these SNPs among the SNPs kept; null for all
   * @param components places of the components in the model
   * @param kernels their kernels
   */
  public record SnpGroup(int[] snps, List<Integer> components, List<Kernel> kernels) {

    private void add(int component, Kernel kernel) {
      components.add(component);
      kernels.add(kernel);
    }
  }

  /** Returns the components made from genotypes, grouped by their SNPs. */
  public List<SnpGroup> snpGroups() {
    List<SnpGroup> groups = new ArrayList<>();
    for (int k = 0; k < summary.components().size(); k++) {
      Component component = summary.components().get(k);
      if (component.isMade()) {
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

  /**
   * Returns the training people's standardised genotypes (n x p). In ridge regression people count
   * by their weights, as they did in the fit.
   */
  public StandardizedGenotypes training() {
    boolean counted = "ntk_krr".equals(summary.task()) && recordPrecision != null;
    return StandardizedGenotypes.joined(
            genotypes,
            IntStream.range(0, genotypes.people()).toArray(),
            SnpColumns.asTrained(IntStream.range(0, standardization.snps().size()).toArray()),
            standardization)
        .weighted(counted ? recordPrecision.weights() : null);
  }

  /** Returns the precision of the kernels' tiles. */
  public Precision tilePrecision() {
    return Precision.named(summary.precision());
  }
}
