package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Computes kernels of one coding of the genotypes; pairwise ones share one pass over these. */
final class OneCoding {

  private OneCoding() {}

  /** As {@link Kernels#train}. */
  static Kernels.Trained train(
      List<Kernel> kernels,
      StandardizedGenotypes x,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    List<Matrix> matrices = zeros(kernels.size(), x.people(), x.people());
    List<Kernel> trained = new ArrayList<>(kernels);
    PairwiseKernels pairwise = PairwiseKernels.of(kernels, matrices);
    Gram.People people =
        pairwise.count() > 0 ? pairwise.train(x, trained, precision, algebra, execution) : null;
    if (pairwise.count() < kernels.size()) {
      WholeGenotypes whole = WholeGenotypes.of(x, execution);
      Matrix values = whole.values();
      for (int k = 0; k < kernels.size(); k++) {
        if (kernels.get(k) instanceof EmpiricalNeuralTangentKernel empirical) {
          new EmpiricalPass(empirical, values, values, matrices.get(k), algebra, execution).run();
        }
      }
      people = whole.people();
    }
    return new Kernels.Trained(trained, matrices, people);
  }

  /** As {@link Kernels#cross}. */
  static Kernels.Cross cross(
      List<Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    List<Matrix> matrices = zeros(trained.size(), fresh.people(), training.people());
    double[][] diagonals = new double[trained.size()][];
    PairwiseKernels pairwise = PairwiseKernels.of(trained, matrices);
    Gram.People people = null;
    if (pairwise.count() > 0) {
      Gram gram = pairwise.gram(fresh, training);
      people = pairwise.cross(gram, diagonals, precision, algebra, execution);
    }
    if (pairwise.count() < trained.size()) {
      WholeGenotypes left = WholeGenotypes.of(fresh, execution);
      Matrix right = WholeGenotypes.of(training, execution).values();
      for (int k = 0; k < trained.size(); k++) {
        if (trained.get(k) instanceof EmpiricalNeuralTangentKernel empirical) {
          EmpiricalPass pass =
              new EmpiricalPass(
                  empirical, left.values(), right, matrices.get(k), algebra, execution);
          pass.run();
          diagonals[k] = pass.diagonal();
        }
      }
      people = left.people();
    }
    return new Kernels.Cross(matrices, List.of(diagonals), people);
  }

  /** As {@link Kernels#score}. */
  static Kernels.Scores score(
      List<Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      double[] dual,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    Matrix column = Matrix.column(dual);
    Matrix products = Matrix.zeros(fresh.people(), trained.size());
    List<PairwiseKernel> stripped = stripped(trained, fresh, training, precision, algebra);
    if (!stripped.isEmpty()) {
      ScorePass pass = new ScorePass(stripped, fresh, training, algebra, execution);
      pass.run(column, products);
      return new Kernels.Scores(products, pass.fresh());
    }
    Kernels.Cross cross = cross(trained, fresh, training, precision, algebra, execution);
    for (int k = 0; k < trained.size(); k++) {
      Matrix place = products.block(0, k, products.rows(), 1);
      algebra.multiply(1, cross.matrices().get(k), false, column, false, 0, place);
    }
    return new Kernels.Scores(products, cross.fresh());
  }

  /** Returns the kernels if all of them can be evaluated on strips of inner products, else none. */
  static List<PairwiseKernel> stripped(
      List<? extends Kernel> kernels,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra) {
    boolean pairwise =
        precision == Precision.DOUBLE
            && algebra.device().isEmpty()
            && kernels.stream().allMatch(PairwiseKernel.class::isInstance);
    List<PairwiseKernel> all =
        pairwise ? kernels.stream().map(PairwiseKernel.class::cast).toList() : List.of();
    return pairwise && ScorePass.serves(all, fresh, training) ? all : List.of();
  }

  private static List<Matrix> zeros(int count, int rows, int columns) {
    return Stream.generate(() -> Matrix.zeros(rows, columns)).limit(count).toList();
  }
}
