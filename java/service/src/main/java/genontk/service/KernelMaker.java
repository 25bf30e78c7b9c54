package genontk.service;

import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Gram;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.Precision;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;

/** Kernels from genotypes. */
final class KernelMaker {

  private KernelMaker() {}

  /** Returns the kernel of the training people, and appends a message for each zero row. */
  static Matrix training(
      Kernel kernel,
      StandardizedGenotypes x,
      LinearAlgebra algebra,
      Execution execution,
      List<String> messages) {
    Kernels.Trained trained =
        Kernels.train(List.of(kernel), x, Precision.DOUBLE, algebra, execution);
    messages.addAll(zeroRows(trained.people()));
    return trained.matrices().get(0);
  }

  /** Returns a message for each person who has the training mean at every SNP. */
  static List<String> zeroRows(Gram.People people) {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < people.squaredNorms().length; i++) {
      if (people.squaredNorms()[i] == 0) {
        messages.add(
            "'"
                + people.genotypes().personName(i)
                + "' has the training mean at every SNP, so that nothing is known of this person's"
                + " genotype.");
      }
    }
    return messages;
  }
}
