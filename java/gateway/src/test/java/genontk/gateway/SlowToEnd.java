package genontk.gateway;

import java.io.IOException;

/** Runs the gateway in a JVM that ends slowly, as it does while it writes an archive. */
final class SlowToEnd {
  private static final long MILLIS = 1_500;

  private SlowToEnd() {}

  public static void main(String[] arguments) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(SlowToEnd::sleep));
    Main.main(arguments);
  }

  private static void sleep() {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
