package genontk.bench;

import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.Precision;
import genontk.linalg.Matrix;
import java.util.List;

/**
 * Scores new people by a model with the exact NTK: K* a, with K* their kernel with the training
 * people and a the dual vector.
 */
record ScoringWork(
    StandardizedGenotypes fresh, StandardizedGenotypes training, Matrix dual, Machine machine)
    implements Work {

  private static final Kernel KERNEL = new NeuralTangentKernel(2);

  static ScoringWork of(int fresh, int training, int snps, Machine machine) {
    return new ScoringWork(
        People.simulate(fresh, snps),
        People.simulate(training, snps),
        ProductWork.uniform(training, 1, 1),
        machine);
  }

  @Override
  public Matrix run() {
    return Kernels.score(
            List.of(KERNEL),
            fresh,
            training,
            dual.data(),
            Precision.DOUBLE,
            machine.algebra(),
            machine.execution())
        .products();
  }

  /** Returns the product within the scoring, X* X', into memory that was allocated before. */
  static Work product(int fresh, int training, int snps, Machine machine) {
    Matrix rows = People.values(People.simulate(fresh, snps), machine.execution());
    Matrix columns = People.values(People.simulate(training, snps), machine.execution());
    Matrix product = Matrix.zeros(fresh, training);
    return () -> {
      machine.algebra().multiply(1, rows, false, columns, true, 0, product);
      return null;
    };
  }
}
