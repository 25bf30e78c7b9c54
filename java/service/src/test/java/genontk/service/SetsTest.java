package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static genontk.service.NewPeopleSample.predict;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of SNPs, each with its kernel and its variance component. */
class SetsTest {

  private static final List<String> FIRST = TRAINING.snps().subList(0, 9);
  private static final List<String> SECOND = TRAINING.snps().subList(9, 24);

  @TempDir Path folder;

  private static Object sets(Object... namesAndSnps) {
    List<Object> sets = new ArrayList<>();
    for (int k = 0; k < namesAndSnps.length; k += 2) {
      sets.add(Map.of("name", namesAndSnps[k], "snps", namesAndSnps[k + 1]));
    }
    return Map.of("sets", sets);
  }

  private static Call fit(Object sets) {
    return Call.fit("ntk_lmm", TRAINING).with("sets", sets);
  }

  private static double[][] columns(Sample sample, int from, int to) {
    return Arrays.stream(sample.genotypes())
        .map(row -> Arrays.copyOfRange(row, from, to))
        .toArray(double[][]::new);
  }

  private static double[][] kernel(Sample rows, int from, int to) {
    Sample part =
        new Sample(
            TRAINING.ids(),
            TRAINING.y(),
            TRAINING.design(),
            TRAINING.terms(),
            columns(TRAINING, from, to),
            TRAINING.snps().subList(from, to));
    return Call.task("kernel")
        .genotypes(columns(rows, from, to), rows.ids(), rows.snps().subList(from, to))
        .genotypes2(part)
        .run()
        .succeeded()
        .rows("kernel-1");
  }

  @Test
  void setsFitAndPredictLikeKernelsOfTheirSnps() {
    Answer answer = fit(sets("one", FIRST, "two", SECOND)).run().succeeded();
    assertEquals(List.of("one", "two"), answer.texts("/components"));
    Map<String, double[][]> own = new LinkedHashMap<>();
    own.put("one", kernel(TRAINING, 0, 9));
    own.put("two", kernel(TRAINING, 9, 24));
    Answer expected = Call.fit("ntk_lmm", TRAINING).kernels(own, TRAINING.ids()).run().succeeded();
    assertArrayEquals(
        expected.numbers("/variance_components/estimate"),
        answer.numbers("/variance_components/estimate"),
        1e-8);
    byte[] model = answer.model();
    double[][] got =
        predict(model, FRESH)
            .with("interval", "prediction")
            .run()
            .succeeded()
            .columns("prediction");
    Map<String, double[][]> fresh = new LinkedHashMap<>();
    fresh.put("one", kernel(FRESH, 0, 9));
    fresh.put("two", kernel(FRESH, 9, 24));
    double[] byOwn =
        predict(expected.model(), FRESH)
            .without("genotypes")
            .kernels(fresh, FRESH.ids())
            .run()
            .succeeded()
            .columns("prediction")[0];
    assertArrayEquals(byOwn, got[0], 1e-8);
    for (int i = 0; i < 12; i++) {
      assertTrue(got[1][i] < got[0][i] && got[0][i] < got[2][i]);
    }
  }

  @Test
  void aSetOfAllSnpsIsNoSetAtAll() {
    Answer whole = Call.fit("ntk_lmm", TRAINING).with("kernel", "additive+ntk").run().succeeded();
    Answer set = fit(sets("all", TRAINING.snps())).with("kernel", "additive+ntk").run().succeeded();
    assertEquals(List.of("all.additive", "all.non-additive"), set.texts("/components"));
    assertArrayEquals(whole.fitted(), set.fitted());
  }

  @Test
  void filesRangesAndTheRestAreSets() throws IOException {
    Path bed = TRAINING.plink(folder, "training");
    Path file =
        Files.writeString(
            folder.resolve("sets.txt"),
            "\uFEFF# name, SNPs\r\none 1:1-5 s6\none s7 s8 s9\n\nrest *\n");
    Answer byFile = fit(Map.of("file", file.toString())).bed(bed).run().succeeded();
    Answer byName = fit(sets("one", FIRST, "rest", SECOND)).bed(bed).run().succeeded();
    assertArrayEquals(byName.fitted(), byFile.fitted());
    assertFalse(byFile.says("in no set"));
    Answer partial = fit(sets("one", List.of("s1", "s2", "nobody"))).run().succeeded();
    assertTrue(partial.says("22 SNPs are in no set"));
    assertTrue(partial.says("nobody"));
  }

  @Test
  void additiveSetsHaveEffectsOfSnps() throws IOException {
    byte[] model =
        fit(sets("one", FIRST, "two", SECOND.subList(0, 4)))
            .with("kernel", "additive")
            .run()
            .succeeded()
            .model();
    Path saved = folder.resolve("m");
    Call.task("save_model")
        .model(model)
        .with("path", saved.toString())
        .with("effects_only", true)
        .run()
        .succeeded();
    assertArrayEquals(
        NewPeopleSample.prediction(predict(model, FRESH)),
        NewPeopleSample.prediction(predict(Files.readAllBytes(saved), FRESH)),
        1e-12);
  }

  @Test
  void setsThatCannotBeUsedAreRefused() {
    fit(sets("none", List.of("nobody"))).fails("InvalidInput");
    fit(sets("one", FIRST, "one", SECOND)).fails("InvalidInput");
    fit(sets()).fails("InvalidInput");
    fit(sets("residual", FIRST)).fails("InvalidInput");
    fit(Map.of("file", folder.resolve("absent").toString())).fails("InvalidInput");
  }

  @Test
  void theRidgeMixesSetsOnTheSameFolds() {
    Answer answer =
        Call.fit("ntk_krr", TRAINING)
            .with("kernel", "additive")
            .with("sets", sets("one", FIRST, "two", SECOND))
            .run()
            .succeeded();
    assertEquals(List.of("one", "two"), answer.texts("/shares/component"));
    assertEquals(1, Arrays.stream(answer.numbers("/shares/share")).sum(), 1e-12);
    assertEquals(11, Arrays.stream(answer.numbers("/path/share")).distinct().count());
    assertEquals(answer.number("/share"), answer.numbers("/shares/share")[0], 0);
    Call.fit("ntk_krr", TRAINING)
        .with("sets", sets("a", FIRST, "b", SECOND, "c", FIRST, "d", SECOND))
        .fails("InvalidInput");
  }

  @Test
  void kernelsOfSetsAreMatricesOfTheirOwn() {
    Answer answer =
        Call.task("kernel")
            .genotypes(TRAINING.genotypes(), TRAINING.ids(), TRAINING.snps())
            .with("sets", sets("one", FIRST, "two", SECOND))
            .run()
            .succeeded();
    double[][] one = kernel(TRAINING, 0, 9);
    double[][] got = answer.rows("kernel-1");
    for (int i = 0; i < one.length; i++) {
      assertArrayEquals(one[i], got[i], 1e-12);
    }
    assertEquals(44, answer.rows("kernel-2").length);
  }
}
