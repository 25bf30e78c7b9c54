import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import java.util.Arrays;
import java.util.Random;
import org.netlib.util.intW;

/** The calls of speed.R by dev.ludovic.netlib, for comparison. */
public class Netlib {
  private static final int REPEATS = 3;

  private Netlib() {}

  /** Prints the least time of a few runs of each call, in seconds. */
  public static void times(int n) {
    BLAS blas = NativeBLAS.getInstance();
    LAPACK lapack = NativeLAPACK.getInstance();
    Random random = new Random(1);
    double[] a = new double[n * n];
    Arrays.setAll(a, i -> random.nextDouble() - 0.5);
    double[] c = new double[n * n];
    double[] positive = new double[n * n];
    blas.dsyrk("L", "N", n, n, 1.0 / n, a, n, 0, positive, n);
    for (int i = 0; i < n; i++) {
      positive[i + i * n] += 1;
    }
    intW info = new intW(0);
    time("gemm", () -> blas.dgemm("N", "T", n, n, n, 1, a, n, a, n, 0, c, n));
    time("syrk", () -> blas.dsyrk("L", "N", n, n, 1, a, n, 0, c, n));
    time(
        "cholesky",
        () -> {
          System.arraycopy(positive, 0, c, 0, n * n);
          lapack.dpotrf("L", n, c, n, info);
        });
    double[] values = new double[n];
    double[] work = new double[1 + 6 * n + 2 * n * n];
    int[] integers = new int[3 + 5 * n];
    time(
        "eigen",
        () -> {
          System.arraycopy(positive, 0, c, 0, n * n);
          lapack.dsyevd(
              "V", "L", n, c, n, values, work, work.length, integers, integers.length, info);
        });
  }

  private static void time(String what, Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    System.out.printf("  %-10s %8.3f s%n", what, best);
  }
}
