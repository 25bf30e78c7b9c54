package genontk.gateway;

import genontk.service.Genontk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts the gateway.
 *
 * <p>{@link Handshake} describes the lines that Python writes to standard input. The answer is one
 * line on standard output, {@code genontk PORT}; all later output goes to standard error.
 */
public final class Main {
  private Main() {}

  /**
   * Starts the gateway, which runs until the Python process ends or closes standard input.
   *
   * @throws IOException if standard input ends within the handshake, or no port is free
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream answer = System.out;
    System.setOut(System.err);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Handshake handshake = Handshake.read(input);
    Genontk facade = new Genontk();
    ParentWatch.start(handshake.parent(), input, Shutdown.prepare(handshake, facade));
    nameProcess();

    FacadeServer server = new FacadeServer(FacadeMethods.of(facade), new Token(handshake.token()));
    server.start(true);
    answer.println("genontk " + server.getListeningPort());
    answer.flush();
  }

  /** Lets {@code ps} and {@code top} show genontk instead of java, where the system allows it. */
  private static void nameProcess() {
    Path title = Path.of("/proc/self/comm");
    if (Files.isWritable(title)) {
      try {
        Files.writeString(title, "genontk-java");
      } catch (IOException e) {
        System.err.println("The process keeps the title java: " + e.getMessage());
      }
    }
  }
}
