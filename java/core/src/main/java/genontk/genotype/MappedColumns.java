package genontk.genotype;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The columns of a file, one per SNP and each of the same number of bytes. The file is
 * memory-mapped in pieces of whole columns, up to 1 GiB each.
 *
 * @param bytesPerSnp the length of a column
 * @param snpsPerMap the number of columns in a piece
 * @param maps the pieces
 */
record MappedColumns(int bytesPerSnp, int snpsPerMap, ByteBuffer[] maps) {

  private static final long MAP_BYTES = 1L << 30;

  MappedColumns {
    for (ByteBuffer map : maps) {
      map.order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /**
   * Maps the columns of a file.
   *
   * @param header the number of bytes in front of the first column
   * @throws IOException if the file cannot be mapped
   */
  static MappedColumns map(FileChannel channel, int header, int bytesPerSnp, int snps)
      throws IOException {
    int snpsPerMap = (int) Math.max(1, MAP_BYTES / bytesPerSnp);
    ByteBuffer[] maps = new ByteBuffer[(snps + snpsPerMap - 1) / snpsPerMap];
    for (int m = 0; m < maps.length; m++) {
      long first = (long) m * snpsPerMap;
      long count = Math.min(snpsPerMap, snps - first);
      maps[m] =
          channel.map(
              FileChannel.MapMode.READ_ONLY, header + first * bytesPerSnp, count * bytesPerSnp);
    }
    return new MappedColumns(bytesPerSnp, snpsPerMap, maps);
  }

  /** Wraps the columns behind the header of a file that is held in memory. */
  static MappedColumns wrap(byte[] file, int header, int bytesPerSnp) {
    ByteBuffer[] maps = {ByteBuffer.wrap(file, header, file.length - header).slice()};
    return new MappedColumns(bytesPerSnp, Integer.MAX_VALUE, maps);
  }

  /** Returns the piece that holds a column. */
  ByteBuffer map(int snp) {
    return maps[snp / snpsPerMap];
  }

  /** Returns the place of a column's first byte in its piece. */
  int start(int snp) {
    return (snp % snpsPerMap) * bytesPerSnp;
  }

  /**
   * Returns eight bytes of a column, 0 past its last.
   *
   * @param map the piece of the column
   * @param start the place of the column in this piece
   * @param word the number of the eight bytes within the column, from 0
   */
  long word(ByteBuffer map, int start, int word) {
    int first = Long.BYTES * word;
    if (first + Long.BYTES <= bytesPerSnp) {
      return map.getLong(start + first);
    }
    long bytes = 0;
    for (int b = first; b < bytesPerSnp; b++) {
      bytes |= (map.get(start + b) & 0xffL) << (Byte.SIZE * (b - first));
    }
    return bytes;
  }
}
