package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static genontk.service.NewPeopleSample.cross;
import static genontk.service.NewPeopleSample.fit;
import static genontk.service.NewPeopleSample.model;
import static genontk.service.NewPeopleSample.predict;
import static genontk.service.NewPeopleSample.prediction;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions from the bytes of a model, in a facade that never saw the fit. */
class PredictTest {

  @TempDir Path folder;

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
  void dosagesWithMissingValuesArePackedWithAllTheirDigits() {
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
  void predictionsFollowTheOrderOfTheDataAndAreMissingForMissingPeople() {
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
  void theModelMayBeAFile() throws IOException {
    byte[] model = model("ntk");
    Path file = folder.resolve("fit.genontk");
    Files.write(file, model);
    assertArrayEquals(
        prediction(predict(model, FRESH)),
        prediction(predict(model, FRESH).with("model", Map.of("file", file.toString()))));
  }

  @Test
  void predictionsDoNotDependOnTheOtherNewPeople() {
    byte[] model = model("ntk");
    double[] all = prediction(predict(model, FRESH));
    double[] one = prediction(predict(model, FRESH.people(4)));
    assertEquals(all[4], one[0], 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ntk", "additive"})
  void aKernelMatrixIsRefusedWhereTheFitUsedGenotypes(String kernel) {
    predict(model(kernel), FRESH).kernel(cross(), FRESH.ids()).fails("InvalidInput");
    predict(model(kernel), FRESH).without("genotypes").fails("InvalidInput");
  }
}
