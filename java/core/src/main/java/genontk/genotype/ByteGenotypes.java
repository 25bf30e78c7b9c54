package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Genotypes of which each is a byte of a memory-mapped file, column-major: the .bk of bigsnpr's
 * FBM.code256 (Prive et al. 2018).
 */
public final class ByteGenotypes implements Genotypes {

  private static final int CODES = 256;
  private static final long MAP_BYTES = 1L << 30;

  private final ByteBuffer[] maps;
  private final int snpsPerMap;
  private final double[] codes;
  private final int people;
  private final List<String> ids;
  private final List<Snp> snps;

  /**
   * Opens a file.
   *
   * @param file its path
   * @param codes what each of the 256 bytes stands for, NaN for missing
   * @param people how many there are, in rows
   * @param ids their IDs, or null
   * @param snps the columns
   * @throws InvalidInput if it cannot be read, is of another size, or two SNPs have one name
   */
  public ByteGenotypes(Path file, double[] codes, int people, List<String> ids, List<Snp> snps) {
    this.codes = codes;
    this.people = people;
    this.ids = ids;
    this.snps = snps;
    if (codes.length != CODES || people < 1 || (ids != null && ids.size() != people)) {
      throw InvalidInput.of(
          "'%s' was given with %s codes and %s people; it takes 256 codes and an ID for each"
              + " person.",
          file, codes.length, people);
    }
    String duplicate = Names.firstDuplicate(snps.stream().map(Snp::id).toList());
    if (duplicate != null) {
      throw InvalidInput.of(
          "'%s' has two SNPs named '%s'; give each a name of its own.", file, duplicate);
    }
    this.snpsPerMap = (int) Math.max(1, MAP_BYTES / people);
    this.maps = map(file);
  }

  private ByteBuffer[] map(Path file) {
    long expected = (long) people * snps.size();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != expected) {
        throw InvalidInput.of(
            "'%s' holds %d bytes; %d people and %d SNPs of its .rds take %d. Make it again.",
            file, channel.size(), people, snps.size(), expected);
      }
      ByteBuffer[] all = new ByteBuffer[(snps.size() + snpsPerMap - 1) / snpsPerMap];
      for (int m = 0; m < all.length; m++) {
        long first = (long) m * snpsPerMap * people;
        long length = Math.min((long) snpsPerMap * people, expected - first);
        all[m] = channel.map(FileChannel.MapMode.READ_ONLY, first, length);
      }
      return all;
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' could not be read: %s.", file, e.getMessage());
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
    int start = snp % snpsPerMap * people;
    for (int i = 0; i < people; i++) {
      values[i] = codes[map.get(start + i) & 0xff];
    }
  }

  @Override
  public void read(int snp, int[] some, double[] out, int start) {
    ByteBuffer map = maps[snp / snpsPerMap];
    int first = snp % snpsPerMap * people;
    for (int k = 0; k < some.length; k++) {
      out[start + k] = codes[map.get(first + some[k]) & 0xff];
    }
  }
}
