package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;
import java.util.stream.Stream;

/**
 * K* d of new people, strip by strip of them: each strip of the kernels takes the place of the one
 * before, so that K* is never there as a whole and a strip is in the cache until it is used.
 */
final class ScorePass {

  /** So many genotypes are in the cache when their squares are added up. */
  private static final int MOST_CACHED = 1 << 18;

  private final List<PairwiseKernel> kernels;
  private final Gram.People fresh;
  private final Gram.People training;
  private final LinearAlgebra algebra;
  private final Execution execution;

  ScorePass(
      List<PairwiseKernel> kernels,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      LinearAlgebra algebra,
      Execution execution) {
    this.kernels = kernels;
    this.fresh = new Gram.People(fresh);
    this.training = new Gram.People(training);
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Returns whether all genotypes are read at once, and products are all that kernels ask for. */
  static boolean serves(
      List<PairwiseKernel> kernels, StandardizedGenotypes fresh, StandardizedGenotypes training) {
    int snps = training.snps();
    boolean whole = GramPass.blockWidth(fresh.people(), training.people(), false, snps) == snps;
    boolean counts = kernels.stream().anyMatch(PairwiseKernel::countsObserved);
    return whole && !(counts && (fresh.missesAny() || training.missesAny()));
  }

  /** Returns how many doubles it holds at the most. */
  static double doubles(int kernels, int fresh, int training, int snps) {
    double people = (double) fresh + training;
    return people * snps + (double) kernels * training * Math.min(fresh, GramPass.WIDEST_STRIP);
  }

  Gram.People fresh() {
    return fresh;
  }

  /** Writes K*_k d into column k of {@code scores} (new people x kernels). */
  void run(Matrix dual, Matrix scores) {
    int rows = fresh.genotypes().people();
    int columns = training.genotypes().people();
    int snps = training.genotypes().snps();
    Matrix right = whole(training);
    Matrix left = whole(fresh);
    int height = Math.min(rows, GramPass.strip(columns, snps, algebra.longestProduct()));
    List<double[]> strips =
        Stream.generate(() -> new double[height * columns]).limit(kernels.size()).toList();
    try (LinearAlgebra.Held held = algebra.hold(right)) {
      for (int top = 0; top < rows; top += height) {
        execution.step("kernel", (double) top / rows);
        int first = top;
        int count = Math.min(height, rows - top);
        // All rows seem to be there; those of the strip are, where the array begins.
        List<Matrix> windows =
            strips.stream().map(data -> new Matrix(data, -first, rows, columns, height)).toList();
        Matrix products = windows.get(0);
        Matrix some = left.block(top, 0, count, snps);
        held.multiplyTransposed(some, 0, products.block(top, 0, count, columns));
        Gram gram = new Gram(products, null, fresh, training);
        PairwiseTransform transform = new PairwiseTransform(kernels, windows, execution);
        transform.complete(gram, GramPass.Strip.ofRows(gram, top, count));
        transform.finish(gram);
        for (int k = 0; k < windows.size(); k++) {
          Matrix strip = windows.get(k).block(top, 0, count, columns);
          algebra.multiply(1, strip, false, dual, false, 0, scores.block(top, k, count, 1));
        }
      }
    }
  }

  private Matrix whole(Gram.People people) {
    StandardizedGenotypes x = people.genotypes();
    Matrix values = Matrix.zeros(x.people(), x.snps());
    int some = Math.max(MOST_CACHED / x.people(), execution.threads().count());
    for (int first = 0; first < x.snps(); first += some) {
      int count = Math.min(some, x.snps() - first);
      Matrix columns = values.block(0, first, x.people(), count);
      GramPass.read(people, first, count, columns, execution.threads());
    }
    people.complete();
    return values;
  }
}
