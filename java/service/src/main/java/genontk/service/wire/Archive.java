package genontk.service.wire;

import genontk.error.BridgeFailed;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.linalg.Matrix;
import genontk.run.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A zip whose last entry, SHA256SUMS, lists the checksums of the others as sha256sum does. It is
 * read in memory: no entry name ever becomes a path.
 */
public final class Archive {

  static final String SUMS = "SHA256SUMS";

  /** Largest number of bytes of an entry, which is an array in memory. */
  public static final long MOST_BYTES = Integer.MAX_VALUE - 1024;

  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int CHUNK = 1 << 16;

  /** A growing array takes three times its size while it is copied to one twice as long. */
  private static final int GROWTH = 3;

  private Archive() {}

  /** Writes an archive entry by entry, and leaves the stream open. */
  public static final class Writer {

    private final ZipOutputStream zip;
    private final StringBuilder sums = new StringBuilder();

    public Writer(OutputStream out) {
      zip = new ZipOutputStream(out);
      zip.setLevel(Deflater.BEST_SPEED);
    }

    public Writer add(String name, byte[] content) throws IOException {
      put(new ZipEntry(name), out -> out.write(content), zip);
      return list(name, Archive.sum(content));
    }

    /** Adds a matrix as an .npy file, uncompressed: doubles hardly compress. No copy is made. */
    public Writer add(String name, Matrix matrix) throws IOException {
      return add(name, Stored.of(matrix));
    }

    /** Adds a matrix whose checksums are known. */
    public Writer add(String name, Stored stored) throws IOException {
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(stored.size);
      entry.setCrc(stored.crc);
      put(entry, out -> Npy.write(stored.matrix, out), zip);
      return list(name, stored.sum);
    }

    private Writer list(String name, String sum) {
      sums.append(sum).append("  ").append(name).append('\n');
      return this;
    }

    private void put(ZipEntry entry, Content content, OutputStream into) throws IOException {
      entry.setTimeLocal(EPOCH); // the same entries are the same bytes whenever they are written
      zip.putNextEntry(entry);
      content.write(into);
      zip.closeEntry();
    }

    /** Adds the checksums. */
    public void finish() throws IOException {
      byte[] lines = sums.toString().getBytes(StandardCharsets.UTF_8);
      put(new ZipEntry(SUMS), out -> out.write(lines), zip);
      zip.finish();
    }
  }

  /**
   * A matrix as an .npy file and its checksums, which several archives may share.
   *
   * @param size number of bytes
   * @param crc checksum CRC-32
   * @param sum checksum SHA-256 in hexadecimal digits
   */
  public record Stored(Matrix matrix, long size, long crc, String sum) {

    /**
     * Computes the checksums of a matrix.
     *
     * @throws InvalidInput if an entry of that size could not be read
     */
    public static Stored of(Matrix matrix) {
      if (8L * matrix.rows() * matrix.columns() > MOST_BYTES) {
        throw InvalidInput.of(
            "A %s x %s matrix is too large to be kept in a fit of this version (2 GB at most). Give"
                + " fewer people, or genotypes of 0, 1 and 2, which are packed.",
            matrix.rows(), matrix.columns());
      }
      CRC32 crc = new CRC32();
      MessageDigest sum = sha256();
      OutputStream both =
          new CheckedOutputStream(
              new DigestOutputStream(OutputStream.nullOutputStream(), sum), crc);
      long size;
      try {
        size = Npy.write(matrix, both);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // a stream that discards its bytes cannot fail
      }
      return new Stored(matrix, size, crc.getValue(), HexFormat.of().formatHex(sum.digest()));
    }
  }

  /** Content that writes itself to a stream. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Reads the entries and compares their checksums.
   *
   * @throws InvalidInput if the bytes are no zip, an entry stands twice, is damaged or lacks its
   *     checksum
   * @throws genontk.error.OutOfMemory if they unpack to more than the heap has room for
   */
  public static Map<String, byte[]> read(byte[] bytes) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (entries.put(name, content(zip)) != null) {
          throw damaged(Message.of("holds its entry %s twice", name));
        }
      }
    } catch (IOException | IllegalArgumentException e) { // the latter: names that are no text
      throw InvalidInput.of(e, "The model is damaged: %s. Fit it again.", e.getMessage());
    }
    if (entries.isEmpty()) {
      throw new InvalidInput(
          "The bytes given as a model are none of genontk's; give those of a fit.");
    }
    requireSums(entries);
    return entries;
  }

  /** Unpacks an entry while memory lasts: the size in its header may be forged. */
  private static byte[] content(ZipInputStream zip) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    long room = CHUNK;
    for (int length = zip.read(chunk); length >= 0; length = zip.read(chunk)) {
      long size = (long) content.size() + length;
      if (size > MOST_BYTES) {
        throw damaged("holds an entry of more than 2 GB");
      }
      if (size > room) {
        room = 2 * size;
        MemoryBudget.require(
            GROWTH * room, Message.of("A model with an entry of over %s bytes", size));
      }
      content.write(chunk, 0, length);
    }
    return content.toByteArray();
  }

  private static void requireSums(Map<String, byte[]> entries) {
    byte[] listed = entries.remove(SUMS);
    if (listed == null) {
      throw damaged("lacks its entry " + SUMS);
    }
    Map<String, String> sums = new LinkedHashMap<>();
    for (String line : new String(listed, StandardCharsets.UTF_8).split("\n")) {
      int gap = line.indexOf("  ");
      sums.put(line.substring(Math.max(gap, -2) + 2), line.substring(0, Math.max(gap, 0)));
    }
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (!sum(entry.getValue()).equals(sums.remove(entry.getKey()))) {
        throw damaged(
            Message.of("has another checksum of its entry %s than it lists", entry.getKey()));
      }
    }
    if (!sums.isEmpty()) {
      throw damaged("lacks its entry " + sums.keySet().iterator().next());
    }
  }

  private static InvalidInput damaged(String what) {
    return InvalidInput.of("The model %s; it is damaged. Fetch it again, or fit it again.", what);
  }

  /** Returns the SHA-256 of an entry in hexadecimal digits. */
  private static String sum(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new BridgeFailed("This Java has no SHA-256, which every Java should have.", e);
    }
  }
}
