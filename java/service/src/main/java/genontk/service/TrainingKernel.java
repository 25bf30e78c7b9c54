package genontk.service;

import genontk.error.InvalidInput;
import genontk.genotype.Dropped;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Gram;
import genontk.kernel.Kernel;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.ArrayList;
import java.util.List;

/**
 * The people of a fit and their kernel, with what a model remembers of both.
 *
 * @param people whom the fit uses
 * @param kernel their kernel (n x n)
 * @param genotypes where their genotypes stand; null for a kernel of the user's own
 * @param standardization the SNPs kept; null for a kernel of the user's own
 * @param givenRows how many rows the user's own kernel had, 0 for a kernel of ours
 * @param dropped people and SNPs that were left out
 * @param messages what a user should know
 * @param estimatedBytes what the fit will need of the heap
 */
record TrainingKernel(
    TrainingPeople people,
    Matrix kernel,
    Genotypes genotypes,
    Standardization standardization,
    int givenRows,
    List<Dropped> dropped,
    List<String> messages,
    long estimatedBytes) {

  /**
   * Matrices of n x n at the peak: the kernel, the contrasts' block, its eigenvectors twice, and
   * the decomposition's own two.
   */
  private static final double SQUARES = 6;

  /** Off the diagonal the kernel flattens with depth, towards 1/4 for everyone. */
  private static final int DEEP = 5;

  /** Joins people and computes or takes their kernel. */
  static TrainingKernel of(
      Request request,
      Options options,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    return GivenKernel.isIn(request)
        ? given(request, exchange)
        : named(request, options, exchange, algebra, execution);
  }

  private static TrainingKernel named(
      Request request,
      Options options,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    Kernel kernel = FittedModel.namedKernel(options.kernel(), options.depth());
    if (request.genotypes() == null) {
      throw new InvalidInput(
          "No genotypes were given, and kernel = '"
              + options.kernel()
              + "' is made from them. Give genotypes, or a kernel matrix.");
    }
    Genotypes genotypes = exchange.genotypes(request.genotypes());
    TrainingPeople people =
        TrainingPeople.of(request, exchange, genotypes.ids(), genotypes.people(), "genotypes");
    int n = people.y().length;
    long bytes = requireMemory(n, Gram.blockDoubles(n, genotypes.snps().size()));
    Standardization standardization =
        Standardization.learn(
            genotypes,
            people.genotypeRows(),
            Scale.named(options.scale()),
            options.filter(),
            execution);
    List<String> messages = new ArrayList<>(people.messages());
    if (kernel.name().equals("ntk") && options.depth() > DEEP) {
      messages.add(
          "depth = "
              + options.depth()
              + ": above "
              + DEEP
              + " the kernel is almost the same for all pairs of people; 1 to 3 do better.");
    }
    if (!standardization.dropped().isEmpty()) {
      messages.add(
          "Of "
              + genotypes.snps().size()
              + " SNPs "
              + standardization.snps().size()
              + " are used; the table of dropped SNPs says why.");
    }
    if (!standardization.flagged().isEmpty()) {
      messages.add(
          "More than 10 % of the genotypes are missing in: "
              + String.join(", ", standardization.flagged())
              + ".");
    }
    StandardizedGenotypes x =
        StandardizedGenotypes.training(genotypes, people.genotypeRows(), standardization);
    Matrix values = KernelMaker.training(kernel, x, algebra, execution, messages);
    List<Dropped> dropped = new ArrayList<>(people.dropped());
    dropped.addAll(standardization.dropped());
    return new TrainingKernel(
        people, values, genotypes, standardization, 0, dropped, messages, bytes);
  }

  private static TrainingKernel given(Request request, Exchange exchange) {
    GivenKernel given = GivenKernel.of(request.kernel(), exchange).requireSymmetric();
    int rows = given.values().rows();
    TrainingPeople people = TrainingPeople.of(request, exchange, given.ids(), rows, "kernel");
    long bytes = requireMemory(people.y().length, 0);
    List<String> messages = new ArrayList<>(people.messages());
    if (request.genotypes() != null) {
      messages.add("genotypes were not used: kernel is a matrix.");
    }
    Matrix values = given.values().select(people.genotypeRows(), people.genotypeRows());
    return new TrainingKernel(people, values, null, null, rows, people.dropped(), messages, bytes);
  }

  private static long requireMemory(int n, double besides) {
    MemoryBudget.requireAddressable(n);
    return MemoryBudget.require(
        MemoryBudget.doubles(SQUARES * n * n + besides), "A fit of " + n + " people");
  }

  /** Returns whether the kernel was the user's own. */
  boolean isGiven() {
    return givenRows > 0;
  }
}
