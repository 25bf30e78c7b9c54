package genontk.service.wire;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.linalg.Matrix;
import genontk.run.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's .npy format, versions 1 to 3 (NumPy Enhancement Proposal 1). Any float or integer type is
 * read; doubles are written.
 */
public final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int BUFFER = 1 << 20;
  private static final int ALIGNMENT = 64;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([fiub])([1248])'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,18})\\s*,?\\s*(\\d{1,18})?\\s*,?\\s*\\)");

  private Npy() {}

  /**
   * Reads a matrix from a file.
   *
   * @throws InvalidInput if the file is absent, truncated or holds something else
   */
  public static Matrix read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, "'" + file + "'", Files.size(file));
    } catch (NoSuchFileException e) {
      throw InvalidInput.of(e, "'%s' does not exist; give the path of an .npy file.", file);
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' could not be read: %s.", file, e.getMessage());
    }
  }

  /** Reads a matrix of at most {@code limit} bytes from a stream. */
  public static Matrix read(InputStream in, String what, long limit) throws IOException {
    String header = header(in, what);
    Matcher type = find(TYPE, header, what, "a type other than floats and integers");
    Matcher shape = find(SHAPE, header, what, "more than two dimensions, or none");
    boolean columnMajor = find(ORDER, header, what, "no order").group(1).equals("True");
    long rows = Long.parseLong(shape.group(1));
    long columns = shape.group(2) == null ? 1 : Long.parseLong(shape.group(2));
    int width = Integer.parseInt(type.group(3));
    if (rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE || rows * columns > limit / width) {
      throw InvalidInput.of(
          "%s announces %s x %s numbers of %s bytes and holds %s bytes; it is truncated or"
              + " damaged.",
          what, rows, columns, width, limit);
    }
    if (rows * columns < Integer.MAX_VALUE) {
      MemoryBudget.require(MemoryBudget.doubles((double) rows * columns), what);
    }
    Matrix matrix = Matrix.zeros((int) rows, (int) columns);
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    fill(matrix, columnMajor, Channels.newChannel(in), order, type.group(2).charAt(0), width, what);
    return matrix;
  }

  private static String header(InputStream in, String what) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !startsWithMagic(start)
        || start[6] < 1
        || start[6] > 3) {
      throw new InvalidInput(what + " is no .npy file; write one by numpy.save.");
    }
    byte[] lengthBytes = in.readNBytes(start[6] == 1 ? 2 : 4);
    long length = 0;
    for (int i = lengthBytes.length - 1; i >= 0; i--) {
      length = length << 8 | lengthBytes[i] & 0xff;
    }
    byte[] text = in.readNBytes((int) Math.min(length, BUFFER));
    if (text.length < length) {
      throw new InvalidInput(what + " is a truncated .npy file; write it again.");
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static boolean startsWithMagic(byte[] start) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static Matcher find(Pattern pattern, String header, String what, String otherwise) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw InvalidInput.of(
          "%s holds %s; allowed are floats and integers in one or two dimensions.",
          what, otherwise);
    }
    return matcher;
  }

  private static void fill(
      Matrix matrix,
      boolean columnMajor,
      ReadableByteChannel channel,
      ByteOrder order,
      char kind,
      int width,
      String what)
      throws IOException {
    int total = matrix.rows() * matrix.columns();
    int most = Math.min(BUFFER / width, total);
    ByteBuffer buffer = ByteBuffer.allocate(most * width).order(order).limit(0);
    double[] numbers = new double[most];
    int count;
    for (int k = 0; k < total; k += count) {
      buffer.compact();
      while (buffer.position() < width && channel.read(buffer) >= 0) {
        continue;
      }
      buffer.flip();
      count = Math.min(buffer.remaining() / width, total - k);
      if (count == 0) {
        throw InvalidInput.of(
            "%s is truncated: it ends after %s of %s numbers. Write it again.", what, k, total);
      }
      decode(buffer, kind, width, numbers, count);
      if (columnMajor) {
        System.arraycopy(numbers, 0, matrix.data(), k, count);
      } else {
        scatter(numbers, count, matrix, k);
      }
    }
  }

  private static void decode(ByteBuffer buffer, char kind, int width, double[] numbers, int count) {
    if (kind == 'f' && width == Double.BYTES) {
      buffer.asDoubleBuffer().get(numbers, 0, count);
      buffer.position(buffer.position() + count * width);
      return;
    }
    for (int i = 0; i < count; i++) {
      numbers[i] = next(buffer, kind, width);
    }
  }

  /**
   * Puts numbers that come row by row in their places; the first has the place k. Whole rows are
   * written column by column, so that each column is written at a stretch.
   */
  private static void scatter(double[] numbers, int count, Matrix matrix, int k) {
    int columns = matrix.columns();
    if (count < columns) {
      for (int i = 0; i < count; i++) {
        matrix.set((k + i) / columns, (k + i) % columns, numbers[i]);
      }
      return;
    }
    for (int column = 0; column < columns; column++) {
      int row = Math.floorDiv(k - 1 - column, columns) + 1;
      for (int i = row * columns - k + column; i < count; i += columns) {
        matrix.set(row++, column, numbers[i]);
      }
    }
  }

  private static double next(ByteBuffer buffer, char kind, int width) {
    if (kind == 'f' && width >= Float.BYTES) {
      return width == 8 ? buffer.getDouble() : buffer.getFloat();
    }
    if (kind == 'f' || kind == 'b' && width != 1) {
      throw InvalidInput.of(
          "An .npy file of type %s%s was given; allowed are f4, f8, integers and booleans.",
          kind, width);
    }
    long value =
        switch (width) {
          case 1 -> buffer.get();
          case 2 -> buffer.getShort();
          case 4 -> buffer.getInt();
          default -> buffer.getLong();
        };
    boolean wrapped = kind == 'u' && value < 0;
    return wrapped && width < 8
        ? value + (double) (1L << 8 * width)
        : wrapped ? value + 0x1p64 : value;
  }

  /** Writes a matrix to a file, column-major. */
  public static void write(Matrix matrix, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(matrix, out);
    }
  }

  /**
   * Writes a matrix to a stream, column-major; the stream stays open.
   *
   * @return the number of bytes written
   */
  public static long write(Matrix matrix, OutputStream out) throws IOException {
    String text =
        Message.of(
            "{'descr': '<f8', 'fortran_order': True, 'shape': (%s, %s), }",
            matrix.rows(), matrix.columns());
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    String padded = text + " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) padded.length(), (byte) (padded.length() >> 8)});
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
    long numbers = (long) matrix.rows() * matrix.columns();
    int most = (int) Math.min(BUFFER, numbers * Double.BYTES);
    ByteBuffer buffer = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
    DoubleBuffer doubles = buffer.asDoubleBuffer();
    for (int j = 0; j < matrix.columns(); j++) {
      int next = matrix.start(j);
      int end = next + matrix.rows();
      while (next < end) {
        int count = Math.min(doubles.remaining(), end - next);
        doubles.put(matrix.data(), next, count);
        next += count;
        if (!doubles.hasRemaining()) {
          out.write(buffer.array());
          doubles.clear();
        }
      }
    }
    out.write(buffer.array(), 0, doubles.position() * Double.BYTES);
    return MAGIC.length + 4 + padded.length() + numbers * Double.BYTES;
  }
}
