package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlinkTableCacheTest {

  private static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(1));

  @TempDir Path folder;
  private Path fam;
  private Path bim;

  @BeforeEach
  void writeFiles() throws IOException {
    fam = write("study.fam", "f Ann 0 0 0 -9\n", LONG_AGO);
    bim = write("study.bim", "1 rs1 0 7 A G\n", LONG_AGO);
  }

  private Path write(String name, String text, Instant modified) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    return file;
  }

  @Test
  void filesThatStayAreReadOnce() {
    assertSame(PlinkTableCache.of(fam, bim), PlinkTableCache.of(fam, bim));
  }

  /** The file keeps its size, so only its time tells. */
  @Test
  void aFileThatWasWrittenAgainIsReadAgain() throws IOException {
    PlinkTableCache first = PlinkTableCache.of(fam, bim);
    write("study.bim", "1 rs2 0 7 A G\n", LONG_AGO.plusSeconds(60));
    assertEquals("rs1", first.snps().get(0).id());
    assertEquals("rs2", PlinkTableCache.of(fam, bim).snps().get(0).id());
    write("study.fam", "f Bob 0 0 0 -9\n", LONG_AGO.plusSeconds(60));
    assertEquals("Bob", PlinkTableCache.of(fam, bim).people().ids().get(0));
  }

  /** A young file may be written once more within the tick of a coarse clock. */
  @Test
  void aFileThatIsYoungIsNotKept() throws IOException {
    write("study.bim", "1 rs1 0 7 A G\n", Instant.now());
    assertNotSame(PlinkTableCache.of(fam, bim), PlinkTableCache.of(fam, bim));
  }
}
