package genontk.kernel;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Threads;

/**
 * One pass over the genotypes that computes people's inner products.
 *
 * <p>Genotypes are read in blocks of SNPs. Each block is added to the products strip by strip, so
 * that only the products and one block are held. A strip is handed on as soon as its last block is
 * added, while it is in the cache. A square Gram matrix is computed in strips of columns, lower
 * triangle only. New people come in strips of rows. Strips and blocks do not depend on the number
 * of threads.
 */
final class GramPass {

  /** Smallest number of people of a strip. */
  private static final int MIN_STRIP = 512;

  /** Largest number of people of a strip. */
  static final int MAX_STRIP = 2048;

  /** Number of operations on a strip of columns that is in the cache when it is handed on. */
  private static final double STEP_FLOPS = 4e9;

  /** Smallest number of doubles of a block of training people that is cut. */
  private static final int MIN_BLOCK = 1 << 21;

  /** Largest number of doubles of a block of training people. */
  private static final int MAX_BLOCK = 1 << 22;

  /** The same for new people, whose products are read and written once per block. */
  private static final int MAX_CROSS_BLOCK = 1 << 24;

  private final Gram gram;
  private final Precision precision;
  private final LinearAlgebra algebra;
  private final Execution execution;

  private GramPass(Gram gram, Precision precision, LinearAlgebra algebra, Execution execution) {
    this.gram = gram;
    this.precision = precision;
    this.algebra = algebra;
    this.execution = execution;
  }

  /**
   * A part of the products.
   *
   * @param top the first row
   * @param rows the number of rows
   * @param first the first column
   * @param columns the number of columns
   */
  record Strip(int top, int rows, int first, int columns) {

    /** Returns columns from the diagonal down if the Gram matrix is square, else whole columns. */
    static Strip ofColumns(Gram gram, int first, int width) {
      int top = gram.firstRow(first);
      int columns = Math.min(width, gram.products().columns() - first);
      return new Strip(top, gram.products().rows() - top, first, columns);
    }

    static Strip ofRows(Gram gram, int top, int height) {
      int rows = Math.min(height, gram.products().rows() - top);
      return new Strip(top, rows, 0, gram.products().columns());
    }
  }

  /** A receiver of complete strips of inner products. */
  @FunctionalInterface
  interface Strips {

    /** Does nothing with a strip. */
    Strips KEPT = (gram, strip) -> {};

    /** Receives a strip. */
    void complete(Gram gram, Strip strip);
  }

  /**
   * Computes inner products.
   *
   * @param gram zeros, to which the products and the numbers of observed SNPs are added
   */
  static void run(
      Gram gram, Precision precision, LinearAlgebra algebra, Execution execution, Strips strips) {
    new GramPass(gram, precision, algebra, execution).run(strips);
  }

  private void run(Strips strips) {
    int snps = gram.columns().genotypes().snps();
    int people = gram.columns().genotypes().people();
    int width = blockWidth(gram.products().rows(), people, gram.isSquare(), snps);
    if (precision == Precision.SINGLE) {
      width = Math.min(width, SingleProducts.MAX_SNPS);
    }
    boolean byColumns = gram.isSquare() || precision == Precision.SINGLE;
    int length = byColumns ? people : gram.products().rows();
    int others = byColumns ? gram.products().rows() : people;
    int size =
        precision == Precision.SINGLE
            ? MIN_STRIP
            : strip(others, width, gram.isSquare() ? STEP_FLOPS : algebra.longestProduct());
    // One block serves the whole pass: new ones would fill the heap until garbage collection.
    Matrix rightBlock = Matrix.zeros(people, width);
    Matrix leftBlock =
        gram.isSquare() ? rightBlock : Matrix.zeros(gram.rows().genotypes().people(), width);
    for (int first = 0; first < snps; first += width) {
      int count = Math.min(width, snps - first);
      Matrix right = read(gram.columns(), first, count, rightBlock, execution.threads());
      Matrix left =
          gram.isSquare() ? right : read(gram.rows(), first, count, leftBlock, execution.threads());
      boolean last = first + count == snps;
      if (last) {
        gram.columns().complete();
        gram.rows().complete();
      }
      addObserved(first, count);
      SingleProducts single =
          precision == Precision.SINGLE
              ? new SingleProducts(left, right, MIN_STRIP, algebra, execution)
              : null;
      for (int j = 0; j < length; j += size) {
        execution.step("kernel", ((double) first + count * (double) j / length) / snps);
        Strip strip = byColumns ? Strip.ofColumns(gram, j, size) : Strip.ofRows(gram, j, size);
        if (single == null) {
          add(left, right, first, strip, gram.products());
        } else {
          single.add(gram, j);
        }
        if (last) {
          strips.complete(gram, strip);
        }
      }
    }
  }

  /**
   * Reads a block of columns of X (n x count), and adds its squares to the norms of the people.
   *
   * @param room a matrix with at least {@code count} columns, the first of which are overwritten
   */
  static Matrix read(Gram.People people, int first, int count, Matrix room, Threads threads) {
    Matrix block = room.block(0, 0, room.rows(), count);
    people.genotypes().read(first, block, threads);
    people.add(block, threads);
    return block;
  }

  /** Adds the products of a block to a strip; the first block overwrites the strip. */
  private void add(Matrix left, Matrix right, int first, Strip strip, Matrix sums) {
    double beta = first == 0 ? 0 : 1;
    int j = strip.first();
    int columns = strip.columns();
    Matrix across = right.block(j, 0, columns, right.columns());
    int top = strip.top();
    if (gram.isSquare()) {
      algebra.multiplySymmetric(1, across, false, beta, sums.block(j, j, columns, columns));
      top = j + columns;
    }
    int rows = strip.top() + strip.rows() - top;
    if (rows > 0) {
      Matrix down = left.block(top, 0, rows, left.columns());
      algebra.multiply(1, down, false, across, true, beta, sums.block(top, j, rows, columns));
    }
  }

  private void addObserved(int first, int count) {
    if (gram.observed() == null) {
      return;
    }
    Matrix right = observed(gram.columns(), first, count);
    Matrix left = gram.isSquare() ? right : observed(gram.rows(), first, count);
    for (int j = 0; j < right.rows(); j += MIN_STRIP) {
      execution.cancellation().checkpoint();
      add(left, right, first, Strip.ofColumns(gram, j, MIN_STRIP), gram.observed());
    }
  }

  private Matrix observed(Gram.People people, int first, int count) {
    Matrix block = Matrix.zeros(people.genotypes().people(), count);
    people.genotypes().readObserved(first, block, execution.threads());
    return block;
  }

  /** Hands on all strips of complete products. */
  static void replay(Gram gram, Execution execution, Strips strips) {
    int people = gram.products().columns();
    for (int j = 0; j < people; j += MIN_STRIP) {
      execution.step("kernel", (double) j / people);
      strips.complete(gram, Strip.ofColumns(gram, j, MIN_STRIP));
    }
  }

  /**
   * Returns the number of people of a strip.
   *
   * @param others the number of people on the other side
   * @param width the number of SNPs of a block
   * @param flops the largest number of operations wanted
   */
  static int strip(int others, int width, double flops) {
    return (int) Math.max(MIN_STRIP, Math.min(MAX_STRIP, flops / (2.0 * others * width)));
  }

  /**
   * Returns the largest number of doubles of the blocks of genotypes.
   *
   * @param square whether these are the training people with one another
   */
  static double blockDoubles(int rows, int columns, boolean square, int snps) {
    return 3 * people(rows, columns, square) * blockWidth(rows, columns, square, snps);
  }

  /** Returns the number of SNPs of a block. */
  static int blockWidth(int rows, int columns, boolean square, int snps) {
    double products = (double) rows * columns;
    double room =
        square
            ? Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, products / 2))
            : Math.max(MAX_BLOCK, Math.min(MAX_CROSS_BLOCK, products));
    double most = room / people(rows, columns, square);
    return Math.max(1, (int) Math.min(snps, most));
  }

  private static double people(int rows, int columns, boolean square) {
    return square ? columns : (double) rows + columns;
  }
}
