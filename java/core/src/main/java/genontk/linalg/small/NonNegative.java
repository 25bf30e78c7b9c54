package genontk.linalg.small;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Quadratic problems over the few variance components that may not be negative, solved exactly by
 * trying every face of the orthant.
 */
public final class NonNegative {

  /**
   * Share of the value by which another face has to be better than the one that holds the start.
   */
  private static final double TIE = 1e-12;

  private NonNegative() {}

  /**
   * Returns the x >= 0 that minimises x'Bx/2 - b'x; of equals the one that is positive where {@code
   * start} is.
   */
  public static double[] minimum(double[][] quadratic, double[] linear, double[] start) {
    double[] best = new double[linear.length];
    double value = 0;
    List<int[]> faces = faces(linear.length);
    faces.add(0, support(start));
    for (int[] face : faces) {
      double[] x = onFace(quadratic, linear, face);
      if (x == null || Arrays.stream(x).anyMatch(component -> component < 0)) {
        continue;
      }
      double here = -0.5 * SmallMatrix.dot(linear, x);
      if (here < value - TIE * Math.abs(value)) {
        value = here;
        best = x;
      }
    }
    return best;
  }

  /** Returns the minimum among vectors that are zero off a face; null where it is not unique. */
  private static double[] onFace(double[][] quadratic, double[] linear, int[] face) {
    double[][] factor = SmallMatrix.factor(SmallMatrix.select(quadratic, face));
    return factor == null
        ? null
        : spread(SmallMatrix.solve(factor, select(linear, face)), face, linear.length);
  }

  /** Returns every set of indices below {@code size} but the empty one. */
  public static List<int[]> faces(int size) {
    List<int[]> faces = new ArrayList<>();
    for (int bits = (1 << size) - 1; bits > 0; bits--) {
      int[] face = new int[Integer.bitCount(bits)];
      for (int i = 0, k = 0; i < size; i++) {
        if ((bits >> i & 1) == 1) {
          face[k++] = i;
        }
      }
      faces.add(face);
    }
    return faces;
  }

  private static int[] support(double[] x) {
    return IntStream.range(0, x.length).filter(i -> x[i] > 0).toArray();
  }

  public static double[] select(double[] x, int[] face) {
    return Arrays.stream(face).mapToDouble(i -> x[i]).toArray();
  }

  public static double[] spread(double[] onFace, int[] face, int size) {
    double[] x = new double[size];
    for (int k = 0; k < face.length; k++) {
      x[face[k]] = onFace[k];
    }
    return x;
  }
}
