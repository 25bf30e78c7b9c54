package genontk.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Ends this process when Python ends, however it ends.
 *
 * <p>The end of standard input shows it at once. A child that Python forked may still hold the
 * other end of that pipe, so the process itself is watched too; by polling, since {@link
 * ProcessHandle#onExit} looks only every few seconds at a process that is not a child of this one.
 *
 * <p>A line {@code archive} before the end says that Python waits until the JVM has written its
 * classes to an archive. Without it the JVM is halted a second after it began to end.
 */
final class ParentWatch {
  private static final Logger LOG = Logger.getLogger(ParentWatch.class.getName());
  private static final long POLL_MILLIS = 500;
  private static final long EXIT_MILLIS = 1_000;
  private static final String ARCHIVE = "archive";
  private static final long ARCHIVE_MILLIS = 10_000;
  private static final int HALTED = 1;

  private final Handshake handshake;
  private volatile long exitMillis = EXIT_MILLIS;
  private boolean ending;

  private ParentWatch(Handshake handshake) {
    this.handshake = handshake;
  }

  static void start(Handshake handshake, BufferedReader input) {
    ParentWatch watch = new ParentWatch(handshake);
    startDaemon("genontk-watch-input", () -> watch.untilInputEnds(input));
    startDaemon("genontk-watch-parent", watch::untilParentEnds);
  }

  private void untilInputEnds(BufferedReader input) {
    try {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.equals(ARCHIVE)) {
          exitMillis = ARCHIVE_MILLIS;
        }
      }
    } catch (IOException e) {
      LOG.fine(() -> "Standard input failed: " + e.getMessage());
    }
    end("Python closed the gateway");
  }

  private void untilParentEnds() {
    Optional<ProcessHandle> parent = ProcessHandle.of(handshake.parent());
    while (parent.isPresent() && parent.get().isAlive()) {
      sleep(POLL_MILLIS);
    }
    end("The Python process " + handshake.parent() + " has ended");
  }

  private void end(String why) {
    synchronized (this) {
      if (ending) {
        return;
      }
      ending = true;
    }
    LOG.info(why);
    startDaemon(
        "genontk-halt",
        () -> {
          sleep(exitMillis);
          Runtime.getRuntime().halt(HALTED);
        });
    PrivateFiles.remove(handshake.prefixes());
    System.exit(0);
  }

  private static void startDaemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
