package genontk.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case has its own process, since a process allows one library only. */
class FallbackTest {

  @TempDir Path folder;

  /** Returns the output of a process that looks for its BLAS in these places. */
  private List<String> choose(String places, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dgenontk.blas=" + places);
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Choose.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), printed);
    return printed.lines().toList();
  }

  private static void assertFallsBack(List<String> printed, String reason) {
    assertEquals("chosen java", printed.get(0));
    String all = String.join("\n", printed);
    assertTrue(printed.stream().anyMatch(l -> l.startsWith("blas: ") && l.contains(reason)), all);
    assertTrue(all.contains("refused InvalidInput") && !all.contains("asked for"), all);
  }

  /** Returns the native library of JNA for a platform. */
  private Path dispatcher(String platform) throws IOException {
    Path file = folder.resolve("lib" + platform + ".so");
    String name = "/com/sun/jna/" + platform + "/libjnidispatch.so";
    try (InputStream library = Native.class.getResourceAsStream(name)) {
      assumeTrue(library != null, "JNA knows no " + platform);
      Files.copy(library, file);
    }
    return file;
  }

  @Test
  void aPathWithoutAFileFallsBack() throws Exception {
    assertFallsBack(choose(folder.resolve("none.so").toString()), "none.so");
  }

  @Test
  void aFileThatIsNoLibraryFallsBack() throws Exception {
    Path text = Files.writeString(folder.resolve("text.so"), "This is no library.");
    assertFallsBack(choose(text.toString()), "text.so");
  }

  @Test
  void aLibraryForAnotherMachineFallsBack() throws Exception {
    String other = Platform.ARCH.equals("aarch64") ? "linux-x86-64" : "linux-aarch64";
    assertFallsBack(choose(dispatcher(other).toString()), other);
  }

  @Test
  void aLibraryWithoutBlasFallsBack() throws Exception {
    assumeTrue(Platform.isLinux(), "the path of a Linux library");
    Path library = dispatcher(Platform.RESOURCE_PREFIX);
    assertFallsBack(choose(library.toString()), "no function dgemm");
  }

  @Test
  void anEmptyListOfPlacesFallsBack() throws Exception {
    assertFallsBack(choose(""), "No BLAS was found");
  }

  @Test
  void theReferenceBlasFallsBack() throws Exception {
    String multiarch = Platform.ARCH.replace("x86-64", "x86_64") + "-linux-gnu";
    Path blas = Path.of("/usr/lib", multiarch, "blas", "libblas.so.3");
    Path lapack = Path.of("/usr/lib", multiarch, "lapack", "liblapack.so.3");
    assumeTrue(Files.exists(blas) && Files.exists(lapack), "no reference BLAS at " + blas);
    assertFallsBack(choose(blas + "|" + lapack), "reference BLAS");
  }

  @Test
  void aTemporaryFolderThatCannotBeWrittenFallsBack() throws Exception {
    String missing = "-Djava.io.tmpdir=" + folder.resolve("missing");
    assertFallsBack(choose("system", missing), "TMPDIR");
  }

  @Test
  void aTemporaryFolderWithoutProgramsFallsBack() throws Exception {
    Path mounted = Files.createDirectory(folder.resolve("noexec"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", mounted.toString()),
        "only root can mount a folder without programs");
    try {
      assertFallsBack(choose("system", "-Djava.io.tmpdir=" + mounted), "TMPDIR");
      try (var left = Files.list(mounted)) {
        assertEquals(List.of(), left.toList());
      }
    } finally {
      run("umount", mounted.toString());
    }
  }

  @Test
  void theNextPlaceIsTriedAndNothingIsLeftInTheTemporaryFolder() throws Exception {
    List<String> system = choose("system");
    assumeTrue(system.get(0).equals("chosen blas"), String.join(" ", system));
    List<String> printed =
        choose(
            folder.resolve("none.so") + File.pathSeparator + "system",
            "-Djava.io.tmpdir=" + folder);
    assertEquals("chosen blas", printed.get(0));
    assertTrue(printed.contains("asked for blas"));
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), left.filter(file -> file.toString().contains("jna")).toList());
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
