package genontk.bench;

import genontk.linalg.Matrix;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes NumPy's .npy format, version 1 (NumPy Enhancement Proposal 1). */
public final class Npy {

  private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int HEADER = 128;

  private Npy() {}

  /** Writes a matrix, column-major. */
  public static void write(Matrix matrix, Path file) throws IOException {
    String text =
        "{'descr': '<f8', 'fortran_order': True, 'shape': (%d, %d), }"
            .formatted(matrix.rows(), matrix.columns());
    int room = HEADER - START.length - Short.BYTES;
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put(START).putShort((short) room);
    header.put(
        (text + " ".repeat(room - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    ByteBuffer column =
        ByteBuffer.allocate(matrix.rows() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(header.array());
      for (int j = 0; j < matrix.columns(); j++) {
        column.asDoubleBuffer().put(matrix.data(), matrix.start(j), matrix.rows());
        out.write(column.array());
      }
    }
  }
}
