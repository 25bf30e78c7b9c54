import genontk.linalg.Backends;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.Random;

/** Times the backend that is chosen here: {@code Speed N THREADS [BACKEND]}. */
public class Speed {
  static final int SLOW = 3000;
  private static final int REPEATS = 3;

  private final LinearAlgebra algebra;
  private final int n;
  private final Matrix a;
  private final Matrix spd;

  private Speed(LinearAlgebra algebra, int n) {
    this.algebra = algebra;
    this.n = n;
    Random random = new Random(1);
    a = Matrix.zeros(n, n);
    Arrays.setAll(a.data(), i -> random.nextDouble() - 0.5);
    spd = Matrix.zeros(n, n);
    algebra.multiplySymmetric(1.0 / n, a, false, 0, spd);
    for (int i = 0; i < n; i++) {
      spd.set(i, i, spd.get(i, i) + 1);
    }
  }

  public static void main(String[] arguments) {
    System.out.print(of(arguments));
  }

  /** Returns the table as text: what, seconds. */
  public static String of(String[] arguments) {
    int n = Integer.parseInt(arguments[0]);
    Execution execution =
        new Execution(
            Threads.of(Integer.parseInt(arguments[1])), new Cancellation(), Progress.NONE);
    LinearAlgebra algebra =
        Backends.choose(arguments.length > 2 ? arguments[2] : "auto").backend().on(execution);
    return "  " + algebra.description() + "\n" + new Speed(algebra, n).table();
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    Matrix c = Matrix.zeros(n, n);
    time(table, "gemm", 2, () -> algebra.multiply(1, a, false, a, true, 0, c));
    time(table, "syrk", 1, () -> algebra.multiplySymmetric(1, a, false, 0, c));
    double[] work = new double[n * n];
    Matrix copy = new Matrix(work, n, n);
    time(table, "potrf", 1 / 3.0, () -> algebra.cholesky(copied(spd, copy)));
    time(table, "solve", 2, () -> algebra.cholesky(copied(spd, copy)).solve(copied(a, c)));
    time(table, "inverse", 1, () -> algebra.cholesky(copied(spd, copy)).inverse());
    if (n <= SLOW) {
      time(table, "sytrd", 4 / 3.0, () -> algebra.tridiagonal(copied(spd, copy)));
      time(table, "syevd", 4, () -> algebra.eigen(copied(spd, copy)));
    }
    return table.toString();
  }

  private static Matrix copied(Matrix from, Matrix to) {
    System.arraycopy(from.data(), 0, to.data(), 0, from.data().length);
    return to;
  }

  private void time(StringBuilder table, String what, double flops, Runnable work) {
    time(table, n, what, flops, work);
  }

  static void time(StringBuilder table, int n, String what, double flops, Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    table.append(
        String.format(
            "  %-10s %8.3f s %8.1f GF/s%n", what, best, flops * n * n * (double) n / best / 1e9));
  }
}
