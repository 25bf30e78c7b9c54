package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import genontk.service.Call.Answer;
import genontk.service.wire.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenotypesTaskTest {

  @TempDir Path folder;

  @Test
  void aFilesetIsDescribed() throws IOException {
    Sample sample = Sample.of(11, 6, 9);
    Path bed = sample.plink(folder, "study", 2);
    Answer answer = Call.task("genotypes").bed(bed).run().succeeded();
    assertEquals(bed.toString(), answer.json().get("path").asText());
    assertEquals(11, answer.json().get("n_people").asInt());
    assertEquals(6, answer.json().get("n_snps").asInt());
    assertEquals(sample.ids(), answer.texts("/people"));
    assertEquals(sample.snps(), answer.texts("/snps/id"));
    double[][] codes = answer.columns("snp_codes");
    List<String> alleles = answer.texts("/snps/alleles");
    assertEquals("G", alleles.get((int) codes[2][2] - 1));
    assertEquals("A", alleles.get((int) codes[2][1] - 1));
    assertEquals(List.of("1"), answer.texts("/snps/chromosomes"));
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, codes[0]);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, codes[1]);
    assertFalse(answer.json().get("matrices").has("genotypes"));
  }

  @Test
  void itsValuesAreCountsOfAlleleOneWithNanWhereMissing() throws IOException {
    Sample sample = Sample.of(11, 6, 9);
    sample.genotypes()[4][3] = Double.NaN;
    Path bed = sample.plink(folder, "study");
    Answer answer = Call.task("genotypes").bed(bed).with("values", true).run().succeeded();
    double[][] columns = answer.columns("genotypes");
    assertArrayEquals(Sample.transpose(sample.genotypes()), columns);
    Path delivery = Files.createDirectory(folder.resolve("delivery"));
    Answer file =
        Call.task("genotypes")
            .bed(bed)
            .with("values", true)
            .with("delivery", "npy")
            .with("folder", delivery.toString())
            .run()
            .succeeded();
    assertArrayEquals(
        Sample.flat(sample.genotypes()),
        Npy.read(Path.of(file.json().at("/matrices/genotypes/npy").asText())).data());
  }

  @Test
  void filesThatAreNoFilesetAreRefused() {
    Call.task("genotypes").bed(folder.resolve("absent.bed")).fails("InvalidInput");
    Call.task("genotypes").bed(folder.resolve("x.vcf.gz")).fails("InvalidInput");
  }
}
