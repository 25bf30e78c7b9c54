package genontk.kernel;

import genontk.genotype.Coding;

/** A kernel: a similarity of people by their genotypes. {@link Kernels} computes its matrices. */
public sealed interface Kernel permits PairwiseKernel, EmpiricalNeuralTangentKernel {

  /** Returns the name by which users choose it. */
  String name();

  /** Returns the coding of the genotypes that it is made from. */
  default Coding coding() {
    return Coding.ADDITIVE;
  }
}
