package genontk.kernel;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;

/**
 * The products of a block of SNPs in single precision, tile by tile, added up in double precision.
 * A sum of few terms in single precision has an error near one rounding of each term.
 */
final class SingleProducts {

  /** Largest number of SNPs that are summed in single precision. */
  static final int MAX_SNPS = 1024;

  private final int strip;
  private final int snps;
  private final float[][] left;
  private final float[][] right;
  private final LinearAlgebra algebra;
  private final Execution execution;

  /**
   * Rounds a block of X of each side.
   *
   * @param left the block of the rows' people (n x SNPs)
   * @param right the block of the columns' people, the same object for a square Gram matrix
   * @param strip the number of people per strip
   */
  SingleProducts(Matrix left, Matrix right, int strip, LinearAlgebra algebra, Execution execution) {
    this.strip = strip;
    this.snps = left.columns();
    this.algebra = algebra;
    this.execution = execution;
    this.left = strips(left);
    this.right = left == right ? this.left : strips(right);
  }

  private float[][] strips(Matrix block) {
    float[][] strips = new float[(block.rows() + strip - 1) / strip][];
    execution
        .threads()
        .forEach(
            strips.length,
            s -> {
              int top = s * strip;
              int rows = Math.min(strip, block.rows() - top);
              strips[s] = new float[rows * snps];
              for (int j = 0; j < snps; j++) {
                int from = block.start(j) + top;
                for (int i = 0; i < rows; i++) {
                  strips[s][j * rows + i] = (float) block.data()[from + i];
                }
              }
            });
    return strips;
  }

  /** Adds the strip that begins at {@code column}, a multiple of the strip's number of people. */
  void add(Gram gram, int column) {
    float[] across = right[column / strip];
    int columns = across.length / snps;
    int first = gram.firstRow(column) / strip;
    execution
        .threads()
        .forEach(
            left.length - first,
            below -> {
              execution.cancellation().checkpoint();
              addTile(gram, first + below, across, column, columns);
            });
  }

  private void addTile(Gram gram, int s, float[] across, int column, int columns) {
    int rows = left[s].length / snps;
    float[] tile = new float[rows * columns];
    algebra.productTransposed(rows, columns, snps, left[s], across, tile);
    double[] sums = gram.products().data();
    for (int j = 0; j < columns; j++) {
      int to = gram.products().start(column + j) + s * strip;
      for (int i = 0; i < rows; i++) {
        sums[to + i] += tile[j * rows + i];
      }
    }
  }
}
