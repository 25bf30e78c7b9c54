package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;

/**
 * The inner products of people's standardised genotypes, from which every kernel is made.
 *
 * <p>Genotypes are read in blocks of SNPs, each added to the products strip by strip, so that
 * besides the products only a block is held. Of a square Gram matrix the lower triangle alone is
 * computed.
 *
 * @param products x_i'x_j: n x n (lower triangle), or new people x training people
 * @param rows the people of the rows, with |x_i|^2
 * @param columns the people of the columns, with |x_j|^2
 */
public record Gram(Matrix products, People rows, People columns) {

  private static final int STRIP = 512;
  private static final int BLOCK_DOUBLES = 1 << 22;

  /**
   * The people of one side.
   *
   * @param genotypes their standardised genotypes
   * @param squaredNorms |x_i|^2
   */
  public record People(StandardizedGenotypes genotypes, double[] squaredNorms) {}

  /** Computes the inner products of the training people with one another. */
  public static Gram square(StandardizedGenotypes x, LinearAlgebra algebra, Execution execution) {
    int n = x.people();
    Matrix products = Matrix.zeros(n, n);
    double[] norms = new double[n];
    int width = blockWidth(n, x.snps());
    for (int first = 0; first < x.snps(); first += width) {
      Matrix block = Matrix.zeros(n, Math.min(width, x.snps() - first));
      x.read(first, block, execution.threads());
      addSquaredNorms(block, norms);
      for (int j = 0; j < n; j += STRIP) {
        execution.step("kernel", ((double) first + block.columns() * (double) j / n) / x.snps());
        int columns = Math.min(STRIP, n - j);
        algebra.multiply(
            1,
            block.block(j, 0, n - j, block.columns()),
            false,
            block.block(j, 0, columns, block.columns()),
            true,
            1,
            products.block(j, j, n - j, columns));
      }
    }
    People people = new People(x, norms);
    return new Gram(products, people, people);
  }

  /** Computes the inner products of new people (rows) with the training people (columns). */
  public static Gram cross(
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      LinearAlgebra algebra,
      Execution execution) {
    Matrix products = Matrix.zeros(fresh.people(), training.people());
    double[] freshNorms = new double[fresh.people()];
    double[] trainingNorms = new double[training.people()];
    int width = blockWidth(fresh.people() + training.people(), training.snps());
    for (int first = 0; first < training.snps(); first += width) {
      execution.step("kernel", (double) first / training.snps());
      int count = Math.min(width, training.snps() - first);
      Matrix left = Matrix.zeros(fresh.people(), count);
      Matrix right = Matrix.zeros(training.people(), count);
      fresh.read(first, left, execution.threads());
      training.read(first, right, execution.threads());
      addSquaredNorms(left, freshNorms);
      addSquaredNorms(right, trainingNorms);
      algebra.multiply(1, left, false, right, true, 1, products);
    }
    return new Gram(products, new People(fresh, freshNorms), new People(training, trainingNorms));
  }

  /** Returns how many doubles the blocks of genotypes take at the most, besides the products. */
  public static double blockDoubles(int people, int snps) {
    return 3.0 * people * blockWidth(people, snps);
  }

  private static int blockWidth(int people, int snps) {
    return Math.max(1, Math.min(snps, BLOCK_DOUBLES / people));
  }

  private static void addSquaredNorms(Matrix block, double[] norms) {
    for (int j = 0; j < block.columns(); j++) {
      int start = block.start(j);
      for (int i = 0; i < norms.length; i++) {
        double x = block.data()[start + i];
        norms[i] += x * x;
      }
    }
  }

  /** Returns whether these are the training people with one another. */
  public boolean isSquare() {
    return rows == columns;
  }

  /**
   * Returns the first row of column j that is to be computed: the diagonal of a square Gram matrix,
   * else the top.
   */
  int firstRow(int j) {
    return isSquare() ? j : 0;
  }
}
