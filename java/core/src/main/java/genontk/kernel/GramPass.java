package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Threads;

/**
 * One pass over the genotypes that gives people's inner products.
 *
 * <p>Genotypes are read in blocks of SNPs, each added to the products strip by strip of columns, so
 * that besides the products only a block is held; a strip is handed on as soon as its last block
 * was added, while it is in the cache. Of a square Gram matrix the lower triangle alone is
 * computed. Strips and blocks do not depend on the number of threads.
 */
final class GramPass {

  /** The least and the most columns of a strip. */
  private static final int STRIP = 512;

  private static final int WIDEST_STRIP = 2048;

  /** So many operations at once are a second of plain Java, after which a stop is looked for. */
  private static final double STEP_FLOPS = 4e9;

  /** The least and the most that a block of training people may take. */
  private static final int BLOCK_DOUBLES = 1 << 21;

  private static final int LARGEST_BLOCK = 1 << 22;

  /** The most of new people, whose products are read and written once for each block. */
  private static final int CROSS_DOUBLES = 1 << 24;

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

  /** Takes strips of inner products that are complete. */
  @FunctionalInterface
  interface Strips {

    /** Leaves them as they are. */
    Strips KEPT = (gram, first, columns) -> {};

    /** Takes columns {@code first}, {@code first + 1}, ... */
    void complete(Gram gram, int first, int columns);
  }

  /**
   * Computes inner products.
   *
   * @param rows the people of the rows
   * @param columns the people of the columns, the same object for a square Gram matrix
   * @param products zeros, to which the products are added
   * @param observed zeros, to which the numbers of SNPs observed in both are added, or null
   */
  static Gram run(
      StandardizedGenotypes rows,
      StandardizedGenotypes columns,
      Matrix products,
      Matrix observed,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution,
      Strips strips) {
    Gram.People people = new Gram.People(columns);
    Gram.People others = rows == columns ? people : new Gram.People(rows);
    Gram gram = new Gram(products, observed, others, people);
    new GramPass(gram, precision, algebra, execution).run(strips);
    return gram;
  }

  private void run(Strips strips) {
    int snps = gram.columns().genotypes().snps();
    int people = gram.columns().genotypes().people();
    int width = blockWidth(gram.products().rows(), people, gram.isSquare(), snps);
    if (precision == Precision.SINGLE) {
      width = Math.min(width, SingleProducts.SNPS);
    }
    int strip = precision == Precision.SINGLE ? STRIP : strip(gram.products().rows(), width);
    // One block serves the whole pass: new ones would pile up until the collector looks.
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
              ? new SingleProducts(left, right, STRIP, algebra, execution)
              : null;
      for (int j = 0; j < people; j += strip) {
        execution.step("kernel", ((double) first + count * (double) j / people) / snps);
        int columns = Math.min(strip, people - j);
        if (single == null) {
          add(left, right, first, j, columns, gram.products());
        } else {
          single.add(gram, j);
        }
        if (last) {
          strips.complete(gram, j, columns);
        }
      }
    }
  }

  /**
   * Reads a block of columns of X (n x count), whose squares the people add up.
   *
   * @param room at least as many columns, of which the first are overwritten
   */
  static Matrix read(Gram.People people, int first, int count, Matrix room, Threads threads) {
    Matrix block = room.block(0, 0, room.rows(), count);
    people.genotypes().read(first, block, threads);
    people.add(block);
    return block;
  }

  /** Adds the products of a block, or writes those of the first, to a strip of columns. */
  private void add(Matrix left, Matrix right, int first, int j, int columns, Matrix sums) {
    double beta = first == 0 ? 0 : 1;
    Matrix strip = right.block(j, 0, columns, right.columns());
    int top = 0;
    if (gram.isSquare()) {
      algebra.multiplySymmetric(1, strip, false, beta, sums.block(j, j, columns, columns));
      top = j + columns;
    }
    int rows = left.rows() - top;
    if (rows > 0) {
      Matrix others = left.block(top, 0, rows, left.columns());
      algebra.multiply(1, others, false, strip, true, beta, sums.block(top, j, rows, columns));
    }
  }

  private void addObserved(int first, int count) {
    if (gram.observed() == null) {
      return;
    }
    Matrix right = observed(gram.columns(), first, count);
    Matrix left = gram.isSquare() ? right : observed(gram.rows(), first, count);
    for (int j = 0; j < right.rows(); j += STRIP) {
      execution.cancellation().checkpoint();
      add(left, right, first, j, Math.min(STRIP, right.rows() - j), gram.observed());
    }
  }

  private Matrix observed(Gram.People people, int first, int count) {
    Matrix block = Matrix.zeros(people.genotypes().people(), count);
    people.genotypes().readObserved(first, block, execution.threads());
    return block;
  }

  /** Hands on every strip of products that are complete. */
  static void replay(Gram gram, Execution execution, Strips strips) {
    int people = gram.products().columns();
    for (int j = 0; j < people; j += STRIP) {
      execution.step("kernel", (double) j / people);
      strips.complete(gram, j, Math.min(STRIP, people - j));
    }
  }

  /** Returns how many columns are added at once, a multiple of the least. */
  private static int strip(int rows, int width) {
    int most = (int) (STEP_FLOPS / (2.0 * rows * width)) / STRIP * STRIP;
    return Math.max(STRIP, Math.min(WIDEST_STRIP, most));
  }

  /**
   * Returns how many doubles the blocks of genotypes take at the most, besides the products.
   *
   * @param square whether these are the training people with one another
   */
  static double blockDoubles(int rows, int columns, boolean square, int snps) {
    return 3 * people(rows, columns, square) * blockWidth(rows, columns, square, snps);
  }

  /** Returns how many SNPs are read at once. */
  static int blockWidth(int rows, int columns, boolean square, int snps) {
    double products = (double) rows * columns;
    double room =
        square
            ? Math.max(BLOCK_DOUBLES, Math.min(LARGEST_BLOCK, products / 2))
            : Math.max(LARGEST_BLOCK, Math.min(CROSS_DOUBLES, products));
    double most = room / people(rows, columns, square);
    return Math.max(1, (int) Math.min(snps, most));
  }

  private static double people(int rows, int columns, boolean square) {
    return square ? columns : (double) rows + columns;
  }
}
