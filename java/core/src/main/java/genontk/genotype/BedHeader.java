package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes in front of the genotypes of a PLINK 1 .bed, and the size of the whole file. */
final class BedHeader {

  /** Two bytes that mark a .bed, and one for SNP-major. */
  static final byte[] BYTES = {0x6c, 0x1b, 1};

  static final int LENGTH = BYTES.length;

  private BedHeader() {}

  /** Returns the number of bytes per SNP: two bits per person, rounded up. */
  static int bytesPerSnp(int people) {
    return (people + 3) / 4;
  }

  /**
   * Checks the header of a file.
   *
   * @throws InvalidInput if the file is compressed, individual-major or no .bed
   */
  static void require(Path bed, FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(LENGTH);
    int length = channel.read(header, 0);
    if (length >= 2 && TextLines.isGzip(header.get(0), header.get(1))) {
      throw TextLines.compressed(bed);
    }
    if (length < LENGTH || header.get(0) != BYTES[0] || header.get(1) != BYTES[1]) {
      throw InvalidInput.of(
          "'%s' is no PLINK 1 .bed (it does not begin with 6c 1b). Convert it: plink2 --vcf FILE"
              + " --make-bed --out NAME.",
          bed);
    }
    if (header.get(2) != BYTES[2]) {
      throw InvalidInput.of(
          "'%s' is individual-major, an old form. Convert it: %s.",
          bed, Conversion.ofIndividualMajor(bed));
    }
  }

  /**
   * Checks the size of a .bed.
   *
   * @throws InvalidInput if it is not that of the given numbers of people and SNPs
   */
  static void requireSize(Path bed, long size, int people, int snps) {
    long expected = LENGTH + (long) snps * bytesPerSnp(people);
    if (size != expected) {
      throw InvalidInput.of(
          "'%s' holds %d bytes; %d people and %d SNPs of its .fam and .bim take %d. It is %s:"
              + " fetch or make it again.",
          bed,
          size,
          people,
          snps,
          expected,
          size < expected ? "truncated" : "of other people or SNPs");
    }
  }
}
