package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;
import java.util.stream.Stream;

/**
 * K* d for the kernels K* of new people, strip by strip of these people.
 *
 * <p>The genotypes and kernels of a strip overwrite those of the strip before. So neither is ever
 * held as a whole, and a strip is in the cache until it is used.
 */
final class ScorePass {

  /** Number of genotypes that fit in the cache. */
  private static final int CACHED_GENOTYPES = 1 << 18;

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

  /** Returns whether all SNPs are read at once and the kernels need inner products only. */
  static boolean serves(
      List<PairwiseKernel> kernels, StandardizedGenotypes fresh, StandardizedGenotypes training) {
    int snps = training.snps();
    int rows = Math.min(fresh.people(), GramPass.MAX_STRIP);
    boolean whole = GramPass.blockWidth(rows, training.people(), false, snps) == snps;
    boolean counts = kernels.stream().anyMatch(PairwiseKernel::countsObserved);
    return whole && !(counts && (fresh.missesAny() || training.missesAny()));
  }

  /** Returns the largest number of doubles that a pass holds. */
  static double doubles(int kernels, int fresh, int training, int snps) {
    double rows = Math.min(fresh, GramPass.MAX_STRIP);
    return (rows + training) * snps + kernels * training * rows;
  }

  /** Returns the new people, whose norms are known after {@link #run}. */
  Gram.People fresh() {
    return fresh;
  }

  /**
   * Computes K*_k d of each kernel.
   *
   * @param dual the vector d (n x 1)
   * @param scores the matrix whose column k is overwritten with K*_k d (new people x kernels)
   */
  void run(Matrix dual, Matrix scores) {
    int rows = fresh.genotypes().people();
    int columns = training.genotypes().people();
    int snps = training.genotypes().snps();
    Matrix right = read(training, Matrix.zeros(columns, snps));
    int height = Math.min(rows, GramPass.strip(columns, snps, algebra.longestProduct()));
    Matrix room = Matrix.zeros(height, snps);
    List<Matrix> strips =
        Stream.generate(() -> Matrix.zeros(height, columns)).limit(kernels.size()).toList();
    try (LinearAlgebra.Held held = algebra.hold(right)) {
      for (int top = 0; top < rows; top += height) {
        execution.step("kernel", (double) top / rows);
        int count = Math.min(height, rows - top);
        Gram.People some = new Gram.People(fresh.genotypes().some(top, count));
        Matrix left = read(some, room.block(0, 0, count, snps));
        fresh.set(top, some);
        List<Matrix> outputs =
            strips.stream().map(strip -> strip.block(0, 0, count, columns)).toList();
        held.multiplyTransposed(left, 0, outputs.get(0));
        Gram gram = new Gram(outputs.get(0), null, some, training);
        PairwiseTransform transform = new PairwiseTransform(kernels, outputs, execution);
        transform.complete(gram, GramPass.Strip.ofRows(gram, 0, count));
        transform.finish(gram);
        for (int k = 0; k < outputs.size(); k++) {
          Matrix place = scores.block(top, k, count, 1);
          algebra.multiply(1, outputs.get(k), false, dual, false, 0, place);
        }
      }
    }
  }

  /** Reads all SNPs, in blocks that are still in the cache when their squares are summed. */
  private Matrix read(Gram.People people, Matrix values) {
    int some = Math.max(CACHED_GENOTYPES / values.rows(), execution.threads().count());
    for (int first = 0; first < values.columns(); first += some) {
      int count = Math.min(some, values.columns() - first);
      Matrix columns = values.block(0, first, values.rows(), count);
      GramPass.read(people, first, count, columns, execution.threads());
    }
    people.complete();
    return values;
  }
}
