package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Threads;

/**
 * The inner products of people's standardised genotypes, from which every pairwise kernel is made.
 *
 * @param products x_i'x_j: n x n (lower triangle), or new people x training people
 * @param observed in how many SNPs neither person's genotype is missing (of the same shape); null
 *     where no kernel asks, or nobody misses any
 * @param rows the people of the rows
 * @param columns the people of the columns, the same object for the training people with one
 *     another
 */
public record Gram(Matrix products, Matrix observed, People rows, People columns) {

  /**
   * The people of one side.
   *
   * @param genotypes their standardised genotypes
   * @param squaredNorms |x_i|^2
   * @param norms |x_i|
   * @param inverseNorms 1 / |x_i|, and 0 for a vector of zeros
   */
  public record People(
      StandardizedGenotypes genotypes,
      double[] squaredNorms,
      double[] norms,
      double[] inverseNorms) {

    /** So many people's squares are added up at once. */
    private static final int PEOPLE = 512;

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
          (n + PEOPLE - 1) / PEOPLE,
          part -> add(block, part * PEOPLE, Math.min(n, (part + 1) * PEOPLE)));
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

    /** Takes the norms of some of the people, from one on. */
    void set(int first, People some) {
      int count = some.norms.length;
      System.arraycopy(some.squaredNorms, 0, squaredNorms, first, count);
      System.arraycopy(some.norms, 0, norms, first, count);
      System.arraycopy(some.inverseNorms, 0, inverseNorms, first, count);
    }

    /** Takes the roots, after the last block. */
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

  /** Returns whether these are the training people with one another. */
  public boolean isSquare() {
    return rows == columns;
  }

  /**
   * Returns the first row of column j that is computed: the diagonal of a square Gram matrix, else
   * the top.
   */
  int firstRow(int j) {
    return isSquare() ? j : 0;
  }
}
