package genontk.gateway;

import genontk.error.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Ends this process when Python ends, however it ends.
 *
 * <p>The end of standard input shows it at once. A child that Python forked may still hold the
 * other end of that pipe, so the process itself is watched too. It is polled, since {@link
 * ProcessHandle#onExit} looks only every few seconds at a process that is not a child of this one.
 *
 * <p>A line {@code archive} before the end says that Python waits until the JVM has written its
 * classes to an archive.
 */
final class ParentWatch {
  private static final Logger LOG = Logger.getLogger(ParentWatch.class.getName());
  private static final long POLL_MILLIS = 500;
  private static final String ARCHIVE = "archive";

  private final long parent;
  private final Shutdown shutdown;

  private ParentWatch(long parent, Shutdown shutdown) {
    this.parent = parent;
    this.shutdown = shutdown;
  }

  static void start(long parent, BufferedReader input, Shutdown shutdown) {
    ParentWatch watch = new ParentWatch(parent, shutdown);
    Daemon.start("genontk-watch-input", () -> watch.untilInputEnds(input));
    Daemon.start("genontk-watch-parent", watch::untilParentEnds);
  }

  private void untilInputEnds(BufferedReader input) {
    try {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.equals(ARCHIVE)) {
          shutdown.allowArchive();
        }
      }
    } catch (IOException e) {
      LOG.fine(() -> "Standard input failed: " + e.getMessage());
    }
    end("Python closed the gateway");
  }

  private void untilParentEnds() {
    Optional<ProcessHandle> process = ProcessHandle.of(parent);
    while (process.isPresent() && process.get().isAlive()) {
      Daemon.sleep(POLL_MILLIS);
    }
    end(Message.of("The Python process %s has ended", parent));
  }

  private static void end(String why) {
    LOG.info(why);
    System.exit(0);
  }
}
