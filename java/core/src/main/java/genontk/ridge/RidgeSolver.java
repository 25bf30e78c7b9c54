package genontk.ridge;

import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.FixedEffects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    return factored(y, penalties, false);
  }

  /** Returns the solutions with what is said of each person, which needs the inverse of V. */
  List<RidgeSolution> diagnosed(List<double[]> y, double[] penalties) {
    return factored(y, penalties, true);
  }

  private List<RidgeSolution> factored(List<double[]> y, double[] penalties, boolean diagnosed) {
    RidgeSolution[] solutions = new RidgeSolution[penalties.length];
    for (double penalty : Arrays.stream(penalties).distinct().toArray()) {
      execution.step("solution", 0.1);
      Matrix covariance = kernel.form(execution);
      for (int i = 0; i < covariance.rows(); i++) {
        covariance.set(i, i, covariance.get(i, i) + penalty);
      }
      Cholesky factor = algebra.cholesky(covariance);
      int[] own =
          IntStream.range(0, penalties.length).filter(t -> penalties[t] == penalty).toArray();
      List<RidgeSolution> solved =
          factored(factor, Arrays.stream(own).mapToObj(y::get).toList(), penalty);
      for (int k = 0; k < own.length; k++) {
        solutions[own[k]] = solved.get(k);
      }
      if (diagnosed) {
        Precision precision = Precision.of(kernel, penalty, factor, basis, algebra, execution);
        for (int trait : own) {
          RidgeSolution solution = solutions[trait];
          solutions[trait] = solution.with(Diagnostics.of(solution, precision, y.get(trait)));
        }
      }
    }
    return List.of(solutions);
  }

  /** Returns the solutions of traits at the same penalty. */
  private List<RidgeSolution> factored(Cholesky factor, List<double[]> y, double penalty) {
    int n = basis.rows();
    int q = fixed.rank();
    int traits = y.size();
    Matrix both = Matrix.zeros(n, traits + q); // V^-1 (y, Q_1)
    for (int trait = 0; trait < traits; trait++) {
      System.arraycopy(y.get(trait), 0, both.data(), both.start(trait), n);
    }
    for (int j = 0; j < q; j++) {
      System.arraycopy(basis.data(), basis.start(j), both.data(), both.start(traits + j), n);
    }
    factor.solve(both);
    Matrix duals = both.block(0, 0, n, traits);
    Matrix solved = both.block(0, traits, n, q);
    Cholesky inner = algebra.cholesky(algebra.product(basis, true, solved, false));
    Matrix effects = algebra.product(basis, true, duals, false);
    inner.solve(effects);
    algebra.multiply(-1, solved, false, effects, false, 1, duals);
    Matrix covariance = Matrix.identity(q);
    inner.solve(covariance);
    List<RidgeSolution> solutions = new ArrayList<>();
    for (int trait = 0; trait < traits; trait++) {
      solutions.add(
          RidgeSolution.of(
              duals.columnValues(trait),
              covariance.copy(),
              kernel,
              penalty,
              fixed,
              y.get(trait),
              algebra,
              execution));
    }
    return solutions;
  }
}
