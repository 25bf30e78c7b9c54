package genontk.genotype;

import java.util.Optional;

/** Packs genotypes into the bytes of a PLINK 1 .bed, SNP-major, two bits per genotype. */
public final class PackedGenotypes {

  private static final int MISSING = 1;

  private PackedGenotypes() {}

  /**
   * Packs some people and SNPs.
   *
   * @param people the rows of these people
   * @param columns the columns of these SNPs
   * @return the .bed, header included; empty if a genotype is none of 0, 1, 2 and NaN, or the .bed
   *     would be longer than an array can be
   */
  public static Optional<byte[]> pack(Genotypes genotypes, int[] people, int[] columns) {
    int bytesPerSnp = BedHeader.bytesPerSnp(people.length);
    long size = BedHeader.LENGTH + (long) bytesPerSnp * columns.length;
    if (size > Integer.MAX_VALUE - 8) {
      return Optional.empty();
    }
    byte[] bed = new byte[(int) size];
    System.arraycopy(BedHeader.BYTES, 0, bed, 0, BedHeader.LENGTH);
    double[] values = new double[genotypes.people()];
    for (int j = 0; j < columns.length; j++) {
      genotypes.read(columns[j], values);
      int start = BedHeader.LENGTH + j * bytesPerSnp;
      for (int i = 0; i < people.length; i++) {
        int code = code(values[people[i]]);
        if (code < 0) {
          return Optional.empty();
        }
        bed[start + (i >> 2)] |= (byte) (code << ((i & 3) << 1));
      }
    }
    return Optional.of(bed);
  }

  /** Returns the two bits of a genotype, -1 for a dosage. */
  private static int code(double copies) {
    if (Double.isNaN(copies)) {
      return MISSING;
    }
    if (copies == 0) {
      return 3;
    }
    if (copies == 1) {
      return 2;
    }
    return copies == 2 ? 0 : -1;
  }
}
