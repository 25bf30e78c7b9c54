package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A PLINK 1 fileset (bed, bim, fam), memory-mapped, SNP-major.
 *
 * <p>A genotype has two bits, and the first person has the lowest (PLINK 1.9 file format, ".bed"):
 * 00 is two copies of allele 1, 10 one, 11 none, 01 missing.
 */
public final class PlinkBed implements Genotypes {

  /** The number of people in eight bytes. */
  static final int PER_WORD = 32;

  /** The entries of {@link #decode} that are copies of allele 1. */
  static final double[] COPIES = {2, Double.NaN, 1, 0};

  private final GenotypeLabels labels;
  private final int[] rows;
  private final int[] columns;
  private final MappedColumns bits;

  private PlinkBed(GenotypeLabels labels, int[] rows, int[] columns, MappedColumns bits) {
    this.labels = labels;
    this.rows = rows;
    this.columns = columns;
    this.bits = bits;
  }

  private PlinkBed(GenotypeLabels labels, MappedColumns bits) {
    this(labels, all(labels.people()), all(labels.snps().size()), bits);
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  /**
   * Opens a fileset.
   *
   * @param bed the path of the .bed; the .bim and .fam are in the same folder under the same name
   * @throws InvalidInput if a file is absent, unreadable, truncated or of another kind
   */
  public static PlinkBed open(Path bed) {
    String name = String.valueOf(bed.getFileName());
    Conversion.refuse(bed);
    if (!name.endsWith(".bed")) {
      throw InvalidInput.of(
          "'%s' was given as genotypes; allowed is the .bed of a PLINK 1 fileset.", bed);
    }
    String stem = name.substring(0, name.length() - ".bed".length());
    requireFile(bed, bed);
    Path bim = requireFile(bed.resolveSibling(stem + ".bim"), bed);
    Path fam = requireFile(bed.resolveSibling(stem + ".fam"), bed);
    PlinkTableCache tables = PlinkTableCache.of(fam, bim);
    return open(bed, labels(tables.people().ids(), tables.people().sexes(), tables.snps()));
  }

  /**
   * Opens a .bed whose people and SNPs are known already.
   *
   * @throws InvalidInput if the file is unreadable, truncated or of another kind
   */
  public static PlinkBed open(Path bed, List<String> ids, List<Snp> snps) {
    return open(bed, labels(ids, null, snps));
  }

  private static PlinkBed open(Path bed, GenotypeLabels labels) {
    int snps = labels.snps().size();
    int bytesPerSnp = BedHeader.bytesPerSnp(labels.people());
    try (FileChannel channel = FileChannel.open(bed, StandardOpenOption.READ)) {
      BedHeader.require(bed, channel);
      BedHeader.requireSize(bed, channel.size(), labels.people(), snps);
      return new PlinkBed(labels, MappedColumns.map(channel, BedHeader.LENGTH, bytesPerSnp, snps));
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' could not be read: %s.", bed, e.getMessage());
    }
  }

  /**
   * Wraps the bytes of a .bed, header included.
   *
   * @throws InvalidInput if their number is not that of these people and SNPs
   */
  public static PlinkBed wrap(byte[] bed, List<String> ids, List<Snp> snps) {
    BedHeader.requireSize(Path.of("genotypes.bed"), bed.length, ids.size(), snps.size());
    int bytesPerSnp = BedHeader.bytesPerSnp(ids.size());
    return new PlinkBed(
        labels(ids, null, snps), MappedColumns.wrap(bed, BedHeader.LENGTH, bytesPerSnp));
  }

  private static GenotypeLabels labels(List<String> ids, List<Sex> sexes, List<Snp> snps) {
    return new GenotypeLabels(ids.size(), ids, sexes, snps, true);
  }

  private static Path requireFile(Path file, Path bed) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw InvalidInput.of(
          "'%s' does not exist or cannot be read; '%s' needs its .bed, .bim and .fam in one folder"
              + " under one name.",
          file, bed);
    }
    return file;
  }

  @Override
  public GenotypeLabels labels() {
    return labels;
  }

  @Override
  public PlinkBed select(int[] people, int[] someSnps) {
    return new PlinkBed(
        labels.select(people, someSnps),
        fileRows(people),
        Arrays.stream(someSnps).map(j -> columns[j]).toArray(),
        bits);
  }

  @Override
  public void read(int snp, double[] values) {
    decode(snp, rows, COPIES, values, 0);
  }

  @Override
  public void read(int snp, int[] people, double[] out, int start) {
    decode(snp, fileRows(people), COPIES, out, start);
  }

  /** Returns the rows of some people in the file. */
  int[] fileRows(int[] people) {
    return Arrays.stream(people).map(i -> rows[i]).toArray();
  }

  /**
   * Writes a number for each of some people.
   *
   * @param some the rows of these people in the file
   * @param entries the numbers for 2 copies, missing, 1 copy and no copy
   * @param out an array that takes the numbers from place {@code start} on
   */
  void decode(int snp, int[] some, double[] entries, double[] out, int start) {
    ByteBuffer map = bits.map(columns[snp]);
    int first = bits.start(columns[snp]);
    int k = 0;
    while (k < some.length) {
      if (isWord(some, k)) {
        long word = bits.word(map, first, some[k] / PER_WORD);
        for (int i = 0; i < PER_WORD; i++) {
          out[start + k + i] = entries[(int) (word >>> (2 * i)) & 3];
        }
        k += PER_WORD;
      } else {
        out[start + k] = entries[code(map, first, some[k])];
        k++;
      }
    }
  }

  private static int code(ByteBuffer map, int first, int row) {
    return map.get(first + (row >> 2)) >> ((row & 3) << 1) & 3;
  }

  /** Returns whether the people from place k on are exactly those of one word of the file. */
  private static boolean isWord(int[] some, int k) {
    return k + PER_WORD <= some.length && some[k] % PER_WORD == 0 && isRun(some, k, some[k]);
  }

  private static boolean isRun(int[] some, int k, int row) {
    boolean run = some[k + PER_WORD - 1] == row + PER_WORD - 1;
    for (int i = 1; run && i < PER_WORD; i++) {
      run = some[k + i] == row + i;
    }
    return run;
  }

  /** Returns the lower bit of each of some people, for {@link BedRow}. */
  long[] mask(int[] people) {
    long[] mask = new long[BedRow.words(bits.bytesPerSnp())];
    for (int i : people) {
      mask[rows[i] / PER_WORD] |= 1L << (2 * (rows[i] % PER_WORD));
    }
    return mask;
  }

  /** Returns room for the bytes of a SNP. */
  BedRow row() {
    return new BedRow(bits.bytesPerSnp());
  }

  /** Reads the bytes of a SNP. */
  void read(int snp, BedRow row) {
    row.read(bits.map(columns[snp]), bits.start(columns[snp]));
  }
}
