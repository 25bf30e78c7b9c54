package genontk.service.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.GenontkException;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

  /** Made by NumPy 2: numpy.save of [[1.5, -2, 3], [4, 5, nan]] in its forms, and of others. */
  private static final String C_ORDER =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsID"
          + "MpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoA"
          + "AAAAAAD4PwAAAAAAAADAAAAAAAAACEAAAAAAAAAQQAAAAAAAABRAAAAAAAAA+H8=";

  private static final String FORTRAN_ORDER =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMy"
          + "ksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoA"
          + "AAAAAAD4PwAAAAAAABBAAAAAAAAAAMAAAAAAAAAUQAAAAAAAAAhAAAAAAAAA+H8=";

  private static final String BIG_ENDIAN =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsID"
          + "MpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo/"
          + "+AAAAAAAAMAAAAAAAAAAQAgAAAAAAABAEAAAAAAAAEAUAAAAAAAAf/gAAAAAAAA=";

  private static final String VERSION_2 =
      "k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMi"
          + "wgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoA"
          + "AAAAAAD4PwAAAAAAAADAAAAAAAAACEAAAAAAAAAQQAAAAAAAABRAAAAAAAAA+H8=";

  @TempDir Path folder;

  private static Matrix read(byte[] bytes) throws IOException {
    return Npy.read(new ByteArrayInputStream(bytes), "x", bytes.length);
  }

  /** Returns the bytes of an .npy file with this header and data. */
  private static byte[] npy(int version, String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + lengthBytes + text.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      buffer.putShort((short) text.length);
    } else {
      buffer.putInt(text.length);
    }
    return buffer.put(text).put(data).array();
  }

  private static String header(String type, boolean fortran, String shape) {
    return "{'descr': '"
        + type
        + "', 'fortran_order': "
        + (fortran ? "True" : "False")
        + ", 'shape': "
        + shape
        + ", }\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {C_ORDER, FORTRAN_ORDER, BIG_ENDIAN, VERSION_2})
  void filesWrittenByNumpyAreRead(String base64) throws IOException {
    Matrix matrix = read(Base64.getDecoder().decode(base64));
    assertEquals(2, matrix.rows());
    assertEquals(3, matrix.columns());
    assertArrayEquals(new double[] {1.5, 4, -2, 5, 3, Double.NaN}, matrix.data());
  }

  /** Signed types hold -2, 1, 100; unsigned types hold 1, 100, 250. */
  @ParameterizedTest
  @CsvSource({
    "<f8, true", ">f8, true", "=f8, true", "<f4, true", ">f4, true", "|i1, true", "<i2, true",
    ">i2, true", "<i4, true", ">i4, true", "<i8, true", ">i8, true", "|u1, false", "<u2, false",
    ">u2, false", "<u4, false", ">u4, false", "<u8, false", ">u8, false"
  })
  void everyFloatAndIntegerIsReadInBothOrders(String type, boolean signed) throws IOException {
    long[] values = signed ? new long[] {-2, 1, 100} : new long[] {1, 100, 250};
    int width = type.charAt(2) - '0';
    ByteBuffer data =
        ByteBuffer.allocate(3 * width)
            .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      if (type.charAt(1) == 'f') {
        data = width == 8 ? data.putDouble(value) : data.putFloat(value);
      } else {
        data =
            width == 1
                ? data.put((byte) value)
                : width == 2
                    ? data.putShort((short) value)
                    : width == 4 ? data.putInt((int) value) : data.putLong(value);
      }
    }
    double[] expected = Arrays.stream(values).asDoubleStream().toArray();
    for (int version = 1; version <= 3; version++) {
      assertArrayEquals(
          expected, read(npy(version, header(type, true, "(3,)"), data.array())).data());
    }
    Matrix row = read(npy(1, header(type, false, "(1, 3)"), data.array()));
    assertEquals(1, row.rows());
    assertArrayEquals(expected, row.data());
  }

  @Test
  void unsignedNumbersDoNotTurnNegative() throws IOException {
    byte[] all = new byte[8];
    Arrays.fill(all, (byte) 0xff);
    assertEquals(255, read(npy(1, header("|u1", false, "(8,)"), all)).get(0, 0));
    assertEquals(65_535, read(npy(1, header("<u2", false, "(4,)"), all)).get(3, 0));
    assertEquals(4_294_967_295.0, read(npy(1, header("<u4", false, "(2,)"), all)).get(0, 0));
    assertEquals(0x1p64, read(npy(1, header("<u8", false, "(1,)"), all)).get(0, 0));
    assertEquals(-1, read(npy(1, header("<i8", false, "(1,)"), all)).get(0, 0));
  }

  @Test
  void truthValuesAreZeroAndOne() throws IOException {
    byte[] data = {1, 0, 1};
    assertArrayEquals(
        new double[] {1, 0, 1}, read(npy(1, header("|b1", false, "(3,)"), data)).data());
  }

  @Test
  void rowsFollowRowsInCOrderAndColumnsColumnsInFortranOrder() throws IOException {
    byte[] data = {1, 2, 3, 4, 5, 6};
    Matrix c = read(npy(1, header("|i1", false, "(2, 3)"), data));
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, c.data());
    Matrix fortran = read(npy(1, header("|i1", true, "(2, 3)"), data));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, fortran.data());
    assertEquals(0, read(npy(1, header("<f8", false, "(0, 5)"), new byte[0])).rows());
    assertEquals(0, read(npy(1, header("<f8", false, "(0,)"), new byte[0])).rows());
  }

  @Test
  void manyNumbersPassThroughTheBuffer() throws IOException {
    Matrix large = Matrix.zeros(1237, 311);
    Random random = new Random(1);
    Arrays.setAll(large.data(), k -> random.nextGaussian());
    Path file = folder.resolve("large.npy");
    Npy.write(large, file);
    Matrix again = Npy.read(file);
    assertEquals(1237, again.rows());
    assertArrayEquals(large.data(), again.data());
  }

  @Test
  void blocksAreWrittenWithoutTheirGaps() throws IOException {
    Matrix whole = new Matrix(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(whole.block(1, 1, 2, 2), out);
    assertArrayEquals(new double[] {5, 6, 8, 9}, read(out.toByteArray()).data());
  }

  @Test
  void dataBeginAtAMultipleOfSixtyFourAsNumpyWantsIt() throws IOException {
    for (int rows : new int[] {1, 12, 1234, 123_456}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Npy.write(Matrix.zeros(rows, 1), out);
      byte[] bytes = out.toByteArray();
      int length = (bytes[8] & 0xff) + 256 * (bytes[9] & 0xff);
      assertEquals(0, (10 + length) % 64);
      assertEquals('\n', bytes[9 + length]);
      assertEquals(10 + length + 8 * rows, bytes.length);
      assertTrue(
          new String(bytes, 10, length, StandardCharsets.US_ASCII).contains("(" + rows + ", 1)"));
    }
  }

  private static void assertRefused(byte[] bytes) {
    assertThrows(InvalidInput.class, () -> read(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<c16", "<U4", "|O", "|S3", "<f2", "<f16", "|V8", "<M8[ns]", "<m8", "f8", "<b8", "|f8 "
      })
  void otherTypesAreRefused(String type) {
    assertRefused(npy(1, header(type, false, "(1,)"), new byte[64]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "()",
        "(1, 1, 1)",
        "(-1,)",
        "(1.5,)",
        "(2147483648, 2147483648)",
        "(3000000000,)",
        "(999999999999999999, 999999999999999999)",
        "(12345678901234567890, 1)",
        "(1e3,)",
        "1",
        "(2147483647, 2147483647)",
        "(65536, 65536)"
      })
  void shapesThatAreForgedOrNoMatrixAreRefused(String shape) {
    assertRefused(npy(1, header("<f8", false, shape), new byte[64]));
  }

  @Test
  void structuredTypesAndMissingFieldsAreRefused() {
    assertRefused(
        npy(
            1,
            "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }\n",
            new byte[8]));
    assertRefused(npy(1, "{'descr': '<f8', 'shape': (1,), }\n", new byte[8]));
    assertRefused(npy(1, "{'descr': '<f8', 'fortran_order': False, }\n", new byte[8]));
    assertRefused(npy(1, "", new byte[8]));
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = Base64.getDecoder().decode(C_ORDER);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(
          InvalidInput.class,
          () -> Npy.read(new ByteArrayInputStream(cut), "x", whole.length),
          "cut at " + length);
      assertRefused(cut);
    }
  }

  @Test
  void otherMagicAndVersionsAreRefused() {
    byte[] whole = Base64.getDecoder().decode(C_ORDER);
    for (int place = 0; place < 7; place++) {
      byte[] other = whole.clone();
      other[place] = 88;
      assertRefused(other);
    }
    byte[] version0 = whole.clone();
    version0[6] = 0;
    assertRefused(version0);
    assertRefused("PK\3\4 this is a zip, an .npz".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void garbageInTheHeaderIsRefusedOrReadAndNeverAFault() throws IOException {
    byte[] whole = Base64.getDecoder().decode(C_ORDER);
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k <= round % 4; k++) {
        damaged[6 + random.nextInt(122)] = (byte) random.nextInt(256);
      }
      try {
        read(damaged);
      } catch (GenontkException e) {
        assertTrue(e instanceof InvalidInput, e::toString);
      }
    }
  }

  @Test
  void filesThatAreNotThereAreRefused() throws IOException {
    assertThrows(InvalidInput.class, () -> Npy.read(folder.resolve("absent.npy")));
    assertThrows(InvalidInput.class, () -> Npy.read(folder));
    Path empty = Files.createFile(folder.resolve("empty.npy"));
    assertThrows(InvalidInput.class, () -> Npy.read(empty));
  }
}
