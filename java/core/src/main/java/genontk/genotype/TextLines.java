package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.run.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads UTF-8 text with the line ends of Unix or Windows, with or without a byte order mark. */
public final class TextLines {

  private static final char MARK = '\uFEFF';

  /** The largest file; a longer one is no table of people or SNPs, and no Java string. */
  private static final long MOST_BYTES = 1L << 30;

  /** The memory per byte of a table, as text and as words. */
  private static final long BYTES_PER_BYTE = 4;

  private TextLines() {}

  /**
   * Reads the lines of a file.
   *
   * @throws InvalidInput if the file cannot be read, is compressed, holds more than 1 GiB, or is no
   *     UTF-8 text
   * @throws genontk.error.OutOfMemory if the table does not fit into the heap
   */
  public static List<String> read(Path file) {
    return text(file).lines().toList();
  }

  /** Reads a text as a whole, without its byte order mark; see {@link #read}. */
  static String text(Path file) {
    try {
      refuseCompressed(file);
      refuseLarge(file);
      String text = Files.readString(file);
      return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw InvalidInput.of(
          e, "'%s' is not UTF-8 text; is it compressed, or another kind of file?", file);
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' could not be read: %s.", file, e.getMessage());
    }
  }

  private static void refuseLarge(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw InvalidInput.of(
          "'%s' holds %s bytes; allowed are tables of up to 1 GiB. Split it by chromosome.",
          file, size);
    }
    MemoryBudget.require(BYTES_PER_BYTE * size, "The table '" + file + "'");
  }

  private static void refuseCompressed(Path file) throws IOException {
    try (InputStream start = Files.newInputStream(file)) {
      byte[] magic = start.readNBytes(2);
      if (magic.length == 2 && isGzip(magic[0], magic[1])) {
        throw compressed(file);
      }
    }
  }

  /** Returns whether a file that begins with these bytes is compressed by gzip. */
  static boolean isGzip(byte first, byte second) {
    return first == 0x1f && second == (byte) 0x8b;
  }

  static InvalidInput compressed(Path file) {
    return InvalidInput.of(
        "'%s' is compressed by gzip; allowed are uncompressed files. Type: gzip -dc %s > NEW.",
        file, Conversion.quoted(file.toString()));
  }
}
