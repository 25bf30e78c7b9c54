import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import java.util.Arrays;
import java.util.Random;
import org.netlib.util.intW;

/** The same calls by dev.ludovic.netlib, for comparison. */
public class Netlib {
  private Netlib() {}

  /** Returns the table as text. */
  public static String of(int n) {
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
    StringBuilder table = new StringBuilder();
    Speed.time(table, n, "gemm", 2, () -> blas.dgemm("N", "T", n, n, n, 1, a, n, a, n, 0, c, n));
    Speed.time(table, n, "syrk", 1, () -> blas.dsyrk("L", "N", n, n, 1, a, n, 0, c, n));
    Speed.time(
        table,
        n,
        "potrf",
        1 / 3.0,
        () -> {
          System.arraycopy(positive, 0, c, 0, n * n);
          lapack.dpotrf("L", n, c, n, info);
        });
    if (n <= Speed.SLOW) {
      double[] values = new double[n];
      double[] work = new double[1 + 6 * n + 2 * n * n];
      int[] integers = new int[3 + 5 * n];
      Speed.time(
          table,
          n,
          "syevd",
          4,
          () -> {
            System.arraycopy(positive, 0, c, 0, n * n);
            lapack.dsyevd(
                "V", "L", n, c, n, values, work, work.length, integers, integers.length, info);
          });
    }
    return table.toString();
  }
}
