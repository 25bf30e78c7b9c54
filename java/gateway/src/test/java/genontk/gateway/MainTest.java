package genontk.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the gateway as a process of its own. */
class MainTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String SESSION = "genontk-0123456789abcdef";
  private static final long LIMIT_MILLIS = 2_000;

  @TempDir Path folder;
  private Process gateway;
  private BufferedReader output;

  @BeforeEach
  void start() throws IOException {
    start(Main.class);
  }

  private void start(Class<?> main) throws IOException {
    gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectError(folder.resolve("log").toFile())
            .start();
    output =
        new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    gateway.destroyForcibly();
  }

  private int greet(long parent) throws IOException {
    OutputStream input = gateway.getOutputStream();
    String lines = TOKEN + "\n" + parent + "\n" + folder.resolve(SESSION) + "\n\n";
    input.write(lines.getBytes(StandardCharsets.UTF_8));
    input.flush();
    String answer = output.readLine();
    assertTrue(answer.matches("genontk \\d+"), answer);
    return Integer.parseInt(answer.substring("genontk ".length()));
  }

  @Test
  void itServesTheFacade() throws IOException {
    int port = greet(ProcessHandle.current().pid());
    try (Client client = Client.withToken(port, TOKEN)) {
      String answer = client.send("c\nt\nsitrep\ne\n");
      assertTrue(answer.startsWith("!ys{"), answer);
    }
  }

  @Test
  void theTokenIsNotOnTheCommandLine() throws IOException {
    greet(ProcessHandle.current().pid());
    String command = gateway.info().commandLine().orElse("");
    assertFalse(command.contains(TOKEN), command);
  }

  @Test
  void itEndsAndCleansUpWhenStandardInputEnds() throws Exception {
    greet(ProcessHandle.current().pid());
    Path left = privateFile();
    gateway.getOutputStream().close();
    assertEndsSoon();
    assertFalse(Files.exists(left));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void itEndsWhenTheParentDiesThoughStandardInputStaysOpen() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    greet(parent.pid());
    Path left = privateFile();
    Path others = Files.createDirectory(folder.resolve("genontk-ffffffffffffffff-1"));
    parent.destroyForcibly().waitFor();
    assertEndsSoon();
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(others));
  }

  @Test
  void itHaltsAJvmThatIsSlowToEnd() throws Exception {
    stop();
    start(SlowToEnd.class);
    greet(ProcessHandle.current().pid());
    gateway.getOutputStream().close();
    assertEndsSoon();
    assertEquals(1, gateway.exitValue());
  }

  @Test
  void itWaitsForAJvmThatWritesAnArchive() throws Exception {
    stop();
    start(SlowToEnd.class);
    greet(ProcessHandle.current().pid());
    gateway.getOutputStream().write("archive\n".getBytes(StandardCharsets.UTF_8));
    gateway.getOutputStream().close();
    assertTrue(gateway.waitFor(2 * LIMIT_MILLIS, TimeUnit.MILLISECONDS), "still there");
    assertEquals(0, gateway.exitValue());
  }

  @Test
  void itEndsWithAnErrorWhenTheHandshakeIsIncomplete() throws Exception {
    gateway.getOutputStream().close();
    assertTrue(gateway.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS));
    assertEquals(1, gateway.exitValue());
  }

  private Path privateFile() throws IOException {
    Path job = Files.createDirectory(folder.resolve(SESSION + "-1"));
    Files.writeString(job.resolve("y.npy"), "");
    return job;
  }

  private void assertEndsSoon() throws InterruptedException {
    assertTrue(gateway.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS), "still there");
  }
}
