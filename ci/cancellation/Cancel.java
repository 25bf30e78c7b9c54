import genontk.error.Cancelled;
import genontk.linalg.Backends;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import genontk.service.Genontk;
import java.util.Random;

/** Cancels work on N people at several moments and prints the time until it ended: {@code Cancel N}. */
public class Cancel {
  private static final int SNPS = 500;
  private static final double[] MOMENTS = {0.2, 1, 3, 8, 20, 45};

  private final int n;
  private final double[] genotypes;
  private final double[] y;

  private Cancel(int n) {
    this.n = n;
    Random random = new Random(1);
    genotypes = random.ints((long) n * SNPS, 0, 3).asDoubleStream().toArray();
    y = random.doubles(n).toArray();
  }

  public static void main(String[] arguments) throws InterruptedException {
    Cancel cancel = new Cancel(Integer.parseInt(arguments[0]));
    System.out.println(Backends.choose("auto").backend().description());
    System.out.printf("%-24s %8s  %-22s %10s%n", "work", "after s", "stage", "went on s");
    cancel.cholesky();
    cancel.jobs("kernel", "ntk");
    cancel.jobs("ntk_lmm", "additive+ntk");
    cancel.jobs("ntk_krr", "ntk");
  }

  private void cholesky() throws InterruptedException {
    Matrix a = Matrix.zeros(n, n);
    for (double moment : MOMENTS) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          a.set(i, j, i == j ? 2 : 1.0 / n);
        }
      }
      Cancellation cancellation = new Cancellation();
      LinearAlgebra algebra =
          Backends.choose("auto")
              .backend()
              .on(new Execution(Threads.available(), cancellation, Progress.NONE));
      boolean[] cancelled = new boolean[1];
      Thread work =
          Threads.daemon(
              () -> {
                try {
                  algebra.cholesky(a);
                } catch (Cancelled e) {
                  cancelled[0] = true;
                }
              });
      work.start();
      work.join((long) (1000 * moment));
      long begin = System.nanoTime();
      cancellation.request();
      work.join();
      print("Cholesky", moment, "", begin, cancelled[0] ? "" : "ended before");
      if (!cancelled[0]) {
        return;
      }
    }
  }

  private void jobs(String task, String kernel) throws InterruptedException {
    for (double moment : MOMENTS) {
      Genontk genontk = new Genontk();
      String job =
          genontk
              .open(
                  "{\"task\": \"" + task + "\", \"kernel\": \"" + kernel + "\","
                      + (task.equals("kernel") ? "" : "\"y\": {\"name\": \"y\"},")
                      + "\"genotypes\": {\"values\": {\"name\": \"g\"}}}")
              .replaceAll("[^0-9]", "");
      genontk.putMatrix(job, "g", genotypes.clone(), n, SNPS);
      if (!task.equals("kernel")) {
        genontk.putMatrix(job, "y", y.clone(), n, 1);
      }
      genontk.start(job);
      Thread.sleep((long) (1000 * moment));
      String stage = genontk.status(job).replaceAll(".*\"stage\":\"([^\"]*)\".*", "$1");
      long begin = System.nanoTime();
      genontk.cancel(job);
      while (genontk.status(job).contains("\"running\"")) {
        Thread.sleep(5);
      }
      boolean cancelled = genontk.status(job).contains("\"cancelled\"");
      String end = cancelled ? "" : genontk.result(job).substring(0, 60);
      print(task + " " + kernel, moment, stage, begin, end);
      genontk.close(job);
      if (!cancelled) {
        return;
      }
    }
  }

  private static void print(String work, double moment, String stage, long begin, String end) {
    System.out.printf(
        "%-24s %8.1f  %-22s %10.2f %s%n",
        work, moment, stage, (System.nanoTime() - begin) / 1e9, end);
  }
}
