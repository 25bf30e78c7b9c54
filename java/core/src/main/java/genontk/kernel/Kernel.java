package genontk.kernel;

/** A kernel: a similarity of people by their genotypes. {@link Kernels} computes its matrices. */
public sealed interface Kernel permits PairwiseKernel, EmpiricalNeuralTangentKernel {

  /** Returns the name by which users choose it. */
  String name();
}
