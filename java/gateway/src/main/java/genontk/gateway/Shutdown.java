package genontk.gateway;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import genontk.service.Genontk;
import java.util.logging.Logger;

/**
 * The work of this process at its end, whatever ends it: it removes the private files and waits
 * until running jobs reach their next checkpoint. It is cut short after a second, or after ten if
 * the JVM is to write its classes to an archive.
 */
final class Shutdown {
  private static final Logger LOG = Logger.getLogger(Shutdown.class.getName());
  private static final long MILLIS = 1_000;
  private static final long ARCHIVE_MILLIS = 10_000;
  private static final int CUT_SHORT = 1;

  private final Handshake handshake;
  private final Genontk facade;
  private volatile long millis = MILLIS;

  private Shutdown(Handshake handshake, Genontk facade) {
    this.handshake = handshake;
    this.facade = facade;
  }

  static Shutdown prepare(Handshake handshake, Genontk facade) {
    Shutdown shutdown = new Shutdown(handshake, facade);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "genontk-shutdown"));
    return shutdown;
  }

  /** Allows the time that an archive takes. */
  void allowArchive() {
    millis = ARCHIVE_MILLIS;
  }

  private void run() {
    Daemon.start(
        "genontk-cut-short",
        () -> {
          Daemon.sleep(millis);
          cutShort();
        });
    PrivateFiles.remove(handshake.prefixes());
    facade.closeAll();
  }

  /**
   * Ends the process without the exit handlers of libraries, for which Java's own halt() waits:
   * that of OpenBLAS never returns while one of its threads works.
   */
  private static void cutShort() {
    try {
      Function.getFunction(Platform.C_LIBRARY_NAME, "_exit").invokeVoid(new Object[] {CUT_SHORT});
    } catch (LinkageError | RuntimeException e) { // where JNA fails there is no OpenBLAS
      LOG.fine(() -> "The C library has no _exit: " + e.getMessage());
    }
    Runtime.getRuntime().halt(CUT_SHORT);
  }
}
