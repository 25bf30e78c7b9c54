package genontk.ridge;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Solves for several traits on one kernel, each at its own penalty. */
final class RidgeSolver {

  /**
   * From how many people on, for each column a penalty, stepping beats Cholesky's factorisation.
   * Measured as the constant of the folds was: 100 for the neural tangent kernel; above 150 for an
   * additive one, where both take milliseconds.
   */
  private static final int PEOPLE_PER_COLUMN = 150;

  private final MixedKernel kernel;
  private final FixedEffects fixed;
  private final Matrix basis;
  private final LinearAlgebra algebra;
  private final Execution execution;

  RidgeSolver(MixedKernel kernel, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    this.kernel = kernel;
    this.fixed = fixed;
    this.basis = fixed.basis(execution.threads());
    this.algebra = algebra;
    this.execution = execution;
  }

  /**
   * Solves, by Lanczos steps where there are people enough for that to pay and the spectrum lets
   * it, by Cholesky's factorisation else.
   *
   * @param y the traits (n each)
   * @param penalties one for each
   */
  List<RidgeSolution> solve(List<double[]> y, double[] penalties) {
    execution.step("solution", 0);
    int columns = y.size() + fixed.rank();
    long factorisations = Arrays.stream(penalties).distinct().count();
    boolean pays = basis.rows() * factorisations >= (long) PEOPLE_PER_COLUMN * columns;
    List<RidgeSolution> stepped = pays ? stepped(y, penalties) : null;
    return stepped == null ? factored(y, penalties) : stepped;
  }

  /** Returns the solutions by Lanczos steps, or null where the spectrum is hard. */
  List<RidgeSolution> stepped(List<double[]> y, double[] penalties) {
    int n = basis.rows();
    int q = fixed.rank();
    FoldSpace everyone = FoldSpace.everyone(basis, algebra);
    double[] distinct = Arrays.stream(penalties).sorted().distinct().toArray();
    List<LanczosColumn> columns = new ArrayList<>();
    for (int trait = 0; trait < penalties.length; trait++) {
      double[] own = {penalties[trait]};
      columns.add(new LanczosColumn(everyone, kernel, y.get(trait), own));
    }
    Matrix images = kernel.times(basis, algebra);
    for (int j = 0; j < q; j++) {
      columns.add(new LanczosColumn(everyone, kernel, images.columnValues(j), distinct));
    }
    int most = LanczosFolds.mostSteps(n, columns.size());
    if (!Lanczos.run(kernel.candidate(), columns, most, algebra, execution)) {
      return null;
    }
    Matrix within = algebra.product(basis, true, images, false);
    List<RidgeSolution> solutions = new ArrayList<>();
    for (int trait = 0; trait < penalties.length; trait++) {
      double penalty = penalties[trait];
      Matrix covariance = within.copy();
      Matrix solved = Matrix.zeros(n, q);
      for (int j = 0; j < q; j++) {
        double[] x = columns.get(penalties.length + j).solution(penalty, n);
        System.arraycopy(x, 0, solved.data(), solved.start(j), n);
        covariance.set(j, j, covariance.get(j, j) + penalty);
      }
      // The solutions are orthogonal to Z, and so is the part of KQ_1 that they meet.
      algebra.multiply(-1, images, true, solved, false, 1, covariance);
      double[] dual = columns.get(trait).solution(penalty, n);
      solutions.add(
          RidgeSolution.of(
              dual, covariance, kernel, penalty, fixed, y.get(trait), algebra, execution));
    }
    return solutions;
  }

  /** Returns the solutions from V = K + lambda I = LL' at each penalty. */
  List<RidgeSolution> factored(List<double[]> y, double[] penalties) {
    RidgeSolution[] solutions = new RidgeSolution[penalties.length];
    for (double penalty : Arrays.stream(penalties).distinct().toArray()) {
      execution.step("solution", 0.1);
      Matrix covariance = kernel.form(execution);
      for (int i = 0; i < covariance.rows(); i++) {
        covariance.set(i, i, covariance.get(i, i) + penalty);
      }
      Cholesky factor = algebra.cholesky(covariance);
      for (int trait = 0; trait < penalties.length; trait++) {
        if (penalties[trait] == penalty) {
          solutions[trait] = factored(factor, y.get(trait), penalty);
        }
      }
    }
    return List.of(solutions);
  }

  private RidgeSolution factored(Cholesky factor, double[] y, double penalty) {
    int q = fixed.rank();
    Matrix dual = Matrix.column(y.clone());
    factor.solve(dual);
    Matrix solved = basis.copy();
    factor.solve(solved);
    Matrix information = algebra.product(basis, true, solved, false);
    Cholesky inner = algebra.cholesky(information);
    Matrix effects = algebra.product(basis, true, dual, false);
    inner.solve(effects);
    algebra.multiply(-1, solved, false, effects, false, 1, dual);
    Matrix inverse = Matrix.identity(q);
    inner.solve(inverse);
    return RidgeSolution.of(dual.toArray(), inverse, kernel, penalty, fixed, y, algebra, execution);
  }
}
