package genontk.simulation;

import java.util.SplittableRandom;

/**
 * Random numbers from one stream of a seed.
 *
 * <p>Uniform numbers are the upper 53 bits of the outputs of a {@link SplittableRandom} times
 * 2^-53. Normal deviates come in pairs by Marsaglia's polar method, with the logarithm of {@link
 * StrictMath}. So a seed gives the same bits on all machines.
 */
final class Draws {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private final SplittableRandom random;
  private double spare = Double.NaN;

  /** Opens stream 0, 1, ... of a seed; streams of one seed or of nearby seeds do not overlap. */
  Draws(long seed, int stream) {
    random = new SplittableRandom(mix(mix(seed + GOLDEN) + GOLDEN * (stream + 1L)));
  }

  /** Mixes the bits: the finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** Returns a number from 0 up to 1, 1 excluded. */
  double uniform() {
    return (random.nextLong() >>> 11) * UNIT;
  }

  /** Returns a whole number from 0 up to {@code bound}, which is excluded. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a number of the exponential distribution with mean 1. */
  double exponential() {
    return -StrictMath.log(1 - uniform());
  }

  /** Returns a standard normal deviate. */
  double normal() {
    if (!Double.isNaN(spare)) {
      double held = spare;
      spare = Double.NaN;
      return held;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = v * factor;
    return u * factor;
  }

  /** Returns {@code count} standard normal deviates. */
  double[] normals(int count) {
    double[] deviates = new double[count];
    for (int i = 0; i < count; i++) {
      deviates[i] = normal();
    }
    return deviates;
  }
}
