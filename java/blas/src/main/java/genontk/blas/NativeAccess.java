package genontk.blas;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import genontk.error.Message;
import genontk.linalg.BackendUnavailable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads the native library of JNA.
 *
 * <p>JNA unpacks it to a temporary folder, which is removed after loading. JNA would also start
 * {@code ldconfig} to find the system's library folders, and a JVM inside R would wait for it for
 * ever. A path that is already set prevents this.
 */
final class NativeAccess {

  private static final Map<String, String> WHILE_LOADING =
      Map.of("jna.nosys", "true", "jna.platform.library.path", "/usr/lib");

  private NativeAccess() {}

  /**
   * Loads the library.
   *
   * @throws BackendUnavailable if the temporary folder cannot be written or allows no programs, or
   *     JNA does not know this machine
   */
  static void load() throws BackendUnavailable {
    Path folder = null;
    Map<String, String> before = new HashMap<>();
    try {
      folder = Files.createTempDirectory("genontk-jna");
      Map<String, String> properties = new HashMap<>(WHILE_LOADING);
      properties.put("jna.tmpdir", folder.toString());
      properties.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
      Class.forName(Native.class.getName());
      Class.forName(NativeLibrary.class.getName());
    } catch (IOException | ClassNotFoundException | LinkageError e) {
      throw new BackendUnavailable(
          List.of(
              Message.of(
                  "JNA, by which native libraries are called, cannot be loaded from %s (%s). Set"
                      + " TMPDIR to a folder that may hold programs.",
                  System.getProperty("java.io.tmpdir"), BlasProvider.firstLine(e))));
    } finally {
      before.forEach(NativeAccess::restore);
      if (folder != null) {
        remove(folder);
      }
    }
  }

  private static void restore(String name, String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }

  /** Removes the folder and its files; on Windows a loaded library stays until the process ends. */
  private static void remove(Path folder) {
    try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(folder)) {
      for (Path file : unpacked) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
