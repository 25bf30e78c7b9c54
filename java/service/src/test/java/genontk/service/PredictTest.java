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
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions from the bytes of a model, in a facade that never saw the fit. */
class PredictTest {

  private static final Sample ALL = Sample.of(56, 24, 5);
  private static final Sample TRAINING = ALL.people(Sample.range(0, 44));
  private static final Sample FRESH = ALL.people(Sample.range(44, 56));

  @TempDir Path folder;

  private static Call predict(byte[] model, Sample sample) {
    return Call.task("predict")
        .model(model)
        .with("ids", sample.ids())
        .covariates(sample.design(), sample.terms())
        .genotypes(sample.genotypes(), sample.ids(), sample.snps());
  }

  private static double[] prediction(Call call) {
    return call.run().succeeded().columns("prediction")[0];
  }

  private static Call fit(String kernel) {
    return Call.fit("ntk_lmm", TRAINING).with("kernel", kernel);
  }

  private static byte[] model(String kernel) {
    return fit(kernel).run().succeeded().model();
  }

  @ParameterizedTest
  @CsvSource({
    "ntk_lmm, ntk, center",
    "ntk_lmm, additive, sd",
    "ntk_krr, ntk, hwe",
    "ntk_lmm, ntk, sd"
  })
  void theTrainingPeoplePredictedAgainAreTheirFittedValues(
      String task, String kernel, String scale) {
    Answer fit =
        Call.fit(task, TRAINING)
            .with("kernel", kernel)
            .with("scale", scale)
            .with("depth", 4)
            .run()
            .succeeded();
    assertArrayEquals(fit.fitted(), prediction(predict(fit.model(), TRAINING)), 1e-9);
  }

  @Test
  void dosagesWithMissingOnesArePackedWithAllTheirDigits() {
    double[][] genotypes = Sample.copy(TRAINING.genotypes());
    for (int i = 0; i < genotypes.length; i++) {
      genotypes[i][i % 24] += 0.1234567891234;
    }
    genotypes[5][3] = Double.NaN;
    Sample sample =
        new Sample(
            TRAINING.ids(),
            TRAINING.y(),
            TRAINING.design(),
            TRAINING.terms(),
            genotypes,
            TRAINING.snps());
    Answer fit = Call.fit("ntk_lmm", sample).run().succeeded();
    assertArrayEquals(fit.fitted(), prediction(predict(fit.model(), sample)), 1e-9);
  }

  /** Z*b + s_g K* V^-1 (y - Zb) with the additive kernel centred by the training means. */
  @Test
  void newPeopleArePredictedByTheFormula() {
    Answer fit = fit("additive").run().succeeded();
    double[][] cross = cross();
    double[] s = fit.numbers("/variance_components/estimate");
    double[] residuals = fit.columns("people")[1];
    double[] effects = fit.numbers("/fixed_effects/estimate");
    double[] expected = new double[12];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 3; j++) {
        expected[i] += FRESH.design()[i][j] * effects[j];
      }
      for (int j = 0; j < 44; j++) {
        expected[i] += s[0] / s[1] * cross[i][j] * residuals[j];
      }
    }
    assertArrayEquals(expected, prediction(predict(fit.model(), FRESH)), 1e-9);
  }

  /** Returns X* X' / p, centred by the training means. */
  private static double[][] cross() {
    return product(FRESH, TRAINING);
  }

  private static double[][] product(Sample rows, Sample columns) {
    double[] means = TRAINING.means();
    double[][] product = new double[rows.y().length][columns.y().length];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < product[0].length; k++) {
        for (int j = 0; j < 24; j++) {
          product[i][k] +=
              (rows.genotypes()[i][j] - means[j]) * (columns.genotypes()[k][j] - means[j]) / 24;
        }
      }
    }
    return product;
  }

  /**
   * yhat -+ t_{n-q} sqrt(s_e + s k** - s^2 k*'V^-1 k* + d'(Z'V^-1 Z)^-1 d), d = z* - s Z'V^-1 k*; a
   * confidence interval without s_e.
   */
  @ParameterizedTest
  @CsvSource({"prediction, .95", "confidence, .95", "prediction, .5", "confidence, .999"})
  void intervalsAreThoseOfTheFormula(String interval, double level) {
    Answer fit = fit("additive").run().succeeded();
    double[] s = fit.numbers("/variance_components/estimate");
    double[][] halves = new double[12][];
    double[][] v = product(TRAINING, TRAINING);
    for (int i = 0; i < 44; i++) {
      for (int j = 0; j < 44; j++) {
        v[i][j] = s[0] * v[i][j] + (i == j ? s[1] : 0);
      }
    }
    double[][] inverse = Sample.inverse(v);
    double[][] z = TRAINING.design();
    double[][] left = Sample.times(Sample.transpose(z), inverse);
    double[][] covariance = Sample.inverse(Sample.times(left, z));
    double[][] own = product(FRESH, FRESH);
    double quantile = TDistribution.of(41).inverseCumulativeProbability((1 + level) / 2);
    for (int i = 0; i < 12; i++) {
      double[][] k = Sample.column(cross()[i]);
      double[][] d = Sample.times(left, k);
      for (int j = 0; j < 3; j++) {
        d[j][0] = FRESH.design()[i][j] - s[0] * d[j][0];
      }
      double variance =
          s[0] * own[i][i]
              - s[0] * s[0] * Sample.times(Sample.transpose(k), Sample.times(inverse, k))[0][0]
              + Sample.times(Sample.transpose(d), Sample.times(covariance, d))[0][0]
              + (interval.equals("prediction") ? s[1] : 0);
      halves[i] = new double[] {quantile * Math.sqrt(variance)};
    }
    Answer answer =
        predict(fit.model(), FRESH)
            .with("interval", interval)
            .with("level", level)
            .run()
            .succeeded();
    assertEquals(
        "[\"prediction\",\"lower\",\"upper\"]",
        answer.json().at("/matrices/prediction/columns").toString());
    double[][] table = answer.columns("prediction");
    for (int i = 0; i < 12; i++) {
      assertEquals(table[0][i] - halves[i][0], table[1][i], 1e-8);
      assertEquals(table[0][i] + halves[i][0], table[2][i], 1e-8);
    }
  }

  @Test
  void intervalsOfTheNtkUseItsUnitDiagonal() {
    byte[] model = model("ntk");
    double[][] table =
        predict(model, FRESH)
            .with("interval", "confidence")
            .run()
            .succeeded()
            .columns("prediction");
    double[][] wider =
        predict(model, FRESH)
            .with("interval", "prediction")
            .run()
            .succeeded()
            .columns("prediction");
    Answer fit = fit("ntk").run().succeeded();
    double residual = fit.numbers("/variance_components/estimate")[1];
    double quantile = TDistribution.of(41).inverseCumulativeProbability(0.975);
    for (int i = 0; i < 12; i++) {
      double confidence = (table[2][i] - table[0][i]) / quantile;
      double prediction = (wider[2][i] - wider[0][i]) / quantile;
      assertEquals(residual, prediction * prediction - confidence * confidence, 1e-8);
    }
  }

  @Test
  void predictionIntervalsCoverInSimulation() {
    int covered = 0;
    int people = 0;
    for (int seed = 100; seed < 130; seed++) {
      Sample all = Sample.of(90, 12, seed);
      Sample training = all.people(Sample.range(0, 60));
      Sample fresh = all.people(Sample.range(60, 90));
      Answer fit = Call.fit("ntk_lmm", training).with("kernel", "additive").run().succeeded();
      double[][] table =
          predict(fit.model(), fresh)
              .with("interval", "prediction")
              .run()
              .succeeded()
              .columns("prediction");
      for (int i = 0; i < 30; i++) {
        covered += table[1][i] <= fresh.y()[i] && fresh.y()[i] <= table[2][i] ? 1 : 0;
        people++;
      }
    }
    double share = covered / (double) people;
    assertEquals(0.95, share, 0.025, "coverage over " + people);
  }

  @Test
  void levelsAndIntervalsThatAreNoneAreRefused() {
    byte[] model = model("ntk");
    for (Object level : new Object[] {0, 1, -0.5, 95, "0.9"}) {
      predict(model, FRESH)
          .with("interval", "prediction")
          .with("level", level)
          .fails("InvalidInput");
    }
    predict(model, FRESH).with("interval", "both").fails("InvalidInput");
  }

  @Test
  void withoutDataEveryPersonOfTheGenotypesIsPredictedWhenThereIsOnlyAnIntercept() {
    byte[] model = Call.fit("ntk_lmm", TRAINING).without("covariates").run().succeeded().model();
    Answer answer =
        Call.task("predict")
            .model(model)
            .genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps())
            .run()
            .succeeded();
    assertEquals(FRESH.ids(), answer.texts("/people"));
    assertEquals(12, answer.columns("prediction")[0].length);
    Call.task("predict")
        .model(model("ntk"))
        .genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps())
        .fails("InvalidInput");
    Answer nameless =
        Call.task("predict")
            .model(model)
            .genotypes(FRESH.genotypes(), null, FRESH.snps())
            .run()
            .succeeded();
    assertTrue(nameless.json().get("people").isNull());
  }

  @Test
  void peopleStandInTheOrderOfTheDataAndMissingOnesAreMissing() {
    byte[] model = model("ntk");
    double[] expected = prediction(predict(model, FRESH));
    int[] order = {7, 2, 11, 0, 5};
    List<String> ids = new ArrayList<>(Sample.select(FRESH.ids(), order));
    ids.set(2, "stranger");
    double[][] design = Sample.rows(FRESH.design(), order);
    design[4][1] = Double.NaN;
    Answer answer =
        predict(model, FRESH)
            .with("ids", ids)
            .covariates(design, FRESH.terms())
            .with("interval", "prediction")
            .run()
            .succeeded();
    double[][] table = answer.columns("prediction");
    assertEquals(ids, answer.texts("/people"));
    assertEquals(expected[7], table[0][0], 1e-12);
    assertEquals(expected[2], table[0][1], 1e-12);
    assertEquals(expected[0], table[0][3], 1e-12);
    for (int column = 0; column < 3; column++) {
      assertTrue(Double.isNaN(table[column][2]), "not in the genotypes");
      assertTrue(Double.isNaN(table[column][4]), "a covariate is missing");
      assertTrue(Double.isFinite(table[column][3]));
    }
    assertEquals(2, answer.texts("/messages").stream().filter(m -> m.contains("1 person")).count());
  }

  @Test
  void covariatesAreFoundByNameAndAbsentOnesNamed() {
    byte[] model = model("ntk");
    double[] expected = prediction(predict(model, FRESH));
    double[][] design = new double[12][];
    for (int i = 0; i < 12; i++) {
      double[] z = FRESH.design()[i];
      design[i] = new double[] {z[2], 99, z[0], z[1]};
    }
    assertArrayEquals(
        expected,
        prediction(
            predict(model, FRESH)
                .covariates(design, List.of("sex", "height", "(Intercept)", "age"))));
    Answer answer =
        predict(model, FRESH)
            .covariates(design, List.of("sex", "height", "(Intercept)", "Age"))
            .fails("InvalidInput");
    assertTrue(answer.message().contains("age"));
    design[3][3] = Double.POSITIVE_INFINITY;
    predict(model, FRESH)
        .covariates(design, List.of("sex", "height", "(Intercept)", "age"))
        .fails("InvalidInput");
  }

  @Test
  void aRedundantCovariateOfTheFitIsNotAskedFor() {
    double[][] design = new double[44][];
    for (int i = 0; i < 44; i++) {
      double[] z = TRAINING.design()[i];
      design[i] = new double[] {z[0], z[1], 2 * z[1], z[2]};
    }
    byte[] model =
        Call.fit("ntk_lmm", TRAINING)
            .covariates(design, List.of("(Intercept)", "age", "twice", "sex"))
            .run()
            .succeeded()
            .model();
    double[] expected = prediction(predict(model("ntk"), FRESH));
    assertArrayEquals(expected, prediction(predict(model, FRESH)), 1e-8);
    double[][] table =
        predict(model, FRESH)
            .with("interval", "confidence")
            .run()
            .succeeded()
            .columns("prediction");
    double[][] without =
        predict(model("ntk"), FRESH)
            .with("interval", "confidence")
            .run()
            .succeeded()
            .columns("prediction");
    assertArrayEquals(without[1], table[1], 1e-7);
  }

  @Test
  void snpsAreJoinedByNameFlippedAndFilled() throws IOException {
    Path training = TRAINING.plink(folder, "training");
    byte[] model = Call.fit("ntk_lmm", TRAINING).bed(training).run().succeeded().model();
    double[] expected = prediction(predict(model, FRESH));
    Path flipped = FRESH.plink(folder, "flipped", 3, 8, 20);
    Answer answer = predict(model, FRESH).bed(flipped).run().succeeded();
    assertArrayEquals(expected, answer.columns("prediction")[0], 1e-12);
    assertTrue(answer.says("3 SNPs count the other allele"));
    int[] reverse = IntStream.range(0, 24).map(j -> 23 - j).toArray();
    double[][] genotypes = new double[12][];
    for (int i = 0; i < 12; i++) {
      genotypes[i] = Sample.select(FRESH.genotypes()[i], reverse);
    }
    assertArrayEquals(
        expected,
        prediction(
            predict(model, FRESH)
                .genotypes(genotypes, FRESH.ids(), Sample.select(FRESH.snps(), reverse))),
        1e-10);
  }

  @Test
  void lackingSnpsTakeTheTrainingMean() {
    byte[] model = model("ntk");
    double[][] filled = Sample.copy(FRESH.genotypes());
    double[][] lacking = new double[12][];
    for (int i = 0; i < 12; i++) {
      filled[i][22] = TRAINING.means()[22];
      filled[i][23] = TRAINING.means()[23];
      lacking[i] = Arrays.copyOf(FRESH.genotypes()[i], 22);
    }
    double[] expected =
        prediction(predict(model, FRESH).genotypes(filled, FRESH.ids(), FRESH.snps()));
    Answer answer =
        predict(model, FRESH)
            .genotypes(lacking, FRESH.ids(), FRESH.snps().subList(0, 22))
            .run()
            .succeeded();
    assertArrayEquals(expected, answer.columns("prediction")[0], 1e-10);
    assertTrue(answer.says("2 of 24 SNPs"));
    double[][] few = Sample.copy(lacking);
    for (int i = 0; i < 12; i++) {
      few[i] = Arrays.copyOf(lacking[i], 21);
    }
    predict(model, FRESH)
        .genotypes(few, FRESH.ids(), FRESH.snps().subList(0, 21))
        .fails("InvalidInput");
    double[][] missing = Sample.copy(FRESH.genotypes());
    for (double[] row : missing) {
      row[22] = Double.NaN;
      row[23] = Double.NaN;
    }
    assertArrayEquals(
        expected,
        prediction(predict(model, FRESH).genotypes(missing, FRESH.ids(), FRESH.snps())),
        1e-10);
  }

  @Test
  void aNewPersonWithMuchMissingIsNamed() {
    double[][] missing = Sample.copy(FRESH.genotypes());
    for (int j = 0; j < 4; j++) {
      missing[3][j] = Double.NaN;
    }
    Answer answer =
        predict(model("ntk"), FRESH)
            .genotypes(missing, FRESH.ids(), FRESH.snps())
            .run()
            .succeeded();
    assertTrue(answer.says("P48"), () -> answer.texts("/messages").toString());
  }

  @Test
  void contradictingAllelesAreRefused() throws IOException {
    byte[] model =
        Call.fit("ntk_lmm", TRAINING)
            .bed(TRAINING.plink(folder, "training"))
            .run()
            .succeeded()
            .model();
    Path other = FRESH.plink(folder, "other");
    Path bim = folder.resolve("other.bim");
    Files.writeString(bim, Files.readString(bim).replace(" s7 0 7 A G", " s7 0 7 A T"));
    Answer answer = predict(model, FRESH).bed(other).fails("InvalidInput");
    assertTrue(answer.message().contains("s7"));
  }

  @Test
  void namelessSnpsAreJoinedByPositionAmongAllThatTheFitSaw() {
    double[][] genotypes = Sample.copy(TRAINING.genotypes());
    for (double[] row : genotypes) {
      row[0] = 1;
    }
    byte[] model =
        Call.fit("ntk_lmm", TRAINING)
            .genotypes(genotypes, TRAINING.ids(), null)
            .run()
            .succeeded()
            .model();
    double[] expected =
        prediction(predict(model, FRESH).genotypes(FRESH.genotypes(), FRESH.ids(), null));
    double[][] others = Sample.copy(FRESH.genotypes());
    for (double[] row : others) {
      row[0] = 2 - row[0];
    }
    assertArrayEquals(
        expected, prediction(predict(model, FRESH).genotypes(others, FRESH.ids(), null)));
    double[][] fewer =
        Arrays.stream(others).map(r -> Arrays.copyOf(r, 23)).toArray(double[][]::new);
    predict(model, FRESH).genotypes(fewer, FRESH.ids(), null).fails("InvalidInput");
  }

  @Test
  void theModelMayBeAFile() throws IOException {
    byte[] model = model("ntk");
    Path file = folder.resolve("fit.genontk");
    Files.write(file, model);
    assertArrayEquals(
        prediction(predict(model, FRESH)),
        prediction(predict(model, FRESH).with("model", Map.of("file", file.toString()))));
  }

  @Test
  void predictionsDoNotDependOnWhoElseIsPredicted() {
    byte[] model = model("ntk");
    double[] all = prediction(predict(model, FRESH));
    double[] one = prediction(predict(model, FRESH.people(4)));
    assertEquals(all[4], one[0], 1e-12);
  }

  @Test
  void aModelWithoutFixedEffectsPredictsWithIntervalsToo() {
    byte[] model =
        Call.fit("ntk_lmm", TRAINING)
            .covariates(new double[44][0], List.of())
            .run()
            .succeeded()
            .model();
    Answer answer =
        Call.task("predict")
            .model(model)
            .genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps())
            .with("interval", "prediction")
            .run()
            .succeeded();
    double[][] table = answer.columns("prediction");
    assertTrue(table[1][0] < table[0][0] && table[0][0] < table[2][0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ntk", "additive"})
  void aKernelIsNotTakenWhereTheFitMadeItsOwn(String kernel) {
    predict(model(kernel), FRESH).kernel(cross(), FRESH.ids()).fails("InvalidInput");
    predict(model(kernel), FRESH).without("genotypes").fails("InvalidInput");
  }
}
