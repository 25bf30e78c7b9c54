package genontk.ridge;

import genontk.design.FixedEffects;
import genontk.linalg.Cholesky;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Solves for several traits on one kernel, each at its own penalty. */
final class RidgeSolver {

  /**
   * The number of people per column and penalty above which Lanczos steps are faster than
   * Cholesky's factorisation. Measured as the constant of the folds: 100 for the neural tangent
   * kernel, above 150 for an additive one, where both take milliseconds.
   */
  private static final int PEOPLE_PER_COLUMN = 150;

  /**
   * The number of penalties from which one tridiagonal form is faster than a factorisation and the
   * diagonal of its inverse at each penalty. Measured with OpenBLAS, 2 threads, n = 1500: 311 ms
   * and 11 to 17 ms per penalty, against 70 ms per penalty.
   */
  private static final int PENALTIES_FOR_TRIDIAGONAL = 6;

  private final KernelMixture kernel;
  private final PersonWeights weights;
  private final FixedEffects fixed;
  private final Matrix basis;
  private final LinearAlgebra algebra;
  private final Execution execution;

  RidgeSolver(
      KernelMixture kernel, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    this.kernel = kernel;
    this.weights = kernel.weights();
    this.fixed = fixed;
    this.basis = fixed.basis(execution.threads());
    this.algebra = algebra;
    this.execution = execution;
  }

  /**
   * Returns the solutions: by Lanczos steps where there are enough people and the spectrum is not
   * hard, else by Cholesky's factorisation.
   *
   * @param y the traits (n each)
   * @param penalties one for each trait
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
      columns.add(new LanczosColumn(everyone, kernel, weights.scaled(y.get(trait)), own));
    }
    Matrix images = weights.scaled(kernel.times(weights.scaled(basis), algebra));
    for (int j = 0; j < q; j++) {
      columns.add(new LanczosColumn(everyone, kernel, images.columnValues(j), distinct));
    }
    int most = LanczosFolds.mostSteps(n, columns.size());
    if (!LanczosSteps.run(kernel.candidate(), columns, most, algebra, execution)) {
      return null;
    }
    Matrix within = algebra.product(basis, true, images, false);
    List<SolutionWriter.Estimate> estimates = new ArrayList<>();
    for (int trait = 0; trait < penalties.length; trait++) {
      double penalty = penalties[trait];
      Matrix covariance = within.copy();
      Matrix solved = Matrix.zeros(n, q);
      for (int j = 0; j < q; j++) {
        double[] x = columns.get(penalties.length + j).solution(penalty, n);
        System.arraycopy(x, 0, solved.data(), solved.start(j), n);
        covariance.set(j, j, covariance.get(j, j) + penalty);
      }
      // The solutions are orthogonal to Z, so only that part of K Q_1 counts here.
      algebra.multiply(-1, images, true, solved, false, 1, covariance);
      double[] dual = weights.scaled(columns.get(trait).solution(penalty, n));
      estimates.add(new SolutionWriter.Estimate(dual, covariance));
    }
    return solutions(y, penalties, estimates);
  }

  /** Returns the solutions from V = W^1/2 K W^1/2 + lambda I = LL' at each penalty. */
  List<RidgeSolution> factored(List<double[]> y, double[] penalties) {
    return factored(y, penalties, false);
  }

  /** Returns the solutions with their diagnostics, which need the inverse of V. */
  List<RidgeSolution> diagnosed(List<double[]> y, double[] penalties) {
    return factored(y, penalties, true);
  }

  private List<RidgeSolution> factored(List<double[]> y, double[] penalties, boolean diagnosed) {
    execution.step("solution", 0.1);
    int traits = penalties.length;
    double[] distinct = Arrays.stream(penalties).distinct().toArray();
    PenaltyInverses inverses = inverses(y, distinct.length, diagnosed);
    int[] others = IntStream.range(traits, traits + fixed.rank() + 1).toArray();
    double[] prior = diagnosed ? ProjectionDiagonals.prior(kernel, algebra) : null;
    ProjectionDiagonals[] diagonals = new ProjectionDiagonals[traits];
    SolutionWriter.Estimate[] estimates = new SolutionWriter.Estimate[traits];
    for (double penalty : distinct) {
      int[] own = IntStream.range(0, traits).filter(t -> penalties[t] == penalty).toArray();
      int[] columns = IntStream.concat(Arrays.stream(own), Arrays.stream(others)).toArray();
      PenaltyInverses.Inverse inverse = inverses.at(penalty, columns);
      List<SolutionWriter.Estimate> found = estimates(inverse.solved(), own.length);
      ProjectionDiagonals common =
          diagnosed
              ? ProjectionDiagonals.of(penalty, prior, inverse, own.length, basis, weights, algebra)
              : null;
      for (int k = 0; k < own.length; k++) {
        estimates[own[k]] = found.get(k);
        diagonals[own[k]] = common;
      }
    }
    List<RidgeSolution> solutions = solutions(y, penalties, List.of(estimates));
    return diagnosed ? diagnosed(solutions, diagonals, y) : solutions;
  }

  /** Returns the inverses of V and their products with W^1/2 y of the traits, Q_1 and u. */
  private PenaltyInverses inverses(List<double[]> y, int penalties, boolean diagnosed) {
    Stream<double[]> columns = IntStream.range(0, fixed.rank()).mapToObj(basis::columnValues);
    Matrix x =
        Matrix.ofColumns(
            Stream.of(
                    y.stream().map(weights::scaled),
                    columns,
                    Stream.of(ProjectionDiagonals.summing(weights)))
                .flatMap(Function.identity())
                .toArray(double[][]::new));
    return diagnosed && penalties >= PENALTIES_FOR_TRIDIAGONAL
        ? new TridiagonalInverses(kernel.form(execution), x, algebra, execution)
        : new CholeskyInverses(kernel, x, diagnosed, algebra, execution);
  }

  private static List<RidgeSolution> diagnosed(
      List<RidgeSolution> solutions, ProjectionDiagonals[] diagonals, List<double[]> y) {
    return IntStream.range(0, diagonals.length)
        .mapToObj(
            trait -> {
              RidgeSolution solution = solutions.get(trait);
              return solution.with(Diagnostics.of(solution, diagonals[trait], y.get(trait)));
            })
        .toList();
  }

  /**
   * Returns the estimates of traits at the same penalty.
   *
   * @param both V^-1 of the traits, then of Q_1
   */
  private List<SolutionWriter.Estimate> estimates(Matrix both, int traits) {
    int n = basis.rows();
    int q = fixed.rank();
    Matrix duals = both.block(0, 0, n, traits);
    Matrix solved = both.block(0, traits, n, q);
    Cholesky inner = algebra.cholesky(algebra.product(basis, true, solved, false));
    Matrix effects = algebra.product(basis, true, duals, false);
    inner.solve(effects);
    algebra.multiply(-1, solved, false, effects, false, 1, duals);
    Matrix covariance = Matrix.identity(q);
    inner.solve(covariance);
    return IntStream.range(0, traits)
        .mapToObj(
            trait ->
                new SolutionWriter.Estimate(weights.scaled(duals.columnValues(trait)), covariance))
        .toList();
  }

  /** Completes the estimates of all traits, each kernel read once for all of them. */
  private List<RidgeSolution> solutions(
      List<double[]> y, double[] penalties, List<SolutionWriter.Estimate> estimates) {
    Matrix duals =
        Matrix.ofColumns(
            estimates.stream().map(SolutionWriter.Estimate::dual).toArray(double[][]::new));
    List<Matrix> images = kernel.partsTimes(duals, algebra);
    SolutionWriter writer = new SolutionWriter(fixed, weights, algebra, execution);
    List<RidgeSolution> solutions = new ArrayList<>();
    for (int trait = 0; trait < penalties.length; trait++) {
      int own = trait;
      Matrix random =
          Matrix.ofColumns(
              images.stream().map(image -> image.columnValues(own)).toArray(double[][]::new));
      solutions.add(writer.solution(estimates.get(trait), random, penalties[trait], y.get(trait)));
    }
    return solutions;
  }
}
