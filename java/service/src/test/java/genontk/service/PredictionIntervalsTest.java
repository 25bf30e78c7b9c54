package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static genontk.service.NewPeopleSample.cross;
import static genontk.service.NewPeopleSample.fit;
import static genontk.service.NewPeopleSample.model;
import static genontk.service.NewPeopleSample.predict;
import static genontk.service.NewPeopleSample.prediction;
import static genontk.service.NewPeopleSample.product;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prediction and confidence intervals of new people. */
class PredictionIntervalsTest {

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

  /** Otherwise half the width of the interval would be the root of a rounding error. */
  @Test
  void peopleFittedWithoutErrorArePredictedWithoutError() {
    double[] products = new double[44];
    for (int i = 0; i < 44; i++) {
      products[i] = TRAINING.genotypes()[i][0] * TRAINING.genotypes()[i][1];
    }
    Sample exact =
        new Sample(
            TRAINING.ids(),
            products,
            TRAINING.design(),
            TRAINING.terms(),
            TRAINING.genotypes(),
            TRAINING.snps());
    Answer fit = Call.fit("ntk_lmm", exact).with("kernel", "ntk").run().succeeded();
    assertEquals(0, fit.numbers("/variance_components/estimate")[1]);
    double[][] table =
        predict(fit.model(), exact)
            .with("interval", "prediction")
            .run()
            .succeeded()
            .columns("prediction");
    for (int i = 0; i < 44; i++) {
      assertEquals(products[i], table[0][i], 1e-10);
      assertEquals(0, table[2][i] - table[1][i], 1e-12);
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
  void invalidLevelsAndIntervalsAreRefused() {
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
}
