package genontk.service;

import genontk.error.GenontkException;
import genontk.linalg.Backends;
import genontk.run.Threads;
import genontk.service.result.FitResult;
import genontk.service.wire.Json;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * What the first job of a process needs besides its request, begun while that is read: to load the
 * classes for reading takes as long as to open a backend and to load those that write a result.
 */
final class WarmUp {

  private static final Pattern NAMES_A_BACKEND =
      Pattern.compile("\"backend\"\\s*:\\s*\"(?!" + Backends.AUTO + "\")");
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private WarmUp() {}

  /** Begins, once a process, unless the job will ask for a backend of its own. */
  static void begin(String request) {
    if (BEGUN.compareAndSet(false, true) && !NAMES_A_BACKEND.matcher(request).find()) {
      Threads.daemon(WarmUp::run).start();
    }
  }

  private static void run() {
    try {
      Backends.choose(Backends.AUTO);
    } catch (GenontkException e) {
      return; // the job itself meets it, and says so
    }
    Json.prepareToWrite(FitResult.class);
  }
}
