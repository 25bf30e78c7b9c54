package genontk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genontk.service.Call.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests larger than the heap: refused with the number of bytes before any is allocated. */
class MemoryTest {

  @TempDir Path folder;

  /** A fileset of n people and one SNP takes n / 4 bytes, its kernel 8 n^2. */
  private Call people(int n) throws IOException {
    byte[] bed = new byte[3 + (n + 3) / 4];
    Arrays.fill(bed, (byte) 0b10_11_00_10);
    bed[0] = 0x6c;
    bed[1] = 0x1b;
    bed[2] = 1;
    Path path = folder.resolve("many.bed");
    Files.write(path, bed);
    Files.writeString(folder.resolve("many.bim"), "1 s1 0 1 A G\n");
    StringBuilder fam = new StringBuilder();
    double[][] y = new double[n][1];
    for (int i = 0; i < n; i++) {
      fam.append("F P").append(i).append(" 0 0 0 -9\n");
      y[i][0] = i % 17;
    }
    Files.writeString(folder.resolve("many.fam"), fam);
    return Call.task("ntk_lmm").matrix("y", y).bed(path);
  }

  private static void assertNamesTheBytes(Answer answer, double atLeast) {
    answer.failed("OutOfMemory");
    double needed = answer.number("/error/needed_bytes");
    double available = answer.number("/error/available_bytes");
    assertTrue(needed >= atLeast, "needed " + needed);
    assertTrue(available > 0 && available <= Runtime.getRuntime().maxMemory());
    assertTrue(needed > available);
  }

  @Test
  void aFitLargerThanTheHeapIsRefusedAtOnce() throws IOException {
    int n = 46_000;
    assumeTrue(Runtime.getRuntime().maxMemory() < 8L * 6 * n * n);
    long begin = System.nanoTime();
    assertNamesTheBytes(people(n).run(), 8.0 * 5 * n * n);
    assertTrue((System.nanoTime() - begin) / 1e9 < 10, "nothing was computed");
  }

  /** The fit has more people than a panel of the native Cholesky factorisation has columns. */
  @Test
  void aFitTakesNoMoreOutsideTheHeapThanItReckonedWith() throws IOException {
    for (String task : new String[] {"ntk_lmm", "ntk_krr"}) {
      Answer answer = people(1200).with("task", task).with("kernel", "ntk").run().succeeded();
      double reckoned = answer.number("/memory/native_estimate");
      double peak = answer.number("/memory/native_peak");
      if (answer.json().get("backend").asText().equals("java")) {
        assertEquals(0, reckoned);
        assertEquals(0, peak);
      } else {
        assertTrue(peak >= 8.0 * 1000 * 1000, task + " took " + peak);
        assertTrue(peak <= reckoned, task + " took " + peak + " of " + reckoned);
      }
    }
  }

  @Test
  void morePeopleThanAnArrayHoldsAreRefusedWhateverTheHeap() throws IOException {
    Answer answer = people(46_341).fails("InvalidInput");
    assertTrue(answer.message().contains("46341") && answer.message().contains("46340"));
  }

  @Test
  void onlyThePeopleOfTheFitCount() throws IOException {
    Call call = people(46_341);
    double[][] y = new double[46_341][1];
    for (int i = 0; i < y.length; i++) {
      y[i][0] = i < 50 ? Math.sin(i) : Double.NaN;
    }
    Answer answer = call.matrix("y", y).run().succeeded();
    assertEquals(50, answer.json().get("n_people").asInt());
  }

  /** A sparse file as large as its header says. */
  @Test
  void anNpyFileLargerThanTheHeapIsRefusedBeforeItIsRead() throws IOException {
    int n = 46_000;
    long bytes = 8L * n * n;
    assumeTrue(Runtime.getRuntime().maxMemory() < bytes);
    String header = "{'descr': '<f8', 'fortran_order': True, 'shape': (" + n + ", " + n + "), }\n";
    Path file = folder.resolve("sparse.npy");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      sparse.write(new byte[] {(byte) header.length(), 0});
      sparse.write(header.getBytes(StandardCharsets.US_ASCII));
      sparse.setLength(10 + header.length() + bytes);
    }
    Answer answer =
        Call.task("ntk_lmm")
            .matrix("y", new double[n][1])
            .with("kernel", Map.of("values", Map.of("npy", file.toString())))
            .run();
    assertNamesTheBytes(answer, bytes);
  }

  @Test
  void genotypesLargerThanTheHeapAreNotReadAsAMatrix() throws IOException {
    int n = 40_000;
    int p = 50_000;
    assumeTrue(Runtime.getRuntime().maxMemory() < 8L * n * p);
    people(n);
    StringBuilder bim = new StringBuilder();
    for (int j = 0; j < p; j++) {
      bim.append("1 s").append(j).append(" 0 1 A G\n");
    }
    Files.writeString(folder.resolve("many.bim"), bim);
    Path bed = folder.resolve("many.bed");
    try (RandomAccessFile sparse = new RandomAccessFile(bed.toFile(), "rw")) {
      sparse.setLength(3 + (long) n / 4 * p);
    }
    assertNamesTheBytes(Call.task("genotypes").bed(bed).with("values", true).run(), 8.0 * n * p);
  }
}
