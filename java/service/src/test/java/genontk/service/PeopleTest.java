package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The people of a fit: joins, missing values, and data that cannot be fitted. */
class PeopleTest {

  private static final int N = 40;
  private static final Sample SAMPLE = Sample.of(N, 20, 4);

  @TempDir Path folder;

  private static Answer fit(Call call) {
    return call.run().succeeded();
  }

  private static Call base() {
    return Call.fit("ntk_lmm", SAMPLE);
  }

  @Test
  void peopleAreJoinedByIdInWhateverOrder() {
    int[] order = IntStream.range(0, N).map(i -> (i * 7 + 3) % N).toArray();
    Sample shuffled = SAMPLE.people(order);
    Answer answer = fit(base());
    Answer joined =
        fit(
            Call.fit("ntk_lmm", SAMPLE)
                .genotypes(shuffled.genotypes(), shuffled.ids(), SAMPLE.snps()));
    assertEquals(SAMPLE.ids(), joined.texts("/people"));
    assertArrayEquals(answer.fitted(), joined.fitted(), 1e-9);
    Answer permuted =
        fit(
            Call.fit("ntk_lmm", shuffled)
                .genotypes(SAMPLE.genotypes(), SAMPLE.ids(), SAMPLE.snps()));
    assertEquals(shuffled.ids(), permuted.texts("/people"));
    assertArrayEquals(Sample.select(fit(base()).fitted(), order), permuted.fitted(), 1e-9);
  }

  @Test
  void peopleOnOneSideOnlyAreLeftOutAndCounted() {
    int[] data = IntStream.range(0, 34).toArray();
    int[] typed = IntStream.range(5, N).toArray();
    int[] both = IntStream.range(5, 34).toArray();
    Answer answer =
        fit(
            Call.fit("ntk_lmm", SAMPLE.people(data))
                .genotypes(
                    SAMPLE.people(typed).genotypes(), SAMPLE.people(typed).ids(), SAMPLE.snps()));
    assertEquals(29, answer.json().get("n_people").asInt());
    assertEquals(SAMPLE.ids().subList(0, 5), answer.texts("/dropped/id"));
    assertTrue(answer.says("5 people were dropped"));
    assertTrue(answer.says("6 people are in the genotypes and not in the data"));
    assertArrayEquals(
        fit(Call.fit("ntk_lmm", SAMPLE.people(both))).fitted(), answer.fitted(), 1e-10);
  }

  @Test
  void withoutIdsOnOneSideEqualNumbersOfPeopleAreJoinedByPositionWithANote() {
    double[] expected = fit(base()).fitted();
    Answer noData = fit(base().without("ids"));
    assertTrue(noData.says("by position"));
    assertEquals(SAMPLE.ids(), noData.texts("/people"));
    assertArrayEquals(expected, noData.fitted());
    Answer noGenotypes = fit(base().genotypes(SAMPLE.genotypes(), null, SAMPLE.snps()));
    assertTrue(noGenotypes.says("by position"));
    assertEquals(SAMPLE.ids(), noGenotypes.texts("/people"));
    base()
        .without("ids")
        .genotypes(SAMPLE.people(Sample.range(0, 39)).genotypes(), null, null)
        .fails("InvalidInput");
    assertTrue(!fit(base()).says("by position"));
  }

  @Test
  void dataWithFamiliesAreJoinedToPeopleWithout() {
    List<String> families = SAMPLE.ids().stream().map(id -> "F:" + id).toList();
    Answer answer = fit(base().with("ids", families));
    assertEquals(SAMPLE.ids(), answer.texts("/people"));
    assertTrue(answer.says("The data have IDs as FID:IID and the genotypes as IID"));
    assertArrayEquals(fit(base()).fitted(), answer.fitted(), 1e-12);
  }

  @Test
  void covariatesThatAreTheSameForEveryoneAreNamedWithTheirValue() {
    double[][] design = new double[N][];
    for (int i = 0; i < N; i++) {
      design[i] = new double[] {1, i % 5, 3, 0, 2 * (i % 5)};
    }
    List<String> terms = List.of("(Intercept)", "age", "batch", "a:b", "twice");
    Answer answer = fit(base().covariates(design, terms));
    assertTrue(
        answer.says(
            "Covariates left out because they are the same for everyone in the fit: 'batch' (3),"
                + " 'a:b' (0)."));
    assertTrue(answer.says("Covariates dropped because others determine them: twice."));
    assertEquals(List.of("(Intercept)", "age"), answer.texts("/fixed_effects/term"));
  }

  @Test
  void nobodyMatchedIsAnErrorThatShowsBothSides() {
    Answer answer = base().with("ids", Sample.names("Q", N)).fails("InvalidInput");
    assertTrue(answer.message().contains("Q1") && answer.message().contains("P1"));
  }

  @Test
  void duplicateAbsentAndSurplusIdsAreRefused() {
    List<String> twice = new ArrayList<>(SAMPLE.ids());
    twice.set(3, "P1");
    base().with("task", "ntk_krr").with("ids", twice).fails("InvalidInput");
    base().genotypes(SAMPLE.genotypes(), twice, SAMPLE.snps()).fails("InvalidInput");
    List<String> absent = new ArrayList<>(SAMPLE.ids());
    absent.set(3, null);
    base().with("ids", absent).fails("InvalidInput");
    base().genotypes(SAMPLE.genotypes(), absent, SAMPLE.snps()).fails("InvalidInput");
    base().with("ids", Sample.names("P", N + 1)).fails("InvalidInput");
    base().with("ids", List.of()).fails("InvalidInput");
  }

  @Test
  void anIdThatIsANumberIsRefusedOrReadAsItsText() {
    Call call = base().with("ids", IntStream.rangeClosed(1, N).boxed().toList());
    call.genotypes(SAMPLE.genotypes(), Sample.names("", N), SAMPLE.snps());
    Answer answer = call.run();
    if (answer.json().has("error")) {
      answer.failed("InvalidInput");
    } else {
      assertEquals(Sample.names("", N), answer.texts("/people"));
    }
  }

  @Test
  void peopleWithMissingTraitOrCovariateAreDroppedAndCounted() {
    double[] y = SAMPLE.y().clone();
    y[2] = Double.NaN;
    y[7] = Double.NaN;
    double[][] design = Sample.copy(SAMPLE.design());
    design[7][1] = Double.NaN;
    design[11][1] = Double.NaN;
    Answer answer = fit(base().matrix("y", Sample.column(y)).covariates(design, SAMPLE.terms()));
    int[] left = IntStream.range(0, N).filter(i -> i != 2 && i != 7 && i != 11).toArray();
    assertEquals(37, answer.json().get("n_people").asInt());
    assertEquals(List.of("P3", "P8", "P12"), answer.texts("/dropped/id"));
    assertTrue(answer.says("2 people were dropped: y is missing"));
    assertTrue(answer.says("1 person was dropped: a covariate is missing"));
    assertArrayEquals(
        fit(Call.fit("ntk_lmm", SAMPLE.people(left))).fitted(), answer.fitted(), 1e-10);
  }

  @Test
  void rowsOutsideTheSubsetAreLeftOutWhateverTheyHold() {
    int[] left = IntStream.range(0, N).filter(i -> i % 3 != 0).toArray();
    double[] subset = IntStream.range(0, N).mapToDouble(i -> i % 3 == 0 ? 0 : 1).toArray();
    double[] y = SAMPLE.y().clone();
    y[0] = Double.POSITIVE_INFINITY;
    subset[3] = Double.NaN;
    List<String> ids = new ArrayList<>(SAMPLE.ids());
    ids.set(6, "P2");
    for (String task : List.of("ntk_lmm", "ntk_krr")) {
      double[] expected = fit(Call.fit(task, SAMPLE.people(left))).fitted();
      Call call = Call.fit(task, SAMPLE).matrix("y", Sample.column(y)).with("ids", ids);
      Answer answer = fit(call.matrix("subset", Sample.column(subset)));
      assertEquals(14, answer.texts("/dropped/id").size());
      assertTrue(answer.says("14 people were dropped: not in subset"));
      assertArrayEquals(expected, answer.fitted(), 1e-9);
      Answer byPosition =
          fit(
              Call.fit(task, SAMPLE)
                  .without("ids")
                  .genotypes(SAMPLE.genotypes(), null, SAMPLE.snps())
                  .matrix("subset", Sample.column(subset)));
      assertArrayEquals(expected, byPosition.fitted(), 1e-9);
      Call.fit(task, SAMPLE)
          .matrix("subset", Sample.column(new double[] {1, 0}))
          .fails("InvalidInput");
    }
  }

  @Test
  void aTraitOfTwoClassesIsZeroAndOneByTheOrderOfItsLevels() {
    double[] codes = IntStream.range(0, N).mapToDouble(i -> i % 3 == 0 ? 2 : 0).toArray();
    double[] numbers = Arrays.stream(codes).map(code -> code / 2).toArray();
    Answer answer =
        fit(
            base()
                .matrix("y", Sample.column(codes))
                .with("y_levels", List.of(List.of("control", "unseen", "case"))));
    double[] expected = fit(base().matrix("y", Sample.column(numbers))).fitted();
    assertArrayEquals(expected, answer.fitted());
    codes[1] = 1;
    Answer three =
        base()
            .matrix("y", Sample.column(codes))
            .with("y_levels", List.of(List.of("control", "unseen", "case")))
            .fails("InvalidInput");
    assertTrue(three.message().contains("3 classes"), three.message());
    double[] subset = IntStream.range(0, N).mapToDouble(i -> i == 1 ? 0 : 1).toArray();
    Answer two =
        fit(
            base()
                .matrix("y", Sample.column(codes))
                .with("y_levels", List.of(List.of("control", "unseen", "case")))
                .matrix("subset", Sample.column(subset)));
    assertTrue(two.says("1 person was dropped: not in subset"));
  }

  /** Means, frequencies and the kernel come from the people in the fit. */
  @Test
  void droppedPeopleDoNotChangeTheCentring() {
    double[][] genotypes = Sample.copy(SAMPLE.genotypes());
    double[] y = SAMPLE.y().clone();
    y[0] = Double.NaN;
    Answer answer = fit(base().matrix("y", Sample.column(y)));
    Arrays.fill(genotypes[0], 2);
    Answer other =
        fit(base().matrix("y", Sample.column(y)).genotypes(genotypes, SAMPLE.ids(), SAMPLE.snps()));
    assertArrayEquals(answer.fitted(), other.fitted());
  }

  @Test
  void infiniteValuesAreRefusedWithTheirPlace() {
    for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      double[] y = SAMPLE.y().clone();
      y[4] = value;
      Answer answer = base().matrix("y", Sample.column(y)).fails("InvalidInput");
      assertTrue(answer.message().contains("row 5"), answer.message());
      double[][] design = Sample.copy(SAMPLE.design());
      design[6][1] = value;
      answer = base().covariates(design, SAMPLE.terms()).fails("InvalidInput");
      assertTrue(answer.message().contains("age"), answer.message());
      double[][] genotypes = Sample.copy(SAMPLE.genotypes());
      genotypes[6][1] = value;
      base().genotypes(genotypes, SAMPLE.ids(), SAMPLE.snps()).fails("InvalidInput");
    }
  }

  @Test
  void traitsThatDoNotVaryAreRefused() {
    double[] constant = new double[N];
    Arrays.fill(constant, 4.2);
    double[][] design = SAMPLE.design();
    double[] spanned = Arrays.stream(design).mapToDouble(z -> 3 + 0.1 * z[1] - 7 * z[2]).toArray();
    double[] missing = new double[N];
    Arrays.fill(missing, Double.NaN);
    for (String task : new String[] {"ntk_lmm", "ntk_krr"}) {
      for (double[] y : new double[][] {constant, spanned, missing}) {
        Call.fit(task, SAMPLE).matrix("y", Sample.column(y)).fails("InvalidInput");
      }
    }
  }

  @Test
  void aTraitHasAtLeastOneColumn() {
    base().matrix("y", new double[N][0]).fails("InvalidInput");
  }

  @Test
  void aFitOfThreePeopleOrOneIsRefused() {
    for (int n : new int[] {1, 2, 3, 5}) {
      for (String task : new String[] {"ntk_lmm", "ntk_krr"}) {
        Call.fit(task, SAMPLE.people(Sample.range(0, n))).fails("InvalidInput");
      }
    }
    fit(Call.fit("ntk_lmm", SAMPLE.people(Sample.range(0, 6))));
  }

  @Test
  void covariatesThatDoNotFitAreRefused() {
    base()
        .covariates(Sample.rows(SAMPLE.design(), Sample.range(0, 39)), SAMPLE.terms())
        .fails("InvalidInput");
    base().covariates(SAMPLE.design(), List.of("a", "b")).fails("InvalidInput");
    base().covariates(SAMPLE.design(), List.of()).fails("InvalidInput");
    base().covariates(SAMPLE.design(), List.of("a", "b", "a")).fails("InvalidInput");
    base().covariates(SAMPLE.design(), Arrays.asList("a", null, "b")).fails("InvalidInput");
  }

  @Test
  void namesThatDoNotFitTheGenotypesAreRefused() {
    base()
        .genotypes(SAMPLE.genotypes(), Sample.names("P", N - 1), SAMPLE.snps())
        .fails("InvalidInput");
    base().genotypes(SAMPLE.genotypes(), SAMPLE.ids(), Sample.names("s", 19)).fails("InvalidInput");
    List<String> twice = new ArrayList<>(SAMPLE.snps());
    twice.set(5, "s1");
    base().genotypes(SAMPLE.genotypes(), SAMPLE.ids(), twice).fails("InvalidInput");
  }

  @Test
  void anyFiniteCodingOfGenotypesIsTaken() {
    double[][] scaled = Sample.copy(SAMPLE.genotypes());
    double[] means = SAMPLE.means();
    for (double[] row : scaled) {
      for (int j = 0; j < row.length; j++) {
        row[j] -= means[j] + 1e-9;
      }
    }
    Answer answer = fit(base().genotypes(scaled, SAMPLE.ids(), SAMPLE.snps()));
    assertEquals(20, answer.json().get("n_snps").asInt());
    assertArrayEquals(fit(base()).fitted(), answer.fitted(), 1e-7);
  }

  @Test
  void damagedFilesetsAreRefused() throws IOException {
    Path bed = SAMPLE.plink(folder, "x");
    byte[] bytes = Files.readAllBytes(bed);
    Files.write(bed, Arrays.copyOf(bytes, bytes.length - 5));
    base().bed(bed).fails("InvalidInput");
    Files.write(bed, bytes);
    Files.delete(folder.resolve("x.fam"));
    base().bed(bed).fails("InvalidInput");
  }

  @Test
  void missingGenotypesAreAnErrorWhereAskedFor() {
    double[][] genotypes = Sample.copy(SAMPLE.genotypes());
    genotypes[3][2] = Double.NaN;
    Call call = base().genotypes(genotypes, SAMPLE.ids(), SAMPLE.snps());
    call.with("missing", "error").fails("InvalidInput");
    fit(call.with("missing", "mean"));
    Answer dropped = fit(call.with("missing", "error").with("max_missing", 0));
    assertEquals(List.of("s3"), dropped.texts("/dropped/id"));
  }
}
