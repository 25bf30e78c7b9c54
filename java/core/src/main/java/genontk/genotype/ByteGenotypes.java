package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A memory-mapped file with one byte per genotype, column-major: the .bk of bigsnpr's FBM.code256
 * (Prive et al. 2018).
 */
public final class ByteGenotypes implements Genotypes {

  private static final int CODES = 256;

  private final GenotypeLabels labels;
  private final double[] codes;
  private final MappedColumns columns;

  /**
   * Opens a file.
   *
   * @param file the path of the file
   * @param codes the genotype that each of the 256 bytes stands for, NaN for missing
   * @param people the number of people n
   * @param ids the n IDs, or null
   * @param snps the p SNPs
   * @throws InvalidInput if the file cannot be read or is of another size, if there are not 256
   *     codes or n IDs, or if two SNPs have one name
   */
  public ByteGenotypes(Path file, double[] codes, int people, List<String> ids, List<Snp> snps) {
    this.labels = new GenotypeLabels(people, ids, null, snps, true);
    this.codes = codes;
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
    this.columns = map(file, people, snps.size());
  }

  private static MappedColumns map(Path file, int people, int snps) {
    long expected = (long) people * snps;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != expected) {
        throw InvalidInput.of(
            "'%s' holds %d bytes; %d people and %d SNPs of its .rds take %d. Make it again.",
            file, channel.size(), people, snps, expected);
      }
      return MappedColumns.map(channel, 0, people, snps);
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' could not be read: %s.", file, e.getMessage());
    }
  }

  @Override
  public GenotypeLabels labels() {
    return labels;
  }

  @Override
  public void read(int snp, double[] values) {
    ByteBuffer map = columns.map(snp);
    int start = columns.start(snp);
    int people = people();
    for (int i = 0; i < people; i++) {
      values[i] = codes[map.get(start + i) & 0xff];
    }
  }

  @Override
  public void read(int snp, int[] some, double[] out, int start) {
    ByteBuffer map = columns.map(snp);
    int first = columns.start(snp);
    for (int k = 0; k < some.length; k++) {
      out[start + k] = codes[map.get(first + some[k]) & 0xff];
    }
  }
}
