package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A PLINK 1 fileset (bed, bim, fam), memory-mapped, SNP-major.
 *
 * <p>Two bits a genotype, the first person in the lowest bits (PLINK 1.9 file format, ".bed"): 00
 * is two copies of allele 1, 10 one, 11 none, 01 missing.
 */
public final class PlinkBed implements Genotypes {

  private static final int HEADER = 3;
  private static final long MAP_BYTES = 1L << 30;
  private static final double[] COPIES = {2, Double.NaN, 1, 0};

  private final List<String> ids;
  private final List<Snp> snps;
  private final int people;
  private final int bytesPerSnp;
  private final int snpsPerMap;
  private final ByteBuffer[] maps;

  private PlinkBed(
      List<String> ids, List<Snp> snps, int bytesPerSnp, int snpsPerMap, ByteBuffer[] maps) {
    this.ids = ids;
    this.snps = snps;
    this.people = ids.size();
    this.bytesPerSnp = bytesPerSnp;
    this.snpsPerMap = snpsPerMap;
    this.maps = maps;
  }

  /**
   * Opens a fileset.
   *
   * @param bed the path of the .bed; the .bim and .fam stand beside it under the same name
   * @throws InvalidInput if a file is absent, unreadable, truncated or of another kind
   */
  public static PlinkBed open(Path bed) {
    String name = String.valueOf(bed.getFileName());
    if (!name.endsWith(".bed")) {
      throw new InvalidInput(
          "'" + bed + "' was given as genotypes; allowed is the .bed of a PLINK 1 fileset.");
    }
    String stem = name.substring(0, name.length() - ".bed".length());
    requireFile(bed, bed);
    Path bim = requireFile(bed.resolveSibling(stem + ".bim"), bed);
    Path fam = requireFile(bed.resolveSibling(stem + ".fam"), bed);
    return open(bed, PlinkTables.readFam(fam), PlinkTables.readBim(bim));
  }

  /** Opens a .bed whose people and SNPs are known already; see {@link #open(Path)}. */
  public static PlinkBed open(Path bed, List<String> ids, List<Snp> snps) {
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
      return new PlinkBed(ids, snps, bytesPerSnp, snpsPerMap, maps);
    } catch (IOException e) {
      throw new InvalidInput("'" + bed + "' could not be read: " + e.getMessage() + ".", e);
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
    return new PlinkBed(ids, snps, bytesPerSnp, Integer.MAX_VALUE, maps);
  }

  private static Path requireFile(Path file, Path bed) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidInput(
          "'"
              + file
              + "' does not exist or cannot be read; '"
              + bed
              + "' needs its .bed, .bim and .fam in one folder under one name.");
    }
    return file;
  }

  private static void requireHeader(Path bed, FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    int length = channel.read(header, 0);
    if (length < HEADER || header.get(0) != 0x6c || header.get(1) != 0x1b) {
      throw new InvalidInput(
          "'"
              + bed
              + "' is no PLINK 1 .bed (it does not begin with 6c 1b). Convert it: plink2 --vcf FILE"
              + " --make-bed --out NAME.");
    }
    if (header.get(2) != 1) {
      throw new InvalidInput(
          "'"
              + bed
              + "' is individual-major, an old form. Convert it: plink1.9 --bfile NAME --make-bed"
              + " --out NEW.");
    }
  }

  private static void requireSize(Path bed, long size, int people, int snps, int bytesPerSnp) {
    long expected = HEADER + (long) snps * bytesPerSnp;
    if (size != expected) {
      throw new InvalidInput(
          String.format(
              "'%s' holds %d bytes; %d people and %d SNPs of its .fam and .bim take %d. It is %s:"
                  + " fetch or make it again.",
              bed,
              size,
              people,
              snps,
              expected,
              size < expected ? "truncated" : "of other people or SNPs"));
    }
  }

  @Override
  public int people() {
    return people;
  }

  @Override
  public List<String> ids() {
    return ids;
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
  public void read(int snp, double[] values) {
    ByteBuffer map = maps[snp / snpsPerMap];
    int start = (snp % snpsPerMap) * bytesPerSnp;
    for (int i = 0; i < people; i++) {
      int code = map.get(start + (i >> 2)) >> ((i & 3) << 1) & 3;
      values[i] = COPIES[code];
    }
  }
}
