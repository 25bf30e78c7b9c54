package genontk.service;

import genontk.error.GenontkException;
import genontk.linalg.Backends;
import genontk.run.Threads;
import genontk.service.result.FitResult;
import genontk.service.wire.Json;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Loads classes and opens a backend while the first request of a process is read. Reading it takes
 * as long as that, because it loads classes too.
 */
final class WarmUp {

  private static final Pattern NAMES_A_BACKEND =
      Pattern.compile("\"backend\"\\s*:\\s*\"(?!" + Backends.AUTO + "\")");
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private WarmUp() {}

  /** Begins, once per process, unless the job asks for a backend of its own. */
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
