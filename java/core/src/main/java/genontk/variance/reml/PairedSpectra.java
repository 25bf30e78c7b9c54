package genontk.variance.reml;

import genontk.linalg.Vectors;
import genontk.linalg.small.SmallMatrix;
import genontk.variance.likelihood.LikelihoodPoint;
import genontk.variance.likelihood.LikelihoodSurface;
import genontk.variance.likelihood.LikelihoodValue;
import genontk.variance.likelihood.ScaledKernels;
import genontk.variance.onekernel.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model of the restricted likelihood of two kernels that costs no factorisation.
 *
 * <p>Two kernels with the same eigenvectors and eigenvalues (l_i, m_i) have log|A'VA| = sum w_i log
 * (s_1 l_i + s_2 m_i + s_e) with w_i = 1, and y'Py = sum v_i / (s_1 l_i + s_2 m_i + s_e). The model
 * takes sums of this form for kernels with any eigenvectors. Its pairs are those of quantiles of
 * both spectra. Its weights are the nearest to those of independent spectra that give the
 * likelihood and its derivatives wherever they are known.
 */
final class PairedSpectra implements LikelihoodSurface {

  /** Quantiles of each spectrum. */
  private static final int QUANTILES = 24;

  private final ScaledKernels terms;
  private final double[][] pairs;
  private final Weights ofDeterminant;
  private final Weights ofQuadratic;

  /**
   * Makes a model that is exact, with its two derivatives, at a maximum.
   *
   * @param spectra the eigenvalues of both kernels on the contrasts, scaled to a mean of 1
   * @param traces S_ij = tr(P V_i P V_j) there
   */
  PairedSpectra(ScaledKernels terms, double[][] spectra, LikelihoodPoint best, double[][] traces) {
    this.terms = terms;
    this.pairs = pairs(means(spectra[0]), means(spectra[1]));
    double[] independent = new double[pairs.length];
    Arrays.fill(independent, (double) terms.degreesOfFreedom() / pairs.length);
    double[] at = denominators(best.components());
    double[] expected = new double[pairs.length];
    Arrays.setAll(expected, i -> independent[i] * at[i]);
    this.ofDeterminant = new Weights(independent);
    this.ofQuadratic = new Weights(expected);
    for (int i = 0; i < traces.length; i++) {
      for (int j = 0; j <= i; j++) {
        ofDeterminant.require(ofPairs(at, 2, i, j), traces[i][j]);
      }
    }
    learn(LikelihoodValue.of(best, terms));
  }

  /** Returns the means of groups of equal size. */
  private static double[] means(double[] ascending) {
    int m = ascending.length;
    int groups = Math.min(QUANTILES, m);
    double[] means = new double[groups];
    for (int g = 0; g < groups; g++) {
      int from = (int) ((long) g * m / groups);
      int to = (int) ((g + 1L) * m / groups);
      means[g] = Arrays.stream(ascending, from, to).average().orElseThrow();
    }
    return means;
  }

  private static double[][] pairs(double[] first, double[] second) {
    double[][] pairs = new double[first.length * second.length][];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        pairs[i * second.length + j] = new double[] {first[i], second[j], 1};
      }
    }
    return pairs;
  }

  /** Returns s_1 l + s_2 m + s_e of every pair. */
  private double[] denominators(double[] components) {
    double[] denominators = new double[pairs.length];
    Arrays.setAll(denominators, i -> SmallMatrix.dot(components, pairs[i]));
    return denominators;
  }

  /** Returns the product of entries i and j of every pair over a power of its denominator. */
  private double[] ofPairs(double[] denominators, int power, int i, int j) {
    double[] values = new double[pairs.length];
    Arrays.setAll(values, k -> pairs[k][i] * pairs[k][j] / Math.pow(denominators[k], power));
    return values;
  }

  /** Makes the model exact at further components, with what is known of them. */
  void learn(LikelihoodValue known) {
    double[] at = denominators(known.components());
    ofDeterminant.require(Arrays.stream(at).map(Math::log).toArray(), known.logDeterminant());
    int residual = known.components().length - 1;
    if (known.information() == null) {
      ofQuadratic.require(ofPairs(at, 1, residual, residual), known.quadratic());
      return;
    }
    for (int i = 0; i <= residual; i++) {
      for (int j = 0; j <= i; j++) {
        ofQuadratic.require(ofPairs(at, 3, i, j), 2 * known.information()[i][j]);
      }
    }
  }

  @Override
  public ScaledKernels terms() {
    return terms;
  }

  /** Returns the model's likelihood on a ray of components; nothing where it has none. */
  Optional<LikelihoodPoint> at(double[] direction, Radius radius) {
    boolean[] all = new boolean[direction.length];
    Arrays.fill(all, true);
    return at(direction, all, radius);
  }

  @Override
  public Optional<LikelihoodPoint> at(double[] direction, boolean[] included, Radius radius) {
    double[] at = denominators(direction);
    if (Arrays.stream(at).anyMatch(t -> !(t > 0))) {
      return Optional.empty();
    }
    int m = terms.degreesOfFreedom();
    double logDeterminant = 0;
    double quadratic = 0;
    double[] w = ofDeterminant.weights;
    double[] v = ofQuadratic.weights;
    for (int k = 0; k < at.length; k++) {
      logDeterminant += w[k] * Math.log(at[k]);
      quadratic += v[k] / at[k];
    }
    if (!(quadratic > 0)) {
      return Optional.empty();
    }
    LikelihoodValue best = scaled(direction, logDeterminant, quadratic, quadratic / m);
    double r = radius.of(quadratic / m, best.value(terms), m);
    return Optional.of(point(scaled(direction, logDeterminant, quadratic, r), at, r));
  }

  private LikelihoodValue scaled(
      double[] direction, double logDeterminant, double quadratic, double r) {
    return new LikelihoodValue(
        Arrays.stream(direction).map(s -> r * s).toArray(),
        logDeterminant + terms.degreesOfFreedom() * Math.log(r),
        quadratic / r,
        null);
  }

  private LikelihoodPoint point(LikelihoodValue value, double[] atDirection, double r) {
    int size = value.components().length;
    double[] w = ofDeterminant.weights;
    double[] v = ofQuadratic.weights;
    double[] gradient = new double[size];
    double[][] information = new double[size][size];
    for (int k = 0; k < pairs.length; k++) {
      double t = r * atDirection[k];
      double first = -0.5 * (w[k] - v[k] / t) / t;
      double second = 0.5 * (2 * v[k] / t - w[k]) / (t * t);
      for (int i = 0; i < size; i++) {
        gradient[i] += first * pairs[k][i];
        for (int j = 0; j < size; j++) {
          information[i][j] += second * pairs[k][i] * pairs[k][j];
        }
      }
    }
    return new LikelihoodPoint(
        value.components(), value.value(terms), gradient, information, null, null, null, null);
  }

  /** Weights of the pairs: of those that meet all requirements the nearest to the first ones. */
  private static final class Weights {

    /**
     * Length of what is new in a requirement, as a share of it, below which it says nothing new.
     */
    private static final double NOTHING_NEW = 1e-6;

    private final double[] roots;
    private final double[] weights;
    private final List<double[]> directions = new ArrayList<>();

    private Weights(double[] first) {
      this.roots = Arrays.stream(first).map(Math::sqrt).toArray();
      this.weights = first.clone();
    }

    /**
     * Requires sum w_i f_i = value. The weights move as little as that takes, by sum (w - w_0)^2 /
     * w_0, and along what is orthogonal to all earlier requirements, so that these stay met.
     */
    private void require(double[] function, double value) {
      double[] row = new double[function.length];
      Arrays.setAll(row, k -> function[k] * roots[k]);
      double length = length(row);
      for (int pass = 0; pass < 2; pass++) {
        for (double[] other : directions) {
          Vectors.add(-SmallMatrix.dot(other, row), other, 0, row, 0, row.length);
        }
      }
      double left = length(row);
      if (left > NOTHING_NEW * length) {
        double[] direction = Arrays.stream(row).map(x -> x / left).toArray();
        double step = (value - SmallMatrix.dot(function, weights)) / left;
        Arrays.setAll(weights, k -> weights[k] + step * roots[k] * direction[k]);
        directions.add(direction);
      }
    }

    private static double length(double[] x) {
      return Math.sqrt(SmallMatrix.dot(x, x));
    }
  }
}
