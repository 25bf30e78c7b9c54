package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Device;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * The pairwise kernels among several kernels, which share one pass over the genotypes.
 *
 * @param kernels the pairwise kernels
 * @param places the place of each among all kernels
 * @param outputs the matrix of each
 */
record PairwiseKernels(List<PairwiseKernel> kernels, List<Integer> places, List<Matrix> outputs) {

  /**
   * Takes the pairwise kernels out of several.
   *
   * @param all all kernels
   * @param matrices the matrix of each
   */
  static PairwiseKernels of(List<? extends Kernel> all, List<Matrix> matrices) {
    PairwiseKernels pairwise =
        new PairwiseKernels(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int k = 0; k < all.size(); k++) {
      if (all.get(k) instanceof PairwiseKernel kernel) {
        pairwise.kernels.add(kernel);
        pairwise.places.add(k);
        pairwise.outputs.add(matrices.get(k));
      }
    }
    return pairwise;
  }

  int count() {
    return kernels.size();
  }

  /**
   * Computes the kernels of the training people, whom it returns.
   *
   * @param trained all kernels, of which the pairwise ones are replaced by what they learnt
   */
  Gram.People train(
      StandardizedGenotypes x,
      List<Kernel> trained,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    boolean learns = kernels.stream().anyMatch(PairwiseKernel::learns);
    PairwiseTransform transform = new PairwiseTransform(kernels, outputs, execution);
    Gram gram = gram(x, x);
    if (runsOn(algebra, precision)) {
      runOnDevice(gram, algebra, execution, transform);
    } else {
      GramPass.Strips strips = learns ? GramPass.Strips.KEPT : transform;
      GramPass.run(gram, precision, algebra, execution, strips);
    }
    if (learns) {
      learn(gram, trained, execution);
      GramPass.replay(gram, execution, transform);
    }
    transform.finish(gram);
    return gram.rows();
  }

  /**
   * Computes the kernels of new people with the training people, and returns the new people.
   *
   * @param diagonals the place of each kernel's K(x, x) of the new people, among all kernels
   */
  Gram.People cross(
      Gram gram,
      double[][] diagonals,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    PairwiseTransform transform = new PairwiseTransform(kernels, outputs, execution);
    if (runsOn(algebra, precision)) {
      runOnDevice(gram, algebra, execution, transform);
    } else {
      GramPass.run(gram, precision, algebra, execution, transform);
    }
    transform.finish(gram);
    for (int k = 0; k < kernels.size(); k++) {
      diagonals[places.get(k)] = kernels.get(k).diagonal(gram.rows());
    }
    return gram.rows();
  }

  /** Returns whether inner products can stay on a device until they are kernels. */
  private boolean runsOn(LinearAlgebra algebra, Precision precision) {
    return algebra.device().isPresent()
        && precision == Precision.DOUBLE
        && kernels.stream().allMatch(kernel -> kernel.runsOnDevice());
  }

  private void runOnDevice(
      Gram gram, LinearAlgebra algebra, Execution execution, PairwiseTransform transform) {
    Device device = algebra.device().orElseThrow();
    DeviceGram.run(gram, kernels, outputs, transform, device, execution);
  }

  /** Returns the inner products to be computed, in the place of the first kernel. */
  Gram gram(StandardizedGenotypes rows, StandardizedGenotypes columns) {
    boolean counts =
        kernels.stream().anyMatch(PairwiseKernel::countsObserved)
            && (rows.missesAny() || columns.missesAny());
    Matrix observed = counts ? Matrix.zeros(rows.people(), columns.people()) : null;
    return Gram.of(rows, columns, outputs.get(0), observed);
  }

  private void learn(Gram gram, List<Kernel> trained, Execution execution) {
    for (int k = 0; k < kernels.size(); k++) {
      kernels.set(k, kernels.get(k).trainedOn(gram, execution));
      trained.set(places.get(k), kernels.get(k));
    }
  }
}
