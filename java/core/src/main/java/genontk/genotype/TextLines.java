package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lines of UTF-8 text, ended as Unix or Windows does, with or without a byte order mark. */
final class TextLines {

  private static final char MARK = '\uFEFF';

  private TextLines() {}

  /**
   * Reads them.
   *
   * @throws InvalidInput if the file cannot be read, is compressed, or is no such text
   */
  static List<String> read(Path file) {
    try {
      refuseCompressed(file);
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || lines.get(0).isEmpty() || lines.get(0).charAt(0) != MARK) {
        return lines;
      }
      List<String> unmarked = new ArrayList<>(lines);
      unmarked.set(0, lines.get(0).substring(1));
      return unmarked;
    } catch (MalformedInputException e) {
      throw new InvalidInput(
          "'" + file + "' is not UTF-8 text; is it compressed, or another kind of file?", e);
    } catch (IOException e) {
      throw new InvalidInput("'" + file + "' could not be read: " + e.getMessage() + ".", e);
    }
  }

  private static void refuseCompressed(Path file) throws IOException {
    try (InputStream start = Files.newInputStream(file)) {
      byte[] magic = start.readNBytes(2);
      if (magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
        throw new InvalidInput(
            "'"
                + file
                + "' is compressed by gzip, and plain text is read here. Type: gzip -dc FILE >"
                + " NEW.");
      }
    }
  }
}
