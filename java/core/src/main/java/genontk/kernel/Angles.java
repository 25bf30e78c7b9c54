package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The angles between people's genotype vectors.
 *
 * <p>The arc cosine loses half of its digits near 0 and pi. Where |rho| is above .99 the angle
 * comes from the difference of the normalised vectors instead, 2 asin(|x/|x| - x'/|x'|| / 2), so
 * that duplicated people are at angle 0 exactly.
 */
final class Angles {

  private static final double NEAR = 0.99;
  private static final int BLOCK_DOUBLES = 1 << 20;

  private Angles() {}

  /**
   * Overwrites inner products by angles in [0, pi]; a vector of zeros is at pi/2 from everyone.
   * Returns the same matrix.
   */
  static Matrix inPlaceOf(Gram gram, Execution execution) {
    Matrix products = gram.products();
    double[] rowScale = inverseNorms(gram.rows().squaredNorms());
    double[] columnScale = inverseNorms(gram.columns().squaredNorms());
    int[][] near = new int[products.columns()][];
    execution
        .threads()
        .forEach(
            products.columns(),
            j -> {
              execution.cancellation().checkpoint();
              near[j] = column(gram, j, rowScale, columnScale);
            });
    refine(gram, pairs(near), rowScale, columnScale, execution);
    return products;
  }

  /** Turns one column into angles and returns the rows that are too near for the arc cosine. */
  private static int[] column(Gram gram, int j, double[] rowScale, double[] columnScale) {
    Matrix products = gram.products();
    int[] near = new int[8];
    int count = 0;
    int start = products.start(j);
    for (int i = gram.firstRow(j); i < products.rows(); i++) {
      double rho = products.data()[start + i] * rowScale[i] * columnScale[j];
      if (Math.abs(rho) > NEAR) {
        if (count == near.length) {
          near = Arrays.copyOf(near, 2 * count);
        }
        near[count++] = i;
      }
      products.data()[start + i] = Math.acos(Math.max(-1, Math.min(1, rho)));
    }
    return Arrays.copyOf(near, count);
  }

  /** Returns 1/|x|, and 0 for a vector of zeros. */
  private static double[] inverseNorms(double[] squaredNorms) {
    return Arrays.stream(squaredNorms)
        .map(square -> square > 0 ? 1 / Math.sqrt(square) : 0)
        .toArray();
  }

  private record Pair(int row, int column) {}

  private static List<Pair> pairs(int[][] near) {
    List<Pair> pairs = new ArrayList<>();
    for (int j = 0; j < near.length; j++) {
      for (int i : near[j]) {
        pairs.add(new Pair(i, j));
      }
    }
    return pairs;
  }

  private static void refine(
      Gram gram, List<Pair> pairs, double[] rowScale, double[] columnScale, Execution execution) {
    Matrix angles = gram.products();
    boolean[] opposite = new boolean[pairs.size()];
    for (int k = 0; k < opposite.length; k++) {
      opposite[k] = angles.get(pairs.get(k).row, pairs.get(k).column) > Math.PI / 2;
    }
    double[] squares = squaredDistances(gram, pairs, opposite, rowScale, columnScale, execution);
    for (int k = 0; k < squares.length; k++) {
      Pair pair = pairs.get(k);
      boolean self = gram.isSquare() && pair.row == pair.column;
      double angle = self ? 0 : 2 * Math.asin(Math.min(1, Math.sqrt(squares[k]) / 2));
      angles.set(pair.row, pair.column, opposite[k] ? Math.PI - angle : angle);
    }
  }

  /** Returns |x/|x| -+ x'/|x'||^2 of each pair, read in one more pass over the genotypes. */
  private static double[] squaredDistances(
      Gram gram,
      List<Pair> pairs,
      boolean[] opposite,
      double[] rowScale,
      double[] columnScale,
      Execution execution) {
    double[] squares = new double[pairs.size()];
    boolean selfOnly = gram.isSquare() && pairs.stream().allMatch(pair -> pair.row == pair.column);
    if (pairs.isEmpty() || selfOnly) {
      return squares;
    }
    StandardizedGenotypes rows = gram.rows().genotypes();
    StandardizedGenotypes columns = gram.columns().genotypes();
    int width =
        Math.max(1, Math.min(rows.snps(), BLOCK_DOUBLES / (rows.people() + columns.people())));
    for (int first = 0; first < rows.snps(); first += width) {
      execution.step("near-twins", (double) first / rows.snps());
      Matrix left = Matrix.zeros(rows.people(), Math.min(width, rows.snps() - first));
      rows.read(first, left, execution.threads());
      Matrix right = left;
      if (!gram.isSquare()) {
        right = Matrix.zeros(columns.people(), left.columns());
        columns.read(first, right, execution.threads());
      }
      double[][] leftPeople = normalized(left, rowScale);
      double[][] rightPeople = gram.isSquare() ? leftPeople : normalized(right, columnScale);
      execution
          .threads()
          .forEach(
              pairs.size(),
              k -> {
                Pair pair = pairs.get(k);
                squares[k] +=
                    squaredDistance(leftPeople[pair.row], rightPeople[pair.column], opposite[k]);
              });
    }
    return squares;
  }

  /** Returns the block's rows, one array a person, divided by the person's norm. */
  private static double[][] normalized(Matrix block, double[] scale) {
    double[][] people = new double[block.rows()][block.columns()];
    for (int j = 0; j < block.columns(); j++) {
      for (int i = 0; i < people.length; i++) {
        people[i][j] = block.get(i, j) * scale[i];
      }
    }
    return people;
  }

  private static double squaredDistance(double[] x, double[] y, boolean opposite) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      double difference = opposite ? x[j] + y[j] : x[j] - y[j];
      sum += difference * difference;
    }
    return sum;
  }
}
