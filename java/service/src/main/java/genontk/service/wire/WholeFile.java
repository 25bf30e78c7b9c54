package genontk.service.wire;

import genontk.error.BridgeFailed;
import genontk.error.InvalidInput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files of which a reader finds the old one or the new one, never half of one. */
public final class WholeFile {

  private static final int BUFFER = 1 << 18;

  private WholeFile() {}

  /**
   * Checks that a file can be written beside the target, before anything is computed for it.
   *
   * @throws InvalidInput if the target is a folder, or lies in none that may be written to
   */
  public static void require(Path target) {
    if (Files.isDirectory(target)) {
      throw InvalidInput.of("'%s' is a folder; give the path of a file.", target);
    }
    if (!Files.isWritable(target.resolveSibling(""))) {
      throw InvalidInput.of(
          "'%s' could not be written; give a folder that exists and that you may write to.",
          target);
    }
  }

  /**
   * Writes a file beside the target, then moves it there. Java deletes the unfinished file when it
   * ends, also after Python was killed.
   *
   * @return the number of bytes
   * @throws InvalidInput if the target is a folder or cannot be written
   */
  public static long write(Path target, Archive.Content content) {
    require(target);
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    part.toFile().deleteOnExit();
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.write(out);
        out.flush();
        channel.force(true);
      }
      long bytes = Files.size(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return bytes;
    } catch (IOException e) {
      forget(part, e);
      throw InvalidInput.of(
          e,
          "'%s' could not be written (%s); give a folder that exists, that you may write to and"
              + " that has room.",
          target,
          e);
    }
  }

  private static void forget(Path part, IOException cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
      throw BridgeFailed.of(cause, "'%s' was left behind and could not be deleted.", part);
    }
  }
}
