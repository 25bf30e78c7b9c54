package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.run.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads text with the line ends of Unix or Windows, compressed by gzip or not: UTF-8 with or
 * without a byte order mark, or UTF-16 with one.
 */
public final class TextLines {

  private static final char MARK = '\uFEFF';

  /** The largest file; a longer one is no table of people or SNPs, and no Java string. */
  private static final long MOST_BYTES = 1L << 30;

  /** The first two bytes of a file that is compressed by gzip. */
  private static final int GZIP = 0x1f8b;

  private static final int BUFFER = 1 << 16;

  /** The memory per byte of a table, as text and as words. */
  private static final long BYTES_PER_BYTE = 4;

  private TextLines() {}

  /**
   * Reads the lines of a file.
   *
   * @throws InvalidInput if the file cannot be read, holds more than 1 GiB, or is no text
   * @throws genontk.error.OutOfMemory if the table does not fit into the heap
   */
  public static List<String> read(Path file) {
    return text(file).lines().toList();
  }

  /** Reads a text as a whole, without its byte order mark; see {@link #read}. */
  static String text(Path file) {
    try {
      refuseLarge(file, Files.size(file));
      String text = decoded(file);
      if (text.indexOf('\0') >= 0) {
        throw InvalidInput.of(
            "'%s' holds zero bytes and is no text, or UTF-16 without a byte order mark; save it as"
                + " UTF-8 text.",
            file);
      }
      return text;
    } catch (CharacterCodingException e) {
      throw InvalidInput.of(
          e,
          "'%s' is not UTF-8 text; save it as UTF-8, or as text if it is a spreadsheet or another"
              + " kind of file.",
          file);
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' could not be read: %s.", file, e.getMessage());
    }
  }

  /** Decodes a text by its first two bytes, without its byte order mark. */
  private static String decoded(Path file) throws IOException {
    int start = firstTwoBytes(file);
    String text;
    if (start == GZIP) {
      byte[] bytes = decompressed(file);
      int mark = bytes.length > 1 ? (bytes[0] & 0xff) << 8 | bytes[1] & 0xff : 0;
      text = charset(mark).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } else {
      // This decodes faster than a decoder.
      text = Files.readString(file, charset(start));
    }
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  private static int firstTwoBytes(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(2);
      return bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    }
  }

  private static Charset charset(int mark) {
    return switch (mark) {
      case 0xfffe -> StandardCharsets.UTF_16LE;
      case 0xfeff -> StandardCharsets.UTF_16BE;
      default -> StandardCharsets.UTF_8;
    };
  }

  private static byte[] decompressed(Path file) throws IOException {
    try (InputStream stream = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
      byte[] whole = stream.readNBytes((int) MOST_BYTES);
      refuseLarge(file, whole.length + (stream.read() < 0 ? 0L : 1L));
      return whole;
    }
  }

  private static void refuseLarge(Path file, long size) {
    if (size > MOST_BYTES) {
      throw InvalidInput.of(
          "'%s' holds %s bytes or more; allowed are tables of up to 1 GiB. Split it by chromosome.",
          file, size);
    }
    MemoryBudget.require(BYTES_PER_BYTE * size, "The table '" + file + "'");
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
