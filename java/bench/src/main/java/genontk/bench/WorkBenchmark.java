package genontk.bench;

import genontk.linalg.Matrix;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Kernels and factorisations under JMH, for work on genontk itself: {@code ci/bench jmh -p
 * work=cholesky-2000,gemm-2000 -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class WorkBenchmark {

  /** The work, as {@link Work} names it. */
  @Param({
    "exact-2000-100-2",
    "empirical-500-100-500-2",
    "layers-500-100-500-2",
    "triangle-2000-100",
    "gemm-1000",
    "syrk-1000",
    "cholesky-1000"
  })
  public String work;

  /** The backend: "auto", "java" or "blas". */
  @Param("auto")
  public String backend;

  /** The number of threads. */
  @Param("2")
  public int threads;

  private Work prepared;

  /** Makes the inputs. */
  @Setup
  public void prepare() {
    prepared = Work.named(work, Machine.of(backend, threads));
  }

  /** Renews what a run overwrites. */
  @Setup(Level.Invocation)
  public void restore() {
    prepared.prepare();
  }

  /** Does the work. */
  @Benchmark
  public Matrix run() {
    return prepared.run();
  }
}
