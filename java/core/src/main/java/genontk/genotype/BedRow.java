package genontk.genotype;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a SNP, copied from a .bed, in which people are counted 32 at a time.
 *
 * <p>A word has two bits per person. The lower is set for no copy and for a missing genotype, the
 * upper for no copy and for one copy.
 */
final class BedRow {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int bytesPerSnp;
  private final byte[] bytes;

  BedRow(int bytesPerSnp) {
    this.bytesPerSnp = bytesPerSnp;
    this.bytes = new byte[Long.BYTES * words(bytesPerSnp)];
  }

  /** Returns the number of words that hold this many bytes. */
  static int words(int bytes) {
    return (bytes + Long.BYTES - 1) / Long.BYTES;
  }

  void read(ByteBuffer map, int start) {
    map.get(start, bytes, 0, bytesPerSnp);
  }

  private long word(int w) {
    return (long) WORD.get(bytes, Long.BYTES * w);
  }

  /**
   * Counts the genotypes of some people.
   *
   * @param mask the lower bit of each of these people
   */
  SnpCounts count(long[] mask) {
    int none = 0;
    int one = 0;
    int missing = 0;
    int people = 0;
    for (int w = 0; w < mask.length; w++) {
      long low = word(w) & mask[w];
      long high = word(w) >>> 1 & mask[w];
      none += Long.bitCount(low & high);
      one += Long.bitCount(high & ~low);
      missing += Long.bitCount(low & ~high);
      people += Long.bitCount(mask[w]);
    }
    return new SnpCounts(none, one, people - none - one - missing, missing);
  }

  /** Adds 1 for each missing genotype of the people of a mask, at the person's row in the file. */
  void countMissing(long[] mask, int[] counts) {
    for (int w = 0; w < mask.length; w++) {
      long word = word(w);
      for (long left = word & ~(word >>> 1) & mask[w]; left != 0; left &= left - 1) {
        counts[w * PlinkBed.PER_WORD + Long.numberOfTrailingZeros(left) / 2]++;
      }
    }
  }
}
