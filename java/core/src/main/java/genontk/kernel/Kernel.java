package genontk.kernel;

/** A kernel between people, made from their standardised genotypes; {@link Kernels} computes it. */
public sealed interface Kernel permits PairwiseKernel, EmpiricalNeuralTangentKernel {

  /** Returns the name by which users choose it. */
  String name();
}
