package genontk.service;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import genontk.error.BridgeFailed;
import genontk.error.Cancelled;
import genontk.error.GenontkException;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.error.OutOfMemory;
import genontk.linalg.Backends;
import genontk.linalg.LinearAlgebra;
import genontk.run.Cancellation;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.run.NativeMemory;
import genontk.run.Progress;
import genontk.run.Threads;
import genontk.service.compare.CompareTask;
import genontk.service.fit.FitTask;
import genontk.service.genotypes.ConversionTask;
import genontk.service.genotypes.GenotypesTask;
import genontk.service.genotypes.PhenotypesTask;
import genontk.service.genotypes.SimulateGenotypesTask;
import genontk.service.genotypes.SimulateTraitTask;
import genontk.service.kernel.ConvergenceTask;
import genontk.service.kernel.KernelTask;
import genontk.service.loco.LocoTask;
import genontk.service.model.EffectsTask;
import genontk.service.model.LoadTask;
import genontk.service.model.ModelKernelsTask;
import genontk.service.model.SaveTask;
import genontk.service.people.FormulaTask;
import genontk.service.predict.PredictTask;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.service.request.TaskContext;
import genontk.service.wire.Failure;
import genontk.service.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A request on its way: opened, running on a thread of its own, then done, failed or cancelled. */
final class Job {

  /** The state of a job. */
  enum State {
    OPEN,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What {@code status} answers. */
  record Status(String state, String stage, double progress) {}

  /**
   * The estimated heap of a job and the largest heap that was seen in use, in bytes; then the same
   * for the memory that backends hold outside the heap.
   */
  record Memory(long estimate, long peak, long nativeEstimate, long nativePeak) {}

  /** A result with the time, memory and backend that are known at the end. */
  record Ended(
      @JsonUnwrapped Object result,
      double seconds,
      Memory memory,
      String backendDescription,
      List<String> backendReasons) {}

  /** The name of a job's thread. */
  static final String THREAD = "genontk-job";

  private final Request request;
  private final Exchange exchange;
  private final Cancellation cancellation = new Cancellation();
  private volatile State state = State.OPEN;
  private volatile Status status = new Status(State.OPEN.label(), "", 0);
  private volatile String result;
  private volatile long peak;
  private volatile Thread thread;

  Job(Request request) {
    this.request = request;
    this.exchange = new Exchange(request);
  }

  Exchange exchange() {
    return exchange;
  }

  synchronized void start() {
    if (state != State.OPEN) {
      throw new BridgeFailed("The job was started already; open another one.");
    }
    state = State.RUNNING;
    status = new Status(State.RUNNING.label(), "", 0);
    thread = Threads.daemon(this::run);
    thread.setName(THREAD);
    thread.start();
  }

  /** Returns the thread that the job was started on. */
  Optional<Thread> thread() {
    return Optional.ofNullable(thread);
  }

  private void run() {
    long begin = System.nanoTime();
    try {
      Threads threads = request.computing().chosenThreads();
      Execution execution = new Execution(threads, cancellation, progress());
      Backends.Choice choice = Backends.choose(request.computing().backend());
      Task task = task(choice.backend().on(execution), execution);
      NativeMemory.forgetPeak();
      Object outcome = task.run();
      cancellation.checkpoint();
      double seconds = (System.nanoTime() - begin) / 1e9;
      peak = Math.max(peak, MemoryBudget.used());
      Ended ended =
          new Ended(
              outcome,
              seconds,
              new Memory(
                  task.estimatedBytes(), peak, task.estimatedNativeBytes(), NativeMemory.peak()),
              choice.backend().description(),
              choice.reasons());
      end(State.DONE, Json.write(ended));
    } catch (Cancelled e) {
      end(State.CANCELLED, Failure.json(e));
    } catch (GenontkException e) {
      end(State.FAILED, Failure.json(e));
    } catch (OutOfMemoryError e) {
      end(State.FAILED, Failure.json(outOfMemory(e)));
    } catch (Throwable e) { // a job that does not say that it ended lets its caller wait for ever
      end(
          State.FAILED,
          Failure.json(BridgeFailed.of(e, "A fault of genontk itself: %s. Please report it.", e)));
    }
  }

  private Task task(LinearAlgebra algebra, Execution execution) {
    String task = request.task() == null ? "" : request.task();
    return switch (task) {
      case "ntk_lmm", "ntk_krr" ->
          new FitTask(new TaskContext(request, exchange, algebra, execution));
      case "kernel" ->
          request.prediction().model() == null
              ? new KernelTask(request, exchange, algebra, execution)
              : new ModelKernelsTask(request, exchange, algebra, execution);
      case "convergence" -> new ConvergenceTask(request, exchange, algebra, execution);
      case "compare", "splits" -> new CompareTask(request, exchange, execution);
      case "predict" -> new PredictTask(request, exchange, algebra, execution);
      case "genotypes" -> new GenotypesTask(request, exchange, execution);
      case "formula" -> new FormulaTask(request);
      case "phenotypes" -> new PhenotypesTask(request);
      case "conversion" -> new ConversionTask(request);
      case "simulate_genotypes" -> new SimulateGenotypesTask(request, exchange, execution);
      case "simulate_trait" -> new SimulateTraitTask(request, exchange, execution);
      case "save_model" -> new SaveTask(request, exchange, algebra, execution);
      case "load_model" -> new LoadTask(request, exchange);
      case "snp_effects" -> new EffectsTask(request, exchange, algebra, execution);
      case "loco" -> new LocoTask(request, exchange, algebra, execution);
      default ->
          throw InvalidInput.of(
              "task = '%s' was given; allowed are 'ntk_lmm', 'ntk_krr', 'compare', 'splits',"
                  + " 'predict', 'kernel', 'convergence', 'genotypes', 'phenotypes', 'conversion',"
                  + " 'formula', 'simulate_genotypes', 'simulate_trait', 'save_model',"
                  + " 'load_model', 'snp_effects' and 'loco'.",
              task);
    };
  }

  private Progress progress() {
    return (stage, fraction) -> {
      peak = Math.max(peak, MemoryBudget.used());
      status = new Status(State.RUNNING.label(), stage, fraction);
    };
  }

  private synchronized void end(State last, String json) {
    result = json;
    state = last;
    status = new Status(last.label(), "", 1);
    notifyAll();
  }

  private static OutOfMemory outOfMemory(OutOfMemoryError error) {
    long heap = Runtime.getRuntime().maxMemory();
    OutOfMemory typed =
        new OutOfMemory(
            Message.of(
                "The Java heap of %.0f MB was used up (%s). Start Java with a larger heap.",
                heap / 1e6, error.getMessage()),
            heap,
            heap);
    typed.initCause(error);
    return typed;
  }

  Status status() {
    return status;
  }

  /** Waits until the job has ended or the time is over; a job that was not started never ends. */
  synchronized Status await(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = millis; state == State.RUNNING && left > 0; left = millisTo(end)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever waits no more is told how things are
    }
    return status;
  }

  private static long millisTo(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  void cancel() {
    cancellation.request();
  }

  /** Returns the JSON of the result or of the error. */
  String result() {
    if (state == State.OPEN || state == State.RUNNING) {
      throw BridgeFailed.of(
          "The job has not ended (it is %s); ask for its status first.", state.label());
    }
    return result;
  }
}
