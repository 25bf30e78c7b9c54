package genontk.gateway;

import genontk.error.Message;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;

/** The files and folders of one Python process, known by the beginning of their names. */
final class PrivateFiles {
  private static final Logger LOG = Logger.getLogger(PrivateFiles.class.getName());
  private static final int ATTEMPTS = 3;

  private PrivateFiles() {}

  /**
   * Removes all files and folders that begin with one of the prefixes. It takes several attempts,
   * because a job that still runs may put a file into a folder that is being emptied.
   */
  static void remove(List<Path> prefixes) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      prefixes.forEach(PrivateFiles::removeMatching);
    }
  }

  private static void removeMatching(Path prefix) {
    String start = prefix.getFileName().toString();
    try (DirectoryStream<Path> matches =
        Files.newDirectoryStream(
            prefix.getParent(), p -> p.getFileName().toString().startsWith(start))) {
      matches.forEach(PrivateFiles::removeTree);
    } catch (IOException e) {
      LOG.warning(() -> "Cannot list " + prefix.getParent() + ": " + e.getMessage());
    }
  }

  /** Removes a file, or a folder with its content. Links are removed, never followed. */
  private static void removeTree(Path path) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
          children.forEach(PrivateFiles::removeTree);
        }
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warning(() -> Message.of("Cannot remove %s: %s", path, e.getMessage()));
    }
  }
}
