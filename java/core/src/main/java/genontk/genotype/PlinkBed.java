package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * <p>Two bits a genotype, the first person in the lowest bits (PLINK 1.9 file format, ".bed"): 00
 * is two copies of allele 1, 10 one, 11 none, 01 missing.
 */
public final class PlinkBed implements Genotypes {

  /** People in eight bytes. */
  static final int PER_WORD = 32;

  private static final int HEADER = 3;
  private static final long MAP_BYTES = 1L << 30;

  /** The entries of {@link #decode} that are copies of allele 1. */
  static final double[] COPIES = {2, Double.NaN, 1, 0};

  private final List<String> ids;
  private final List<Sex> sexes;
  private final List<Snp> snps;
  private final int[] rows;
  private final int[] columns;
  private final Bits bits;

  /** The genotypes of all people and SNPs of the file. */
  private record Bits(int bytesPerSnp, int snpsPerMap, ByteBuffer[] maps) {

    Bits {
      for (ByteBuffer map : maps) {
        map.order(ByteOrder.LITTLE_ENDIAN);
      }
    }

    ByteBuffer map(int snp) {
      return maps[snp / snpsPerMap];
    }

    int start(int snp) {
      return (snp % snpsPerMap) * bytesPerSnp;
    }

    /** Returns the genotypes of 32 people, 0 past the last. */
    long word(ByteBuffer map, int start, int word) {
      int first = Long.BYTES * word;
      if (first + Long.BYTES <= bytesPerSnp) {
        return map.getLong(start + first);
      }
      long bits = 0;
      for (int b = first; b < bytesPerSnp; b++) {
        bits |= (map.get(start + b) & 0xffL) << (Byte.SIZE * (b - first));
      }
      return bits;
    }
  }

  private PlinkBed(
      List<String> ids, List<Sex> sexes, List<Snp> snps, int[] rows, int[] columns, Bits bits) {
    this.ids = ids;
    this.sexes = sexes;
    this.snps = snps;
    this.rows = rows;
    this.columns = columns;
    this.bits = bits;
  }

  /**
   * Opens a fileset.
   *
   * @param bed the path of the .bed; the .bim and .fam stand beside it under the same name
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
    return open(bed, tables.people().ids(), tables.people().sexes(), tables.snps());
  }

  /** Opens a .bed whose people and SNPs are known already; see {@link #open(Path)}. */
  public static PlinkBed open(Path bed, List<String> ids, List<Snp> snps) {
    return open(bed, ids, null, snps);
  }

  private static PlinkBed open(Path bed, List<String> ids, List<Sex> sexes, List<Snp> snps) {
    int bytesPerSnp = (ids.size() + 3) / 4;
    int snpsPerMap = (int) Math.max(1, MAP_BYTES / bytesPerSnp);
    try (FileChannel channel = FileChannel.open(bed, StandardOpenOption.READ)) {
      requireHeader(bed, channel);
      requireSize(bed, channel.size(), ids.size(), snps.size(), bytesPerSnp);
      ByteBuffer[] maps = new ByteBuffer[(snps.size() + snpsPerMap - 1) / snpsPerMap];
      for (int m = 0; m < maps.length; m++) {
        long first = (long) m * snpsPerMap;
        long count = Math.min(snpsPerMap, snps.size() - first);
        maps[m] =
            channel.map(
                FileChannel.MapMode.READ_ONLY, HEADER + first * bytesPerSnp, count * bytesPerSnp);
      }
      Bits bits = new Bits(bytesPerSnp, snpsPerMap, maps);
      return new PlinkBed(ids, sexes, snps, all(ids.size()), all(snps.size()), bits);
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' could not be read: %s.", bed, e.getMessage());
    }
  }

  /**
   * Wraps the bytes of a .bed, header included.
   *
   * @throws InvalidInput if they are no .bed of that many people and SNPs
   */
  public static PlinkBed wrap(byte[] bed, List<String> ids, List<Snp> snps) {
    int people = ids.size();
    int bytesPerSnp = (people + 3) / 4;
    Path name = Path.of("genotypes.bed");
    requireSize(name, bed.length, people, snps.size(), bytesPerSnp);
    ByteBuffer[] maps = {ByteBuffer.wrap(bed, HEADER, bed.length - HEADER).slice()};
    Bits bits = new Bits(bytesPerSnp, Integer.MAX_VALUE, maps);
    return new PlinkBed(ids, null, snps, all(people), all(snps.size()), bits);
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
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

  private static void requireHeader(Path bed, FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    int length = channel.read(header, 0);
    if (length >= 2 && TextLines.isGzip(header.get(0), header.get(1))) {
      throw TextLines.compressed(bed);
    }
    if (length < HEADER || header.get(0) != 0x6c || header.get(1) != 0x1b) {
      throw InvalidInput.of(
          "'%s' is no PLINK 1 .bed (it does not begin with 6c 1b). Convert it: plink2 --vcf FILE"
              + " --make-bed --out NAME.",
          bed);
    }
    if (header.get(2) != 1) {
      throw InvalidInput.of(
          "'%s' is individual-major, an old form. Convert it: %s.",
          bed, Conversion.ofIndividualMajor(bed));
    }
  }

  private static void requireSize(Path bed, long size, int people, int snps, int bytesPerSnp) {
    long expected = HEADER + (long) snps * bytesPerSnp;
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

  @Override
  public int people() {
    return rows.length;
  }

  @Override
  public List<String> ids() {
    return ids;
  }

  @Override
  public List<Sex> sexes() {
    return sexes;
  }

  @Override
  public List<Snp> snps() {
    return snps;
  }

  @Override
  public boolean hasSnpNames() {
    return true;
  }

  @Override
  public PlinkBed select(int[] people, int[] someSnps) {
    return new PlinkBed(
        SelectedGenotypes.pick(ids, people),
        SelectedGenotypes.pick(sexes, people),
        SelectedGenotypes.pick(snps, someSnps),
        Arrays.stream(people).map(i -> rows[i]).toArray(),
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

  /** Returns the rows in the file of some people. */
  int[] fileRows(int[] people) {
    return Arrays.stream(people).map(i -> rows[i]).toArray();
  }

  /**
   * Writes a number for each of some people.
   *
   * @param some their rows in the file
   * @param entries the number of someone with 2 copies, missing, 1 copy and none
   * @param out where that of the first stands in {@code start}
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

  /** Returns whether the people from place k on are all of a word of the file. */
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

  /** Returns which people of the file are meant, for {@link BedRow}. */
  long[] mask(int[] people) {
    long[] mask = new long[BedRow.words(bits.bytesPerSnp)];
    for (int i : people) {
      mask[rows[i] / PER_WORD] |= 1L << (2 * (rows[i] % PER_WORD));
    }
    return mask;
  }

  /** Returns room for the bytes of a SNP. */
  BedRow row() {
    return new BedRow(bits.bytesPerSnp);
  }

  /** Reads the bytes of a SNP. */
  void read(int snp, BedRow row) {
    row.read(bits.map(columns[snp]), bits.start(columns[snp]));
  }
}
