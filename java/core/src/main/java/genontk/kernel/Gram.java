package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Threads;

/**
 * The inner products of people's standardised genotypes, from which all pairwise kernels are made.
 *
 * @param products the inner products x_i'x_j: n x n (lower triangle), or new people x training
 *     people
 * @param observed the numbers of SNPs observed in both people, of the same shape; null if no kernel
 *     needs them or no genotype is missing
 * @param rows the people of the rows
 * @param columns the people of the columns; for a square Gram matrix the same object
 */
public record Gram(Matrix products, Matrix observed, People rows, People columns) {

  /**
   * The people of one side.
   *
   * @param genotypes the standardised genotypes of the people (n x p)
   * @param squaredNorms the squared norms |x_i|^2 (n)
   * @param norms the norms |x_i| (n)
   * @param inverseNorms the inverse norms 1 / |x_i| (n), 0 for a vector of zeros
   */
  public record People(
      StandardizedGenotypes genotypes,
      double[] squaredNorms,
      double[] norms,
      double[] inverseNorms) {

    /** Number of people whose squares are summed per task. */
    private static final int PEOPLE_PER_TASK = 512;

    People(StandardizedGenotypes genotypes) {
      this(
          genotypes,
          new double[genotypes.people()],
          new double[genotypes.people()],
          new double[genotypes.people()]);
    }

    /** Adds a block of columns of X (n x any number) to the squared norms. */
    void add(Matrix block, Threads threads) {
      int n = squaredNorms.length;
      threads.forEach(
          (n + PEOPLE_PER_TASK - 1) / PEOPLE_PER_TASK,
          part -> add(block, part * PEOPLE_PER_TASK, Math.min(n, (part + 1) * PEOPLE_PER_TASK)));
    }

    private void add(Matrix block, int from, int to) {
      for (int j = 0; j < block.columns(); j++) {
        int start = block.start(j);
        for (int i = from; i < to; i++) {
          double x = block.data()[start + i];
          squaredNorms[i] += x * x;
        }
      }
    }

    /** Copies the norms of some of the people, whose first one is given. */
    void set(int first, People some) {
      int count = some.norms.length;
      System.arraycopy(some.squaredNorms, 0, squaredNorms, first, count);
      System.arraycopy(some.norms, 0, norms, first, count);
      System.arraycopy(some.inverseNorms, 0, inverseNorms, first, count);
    }

    /** Computes the norms from their squares, after the last block. */
    void complete() {
      for (int i = 0; i < norms.length; i++) {
        norms[i] = Math.sqrt(squaredNorms[i]);
        inverseNorms[i] = norms[i] > 0 ? 1 / norms[i] : 0;
      }
    }
  }

  /**
   * Makes a Gram matrix whose products and norms are still to be computed.
   *
   * @param rows the genotypes of the rows' people
   * @param columns those of the columns' people, the same object for a square Gram matrix
   * @param products memory for the products
   * @param observed memory for the numbers of observed SNPs, or null
   */
  static Gram of(
      StandardizedGenotypes rows, StandardizedGenotypes columns, Matrix products, Matrix observed) {
    People people = new People(columns);
    People others = rows == columns ? people : new People(rows);
    return new Gram(products, observed, others, people);
  }

  /** Returns whether rows and columns are the same people. */
  public boolean isSquare() {
    return rows == columns;
  }

  /**
   * Returns the first row of column j that is computed: that of the diagonal if the Gram matrix is
   * square, otherwise 0.
   */
  int firstRow(int j) {
    return isSquare() ? j : 0;
  }
}
