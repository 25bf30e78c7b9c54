package genontk.genotype;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The people and SNPs of the fileset that was opened last. A fileset is often opened again soon, so
 * its tables are kept while memory allows and the files do not change.
 */
final class PlinkTableCache {

  /**
   * The largest number of people and SNPs that are kept; more would fill a large part of a heap.
   */
  private static final int MOST_ROWS = 250_000;

  /** The age from which a file is trusted; a younger one may change within a tick of its clock. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static volatile SoftReference<PlinkTableCache> last = new SoftReference<>(null);

  private final Stamp fam;
  private final Stamp bim;
  private final PlinkTables.Fam people;
  private final List<Snp> snps;

  private PlinkTableCache(Stamp fam, Stamp bim, PlinkTables.Fam people, List<Snp> snps) {
    this.fam = fam;
    this.bim = bim;
    this.people = people;
    this.snps = snps;
  }

  /** The state of a file, which tells whether it has changed; the key is its inode, if any. */
  private record Stamp(Path file, long size, FileTime modified, Object key) {

    static Stamp of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          file.toAbsolutePath(), found.size(), found.lastModifiedTime(), found.fileKey());
    }

    boolean isSettled() {
      return modified.toInstant().isBefore(Instant.now().minus(SETTLED));
    }
  }

  /**
   * Returns the tables of a fileset, from memory if the files have not changed.
   *
   * @throws InvalidInput if one cannot be read
   */
  static PlinkTableCache of(Path fam, Path bim) {
    PlinkTableCache known = last.get();
    try {
      Stamp people = Stamp.of(fam);
      Stamp snps = Stamp.of(bim);
      if (known != null && known.fam.equals(people) && known.bim.equals(snps)) {
        return known;
      }
      PlinkTableCache read =
          new PlinkTableCache(people, snps, PlinkTables.readFam(fam), PlinkTables.readBim(bim));
      boolean small = read.people.ids().size() + read.snps.size() <= MOST_ROWS;
      if (small && people.isSettled() && snps.isSettled()) {
        last = new SoftReference<>(read);
      }
      return read;
    } catch (IOException e) {
      throw InvalidInput.of(e, "'%s' or '%s' could not be read: %s.", fam, bim, e.getMessage());
    }
  }

  PlinkTables.Fam people() {
    return people;
  }

  List<Snp> snps() {
    return snps;
  }
}
