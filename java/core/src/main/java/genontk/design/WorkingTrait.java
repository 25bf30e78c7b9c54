package genontk.design;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.linalg.Vectors;
import genontk.run.Threads;
import java.util.Arrays;

/**
 * What the fixed effects leave of a trait by least squares, in a unit of its own: y = Zb_0 + u r.
 *
 * <p>Methods square traits and variances. On r no scale of the trait leaves the range of double,
 * and no large mean takes digits away.
 *
 * @param values r (records)
 * @param unit u, a power of two, by which division is exact
 * @param fixedEffects b_0 (q)
 * @param linear Zb_0 (records)
 */
public record WorkingTrait(double[] values, double unit, double[] fixedEffects, double[] linear) {

  /** A trait counts as explained by Z alone when this share of its length is left. */
  private static final double NOTHING_LEFT = 1e-13;

  /** A constant is among the fixed effects when they leave no more than this share of it. */
  private static final double ROUNDING = 1e-12;

  /** Squares of units from 2^-MOST to 2^MOST are in the range of double, with some to spare. */
  private static final int MOST = 505;

  /**
   * Takes the fixed effects out of a trait.
   *
   * @param y the trait (records)
   * @param records the weights
   * @param fixed the fixed effects of the design W^1/2 Z
   * @throws InvalidInput if nothing of y is left beyond Z, or y has no variance that a double holds
   */
  public static WorkingTrait of(double[] y, Records records, FixedEffects fixed) {
    if (y.length != fixed.people()) {
      throw InvalidInput.of(
          "y has %s values and the covariates %s rows; give both for the same people.",
          y.length, fixed.people());
    }
    double whole = Vectors.unit(y);
    double[] scaled = times(1 / whole, y);
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    Part constant = Part.of(records.scaled(ones), fixed);
    boolean spansOne = length(constant.left) <= ROUNDING * length(records.scaled(ones));
    double level = spansOne ? Arrays.stream(scaled).sum() / y.length : 0;
    // A constant is taken out exactly: two numbers that are close have an exact difference.
    double[] levelled = Arrays.stream(scaled).map(value -> value - level).toArray();
    Part part = Part.of(records.scaled(levelled), fixed);
    if (!(length(part.left) > NOTHING_LEFT * length(records.scaled(scaled)))) {
      throw new InvalidInput(
          "y does not vary beyond the fixed effects (is it constant?). Give a trait that varies"
              + " among these people.");
    }
    double[] rest = records.unscaled(part.left);
    double own = Vectors.unit(rest);
    double unit = requireVariance(whole * own, y);
    double[] values = times(1 / own, rest);
    double[] effects = new double[fixed.rank()];
    double[] ofOne = withoutRounding(constant.effects, fixed);
    Arrays.setAll(effects, j -> whole * (level * ofOne[j] + part.effects[j]));
    double[] linear = new double[y.length];
    Arrays.setAll(linear, i -> y[i] - unit * values[i]);
    return new WorkingTrait(values, unit, effects, linear);
  }

  /** Returns the effects that give a constant, which are 0 and 1 as a rule, to all digits. */
  private static double[] withoutRounding(double[] effects, FixedEffects fixed) {
    double[] exact = effects.clone();
    for (int j = 0; j < exact.length; j++) {
      double whole = Math.rint(exact[j]);
      double share = Math.abs(exact[j] - whole) * fixed.unit(j);
      exact[j] = share <= ROUNDING ? whole : exact[j];
    }
    return exact;
  }

  /**
   * A least-squares fit on the fixed effects.
   *
   * @param effects of the columns of Z (q)
   * @param left what they leave (records)
   */
  private record Part(double[] effects, double[] left) {

    static Part of(double[] x, FixedEffects fixed) {
      Matrix turned = Matrix.column(x.clone());
      fixed.applyTransposed(turned, Threads.of(1));
      Arrays.fill(turned.data(), fixed.rank(), x.length, 0);
      Matrix effects = Matrix.column(Arrays.copyOf(turned.data(), fixed.rank()));
      fixed.solve(effects);
      fixed.apply(turned, Threads.of(1));
      double[] left = new double[x.length];
      Arrays.setAll(left, i -> x[i] - turned.get(i, 0));
      return new Part(effects.toArray(), left);
    }
  }

  /** Returns the numbers times a factor. */
  public static double[] times(double factor, double[] x) {
    return Arrays.stream(x).map(value -> factor * value).toArray();
  }

  private static double requireVariance(double unit, double[] y) {
    if (Math.abs(Math.getExponent(unit)) > MOST) {
      throw InvalidInput.of(
          "y varies by about %.1g, and double precision holds no variance of that size; allowed are"
              + " traits that vary by 1e-150 to 1e150. Give y in another unit, for instance divided"
              + " by %.1g.",
          unit, Vectors.unit(y));
    }
    return unit;
  }

  private static double length(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(value -> value * value).sum());
  }

  /** Returns y in the unit, less a constant, so that correlations with it lose no digits. */
  public double[] centred() {
    double level = linear[0];
    double[] centred = new double[values.length];
    Arrays.setAll(centred, i -> values[i] + (linear[i] - level) / unit);
    return centred;
  }

  /** Returns the fixed effects on y from those on r. */
  public double[] fixedEffects(double[] onValues) {
    double[] effects = new double[onValues.length];
    Arrays.setAll(effects, j -> fixedEffects[j] + unit * onValues[j]);
    return effects;
  }

  /** Returns predictions of y from those of r. */
  public double[] predicted(double[] ofValues) {
    double[] predicted = new double[ofValues.length];
    Arrays.setAll(predicted, i -> linear[i] + unit * ofValues[i]);
    return predicted;
  }

  /** Returns something that goes with the trait, of y from that of r. */
  public double[] times(double[] ofValues) {
    return times(unit, ofValues);
  }

  /**
   * Returns something that goes with the square of the trait, of y from that of r. The square of a
   * unit may leave the range of double where the product does not.
   */
  public double squared(double ofValues) {
    return unit * (unit * ofValues);
  }

  /** Returns all of something that goes with the square of the trait. */
  public double[] squared(double[] ofValues) {
    return Arrays.stream(ofValues).map(this::squared).toArray();
  }
}
