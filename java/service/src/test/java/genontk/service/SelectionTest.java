package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  @TempDir Path folder;

  private final Sample sample = Sample.of(20, 9, 4);

  private static double[] variances(Answer answer) {
    return answer.numbers("/variance_components/estimate");
  }

  @Test
  void aFitOfSomeSnpsIsTheFitOfThoseSnpsGivenAlone() {
    Answer some =
        Call.fit("ntk_lmm", sample)
            .with("snps", List.of(sample.snps().get(4), 1, sample.snps().get(7)))
            .run()
            .succeeded();
    double[][] columns = new double[20][];
    for (int i = 0; i < 20; i++) {
      double[] row = sample.genotypes()[i];
      columns[i] = new double[] {row[4], row[0], row[7]};
    }
    List<String> names = List.of(sample.snps().get(4), sample.snps().get(0), sample.snps().get(7));
    Answer alone =
        Call.fit("ntk_lmm", sample).genotypes(columns, sample.ids(), names).run().succeeded();
    assertArrayEquals(variances(alone), variances(some));
    assertEquals(3, some.json().get("n_snps").asInt());
  }

  @Test
  void aRangeSelectsTheSnpsInIt() throws Exception {
    Path bed = sample.plink(folder, "study");
    Answer answer = Call.task("genotypes").bed(bed).with("snps", "1:3-5").run().succeeded();
    assertEquals(sample.snps().subList(2, 5), answer.texts("/snps/id"));
    Answer all = Call.task("genotypes").bed(bed).with("snps", "chr1:").run().succeeded();
    assertEquals(9, all.json().get("n_snps").asInt());
  }

  @Test
  void peopleNotAskedForAreDroppedWithThatReason() {
    Answer answer =
        Call.fit("ntk_lmm", sample).with("people", sample.ids().subList(3, 20)).run().succeeded();
    assertEquals(17, answer.json().get("n_people").asInt());
    assertEquals(sample.ids().subList(0, 3), answer.texts("/dropped/id").subList(0, 3));
    assertEquals("not among the people asked for", answer.texts("/dropped/reason").get(0));
  }

  @Test
  void peopleWithTooManyMissingGenotypesAreDroppedWithThatReason() {
    for (int j = 0; j < 4; j++) {
      sample.genotypes()[6][j] = Double.NaN;
    }
    Answer answer = Call.fit("ntk_lmm", sample).with("max_missing_person", 0.3).run().succeeded();
    assertEquals(19, answer.json().get("n_people").asInt());
    assertEquals(sample.ids().get(6), answer.texts("/dropped/id").get(0));
    assertTrue(answer.texts("/dropped/reason").get(0).contains("max_missing_person"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"nobody\"]", "[0]", "[21]", "[1.5]", "[true, false]", "[]"})
  void unknownPeopleAreRefused(String people) {
    Call.fit("ntk_lmm", sample).with("people", Call.parse(people)).fails("InvalidInput");
  }

  @Test
  void aJoinThatMatchesNobodyMentionsLeadingZeros() {
    List<String> ids = sample.ids().stream().map(id -> "00" + id).toList();
    Answer answer =
        Call.fit("ntk_lmm", sample)
            .genotypes(sample.genotypes(), ids, sample.snps())
            .fails("InvalidInput");
    assertTrue(answer.message().contains("leading zeros"), answer.message());
  }

  @Test
  void hweDropsSnpsThatAreOutOfEquilibrium() {
    for (double[] row : sample.genotypes()) {
      row[2] = 1;
    }
    sample.genotypes()[0][2] = 2;
    Answer answer = Call.fit("ntk_lmm", sample).with("hwe", 0.01).run().succeeded();
    assertTrue(answer.texts("/dropped/id").contains(sample.snps().get(2)));
    Call.fit("ntk_lmm", sample).with("hwe", 2).fails("InvalidInput");
  }

  @Test
  void phenotypesOfSeveralFilesComeAsOneTable() throws Exception {
    Path one = Files.writeString(folder.resolve("a.txt"), "1 007 5\n1 008 -9\n");
    Answer answer =
        Call.task("phenotypes").with("paths", List.of(one.toString())).run().succeeded();
    assertEquals(List.of("007", "008"), answer.texts("/id"));
    assertEquals(5, answer.json().at("/columns/0/numbers/0").asDouble());
    assertTrue(answer.json().at("/columns/0/numbers/1").isNull());
    Call.task("conversion").with("paths", List.of("x.txt")).fails("InvalidInput");
    Answer plan = Call.task("conversion").with("paths", List.of("/x/a.vcf")).run().succeeded();
    assertEquals("--vcf", plan.texts("/arguments").get(0));
  }
}
