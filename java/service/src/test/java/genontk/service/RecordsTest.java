package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights, several records per person, the scale of liability, and predictions by component. */
class RecordsTest {

  private static final Sample PEOPLE = Sample.of(50, 30, 5);
  private static final Sample TRAINING = PEOPLE.people(Sample.range(0, 40));
  private static final int[] NEW = Sample.range(40, 50);

  /** The rows of the data: people 0 to 39, and some of them again. */
  private static final int[] ROWS = new int[60];

  static {
    Arrays.setAll(ROWS, r -> r < 40 ? r : (r * 7) % 23);
  }

  private static final Sample DATA = Sample.of(60, 3, 6);
  private static final double[] WEIGHTS = new double[60];

  static {
    Arrays.setAll(WEIGHTS, r -> 0.5 + (r % 5));
  }

  private static double[][] kernel(int[] rows, int[] columns) {
    double[][] kernel = PEOPLE.additiveKernel();
    return Sample.transpose(Sample.rows(Sample.transpose(Sample.rows(kernel, rows)), columns));
  }

  private static double[] trait() {
    double[] y = new double[60];
    double[][] g = PEOPLE.genotypes();
    Arrays.setAll(y, r -> DATA.y()[r] + g[ROWS[r]][0] + g[ROWS[r]][1] - g[ROWS[r]][2]);
    return y;
  }

  private static Call fit(List<String> ids, double[][] kernel, List<String> kernelIds) {
    return Call.task("ntk_lmm")
        .matrix("y", Sample.column(trait()))
        .with("ids", ids)
        .covariates(DATA.design(), DATA.terms())
        .kernel(kernel, kernelIds)
        .matrix("weights", Sample.column(WEIGHTS));
  }

  private static double[][] predicted(byte[] model, double[][] cross) {
    Sample fresh = PEOPLE.people(NEW);
    return Call.task("predict")
        .model(model)
        .with("ids", fresh.ids())
        .covariates(fresh.design(), fresh.terms())
        .kernel(cross, fresh.ids())
        .matrix("kernel_diagonal", Sample.column(diagonal(kernel(NEW, NEW))))
        .with("interval", "prediction")
        .run()
        .succeeded()
        .columns("prediction");
  }

  private static double[] diagonal(double[][] a) {
    double[] diagonal = new double[a.length];
    Arrays.setAll(diagonal, i -> a[i][i]);
    return diagonal;
  }

  /** People with several records are the same model as one person per record with equal kernels. */
  @Test
  void severalRecordsPerPersonAreOnePersonPerRecordWithEqualKernels() {
    Answer repeated =
        fit(
                Sample.select(TRAINING.ids(), ROWS),
                kernel(Sample.range(0, 40), Sample.range(0, 40)),
                TRAINING.ids())
            .run()
            .succeeded();
    Answer alike = fit(DATA.ids(), kernel(ROWS, ROWS), DATA.ids()).run().succeeded();
    assertEquals(40, repeated.json().get("n_people").asInt());
    assertEquals(60, repeated.json().get("n_records").asInt());
    assertTrue(repeated.says("several records"));
    assertEquals(Sample.select(TRAINING.ids(), ROWS), repeated.texts("/records"));
    for (String table : new String[] {"variance_components", "heritability", "fixed_effects"}) {
      for (String column : new String[] {"estimate", "std_error"}) {
        String path = "/" + table + "/" + column;
        assertArrayEquals(alike.numbers(path), repeated.numbers(path), 1e-7, path);
      }
    }
    assertEquals(alike.number("/log_likelihood"), repeated.number("/log_likelihood"), 1e-8);
    assertArrayEquals(alike.fitted(), repeated.fitted(), 1e-8);
    double[][] effects = repeated.columns("random_effects");
    assertEquals(40, effects[0].length);
    assertArrayEquals(Arrays.copyOf(alike.columns("random_effects")[0], 40), effects[0], 1e-8);
    double[][] byPerson = predicted(repeated.model(), kernel(NEW, Sample.range(0, 40)));
    double[][] byRecord = predicted(alike.model(), kernel(NEW, ROWS));
    for (int column = 0; column < 3; column++) {
      assertArrayEquals(byRecord[column], byPerson[column], 1e-8);
    }
  }

  @Test
  void rowsThatAreCopiesAreRefusedAsRecords() {
    int[] rows = Sample.range(0, 41);
    rows[40] = 7;
    Call.fit("ntk_lmm", TRAINING.people(rows))
        .genotypes(TRAINING.genotypes(), TRAINING.ids(), TRAINING.snps())
        .fails("InvalidInput");
  }

  @Test
  void weightsOfNewPeopleDivideTheirResidualVariance() {
    Answer fit = Call.fit("ntk_lmm", TRAINING).with("kernel", "additive").run().succeeded();
    Sample fresh = PEOPLE.people(NEW);
    double[] weights = new double[10];
    Arrays.fill(weights, 1e12);
    Call call =
        Call.task("predict")
            .model(fit.model())
            .with("ids", fresh.ids())
            .covariates(fresh.design(), fresh.terms())
            .genotypes(fresh.genotypes(), fresh.ids(), fresh.snps());
    double[][] mean = call.with("interval", "confidence").run().succeeded().columns("prediction");
    double[][] sure =
        call.with("interval", "prediction")
            .matrix("weights", Sample.column(weights))
            .run()
            .succeeded()
            .columns("prediction");
    assertArrayEquals(mean[2], sure[2], 1e-5);
    weights[3] = 0;
    call.matrix("weights", Sample.column(weights)).fails("InvalidInput");
    call.matrix("weights", Sample.column(new double[] {1, 2})).fails("InvalidInput");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void weightsThatAreNoFinitePositiveNumbersAreRefused(double wrong) {
    double[] weights = new double[40];
    Arrays.fill(weights, 1);
    weights[7] = wrong;
    Call.fit("ntk_lmm", TRAINING).matrix("weights", Sample.column(weights)).fails("InvalidInput");
    Call.fit("ntk_lmm", TRAINING)
        .matrix("weights", Sample.column(new double[] {1, 1}))
        .fails("InvalidInput");
  }

  @Test
  void heritabilityOnTheScaleOfLiabilityIsThatOfLeeEtAl() {
    double[] cases = Arrays.stream(TRAINING.y()).map(y -> y > TRAINING.y()[0] ? 1 : 0).toArray();
    Call call = Call.fit("ntk_lmm", TRAINING).matrix("y", Sample.column(cases));
    Answer observed = call.run().succeeded();
    assertTrue(observed.says("observed scale"));
    assertTrue(observed.json().get("heritability_liability").isNull());
    Answer both = call.with("prevalence", 0.05).run().succeeded();
    double p = Arrays.stream(cases).average().orElseThrow();
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double z = normal.density(normal.inverseCumulativeProbability(0.95));
    double factor = Math.pow(0.05 * 0.95, 2) / (z * z * p * (1 - p));
    for (String column : new String[] {"estimate", "std_error", "lower", "upper"}) {
      double[] expected =
          Arrays.stream(both.numbers("/heritability/" + column)).map(h -> factor * h).toArray();
      assertArrayEquals(expected, both.numbers("/heritability_liability/" + column), 1e-12);
    }
    for (double wrong : new double[] {0, 1, -0.1, 1.5}) {
      call.with("prevalence", wrong).fails("InvalidInput");
    }
    Call.fit("ntk_lmm", TRAINING).with("prevalence", 0.1).fails("InvalidInput");
  }

  @Test
  void aTraitOfOneAndTwoIsThatOfZeroAndOneWhereClassesAreMeant() {
    double[] cases = Arrays.stream(TRAINING.y()).map(y -> y > TRAINING.y()[0] ? 1 : 0).toArray();
    double[] coded = Arrays.stream(cases).map(y -> y + 1).toArray();
    Call call = Call.fit("ntk_lmm", TRAINING).with("prevalence", 0.05);
    Answer expected = call.matrix("y", Sample.column(cases)).run().succeeded();
    Answer answer = call.matrix("y", Sample.column(coded)).run().succeeded();
    assertTrue(answer.says("1 and 2") && !expected.says("1 and 2"));
    for (String field : List.of("heritability_liability/estimate", "fixed_effects/estimate")) {
      assertArrayEquals(expected.numbers("/" + field), answer.numbers("/" + field), 0);
    }
    Answer plain =
        Call.fit("ntk_lmm", TRAINING).matrix("y", Sample.column(coded)).run().succeeded();
    assertTrue(plain.says("observed scale"));
    double shift =
        plain.numbers("/fixed_effects/estimate")[0]
            - expected.numbers("/fixed_effects/estimate")[0];
    assertEquals(1, shift, 1e-8);
  }

  @Test
  void kernelsThatSayTheSameAreNamed() {
    double[][] kernel = TRAINING.additiveKernel();
    double[][] almost = Sample.copy(kernel);
    for (int i = 0; i < 40; i++) {
      almost[i][i] += 1e-6;
    }
    Call call = Call.fit("ntk_lmm", TRAINING);
    Map<String, double[][]> kernels = new LinkedHashMap<>();
    kernels.put("one", kernel);
    kernels.put("other", almost);
    Answer alike = call.kernels(kernels, TRAINING.ids()).run().succeeded();
    assertTrue(alike.says("'one' and 'other' say almost the same"), alike.texts("/messages") + "");
    double sum = alike.numbers("/heritability/estimate")[2];
    Answer one = Call.fit("ntk_lmm", TRAINING).with("kernel", "additive").run().succeeded();
    assertEquals(one.numbers("/heritability/estimate")[1], sum, 1e-4);
    assertTrue(
        !Call.fit("ntk_lmm", TRAINING)
            .with("kernel", "additive+ntk")
            .run()
            .says("almost the same"));
  }

  @Test
  void aPredictionIsTheSumOfItsComponents() {
    Answer fit = Call.fit("ntk_lmm", TRAINING).with("kernel", "additive+ntk").run().succeeded();
    Answer again =
        Call.task("predict")
            .model(fit.model())
            .with("ids", TRAINING.ids())
            .covariates(TRAINING.design(), TRAINING.terms())
            .genotypes(TRAINING.genotypes(), TRAINING.ids(), TRAINING.snps())
            .with("components", true)
            .run()
            .succeeded();
    double[][] parts = again.columns("components");
    double[] total = again.columns("prediction")[0];
    double[] values = fit.columns("random_effects")[0];
    assertEquals(
        "[\"fixed\",\"additive\",\"non-additive\"]",
        again.json().at("/matrices/components/columns").toString());
    for (int i = 0; i < 40; i++) {
      assertEquals(total[i], parts[0][i] + parts[1][i] + parts[2][i], 1e-9);
      assertEquals(values[i], parts[1][i], 1e-7);
      assertEquals(values[40 + i], parts[2][i], 1e-7);
    }
  }
}
