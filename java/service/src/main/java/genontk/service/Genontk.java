package genontk.service;

import genontk.error.BridgeFailed;
import genontk.error.GenontkException;
import genontk.linalg.Backends;
import genontk.linalg.Matrix;
import genontk.run.Threads;
import genontk.service.request.Request;
import genontk.service.request.Version;
import genontk.service.wire.Failure;
import genontk.service.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The facade that R and Python call; docs/protocol.md describes requests and results.
 *
 * <p>Every method takes and returns text, integers or flat arrays. Those that return text never
 * throw: an error is JSON with the one field {@code error}. All may be called by several threads at
 * once.
 */
public final class Genontk {

  /** So often a caller may tell of the progress, and look whether it is to go on. */
  private static final long WAIT_MILLIS = 50;

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();

  /** The threads of jobs that are forgotten and compute up to their next checkpoint. */
  private final Set<Thread> leaving = ConcurrentHashMap.newKeySet();

  private final AtomicLong lastJob = new AtomicLong();

  private record Opened(String job) {}

  private record Done(boolean ok) {}

  /** What is at work here. */
  private record Situation(
      String version,
      String java,
      String javaHome,
      long maxHeapBytes,
      int threads,
      String backend,
      String backendDescription,
      List<String> backendReasons) {}

  /**
   * Opens a job.
   *
   * @param request the request as JSON
   * @return {@code {"job": "1"}}, or an error
   */
  public String open(String request) {
    return answer(
        () -> {
          WarmUp.begin(request);
          Job job = new Job(Request.read(request));
          String name = String.valueOf(lastJob.incrementAndGet());
          jobs.put(name, job);
          return Json.write(new Opened(name));
        });
  }

  /**
   * Hands over a matrix by name.
   *
   * @param values its numbers, column-major, which are not copied
   * @return {@code {"ok": true}}, or an error
   */
  public String putMatrix(String job, String name, double[] values, int rows, int columns) {
    return act(job, found -> found.exchange().put(name, new Matrix(values, rows, columns)));
  }

  /** Hands over a model's bytes by name; answers as {@link #putMatrix}. */
  public String putBytes(String job, String name, byte[] bytes) {
    return act(job, found -> found.exchange().put(name, bytes));
  }

  /** Starts a job on a thread of its own and returns at once; answers as {@link #putMatrix}. */
  public String start(String job) {
    return act(job, Job::start);
  }

  /** Returns {@code {"state": ..., "stage": ..., "progress": ...}} of a job, or an error. */
  public String status(String job) {
    return answer(() -> Json.write(job(job).status()));
  }

  /** Waits until a job has ended, at most {@value #WAIT_MILLIS} ms; answers as {@link #status}. */
  public String await(String job) {
    return answer(() -> Json.write(job(job).await(WAIT_MILLIS)));
  }

  /** Asks a job to stop and returns at once; answers as {@link #putMatrix}. */
  public String cancel(String job) {
    return act(job, Job::cancel);
  }

  /** Returns the result of a job that has ended, or its error. */
  public String result(String job) {
    return answer(() -> job(job).result());
  }

  /**
   * Returns a matrix of the result, column-major, and forgets it.
   *
   * @throws BridgeFailed if there is none of that name
   */
  public double[] takeMatrix(String job, String name) {
    return job(job).exchange().takeMatrix(name);
  }

  /**
   * Returns the fitted model's bytes and forgets them.
   *
   * @throws BridgeFailed if there are none of that name
   */
  public byte[] takeBytes(String job, String name) {
    return job(job).exchange().takeBytes(name);
  }

  /**
   * Forgets a job and what it holds; one that runs is cancelled first. Answers as {@link
   * #putMatrix}.
   */
  public String close(String job) {
    return answer(
        () -> {
          Job found = jobs.remove(job);
          if (found != null) {
            leave(found);
          }
          return Json.write(new Done(true));
        });
  }

  /**
   * Cancels and forgets all jobs and returns when none computes any more; answers as {@link
   * #putMatrix}. It belongs before the end of the process: OpenBLAS, unloaded while a thread of its
   * own works, waits for that thread for ever.
   */
  public String closeAll() {
    return answer(
        () -> {
          jobs.values().forEach(this::leave);
          jobs.clear();
          leaving.forEach(Genontk::join);
          return Json.write(new Done(true));
        });
  }

  private void leave(Job job) {
    job.cancel();
    job.thread().ifPresent(leaving::add);
    leaving.removeIf(thread -> !thread.isAlive());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever waits no more goes on to the end
    }
  }

  /** Returns version, Java, heap, threads and backend as JSON. */
  public String sitrep() {
    return answer(
        () -> {
          Threads threads = Threads.available();
          Backends.Choice choice = Backends.choose(Backends.AUTO);
          return Json.write(
              new Situation(
                  Version.CURRENT,
                  System.getProperty("java.version"),
                  System.getProperty("java.home"),
                  Runtime.getRuntime().maxMemory(),
                  threads.count(),
                  choice.backend().name(),
                  choice.backend().description(),
                  choice.reasons()));
        });
  }

  private String act(String job, Consumer<Job> action) {
    return answer(
        () -> {
          action.accept(job(job));
          return Json.write(new Done(true));
        });
  }

  private Job job(String name) {
    Job job = name == null ? null : jobs.get(name);
    if (job == null) {
      throw BridgeFailed.of(
          "There is no job '%s'; it was closed, or never opened. Open one.", name);
    }
    return job;
  }

  private static String answer(Supplier<String> answer) {
    try {
      return answer.get();
    } catch (GenontkException e) {
      return Failure.json(e);
    } catch (RuntimeException e) {
      return Failure.json(
          BridgeFailed.of(e, "A fault of genontk itself: %s. Please report it.", e));
    }
  }
}
