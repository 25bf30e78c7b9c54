package genontk.bench;

import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.EmpiricalNeuralTangentKernel;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.Precision;
import genontk.linalg.Matrix;
import java.util.List;
import java.util.Map;

/** A kernel of the training people, from their genotypes to the whole matrix. */
record KernelWork(Kernel kernel, StandardizedGenotypes x, Machine machine) implements Work {

  /** The seed of the network whose weights another package draws too. */
  static final long SEED = 1;

  static KernelWork exact(int n, int p, int depth, Machine machine) {
    return new KernelWork(new NeuralTangentKernel(depth), People.simulate(n, p), machine);
  }

  static KernelWork empirical(int n, int p, int width, int depth, Machine machine) {
    return new KernelWork(
        new EmpiricalNeuralTangentKernel(depth, width, 1, SEED), People.simulate(n, p), machine);
  }

  @Override
  public Matrix run() {
    return Kernels.train(
            List.of(kernel), x, Precision.DOUBLE, machine.algebra(), machine.execution())
        .matrices()
        .get(0);
  }

  @Override
  public Map<String, Matrix> inputs() {
    return Map.of("x-" + x.people() + "-" + x.snps(), People.values(x, machine.execution()));
  }
}
