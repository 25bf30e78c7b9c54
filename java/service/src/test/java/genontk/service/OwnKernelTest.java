package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel matrix of the user's own. */
class OwnKernelTest {

  private static final Sample ALL = Sample.of(50, 24, 6);
  private static final Sample TRAINING = ALL.people(Sample.range(0, 40));
  private static final Sample FRESH = ALL.people(Sample.range(40, 50));

  private static Call fit(String task) {
    return Call.fit(task, TRAINING)
        .without("genotypes")
        .kernel(TRAINING.additiveKernel(), TRAINING.ids());
  }

  /** Returns K*, centred like the additive kernel of the training people. */
  private static double[][] cross(Sample rows) {
    double[] means = TRAINING.means();
    double[][] cross = new double[rows.y().length][40];
    for (int i = 0; i < cross.length; i++) {
      for (int k = 0; k < 40; k++) {
        for (int j = 0; j < 24; j++) {
          cross[i][k] +=
              (rows.genotypes()[i][j] - means[j]) * (TRAINING.genotypes()[k][j] - means[j]) / 24;
        }
      }
    }
    return cross;
  }

  private static double[] diagonal(Sample rows) {
    double[] means = TRAINING.means();
    return Arrays.stream(rows.genotypes())
        .mapToDouble(
            row -> {
              double sum = 0;
              for (int j = 0; j < 24; j++) {
                sum += (row[j] - means[j]) * (row[j] - means[j]) / 24;
              }
              return sum;
            })
        .toArray();
  }

  private static Call predict(byte[] model, double[][] kernel, List<String> ids) {
    return Call.task("predict")
        .model(model)
        .with("ids", FRESH.ids())
        .covariates(FRESH.design(), FRESH.terms())
        .kernel(kernel, ids);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ntk_lmm", "ntk_krr"})
  void theAdditiveKernelByHandIsTheAdditiveKernel(String task) {
    Answer own = fit(task).run().succeeded();
    Answer named = Call.fit(task, TRAINING).with("kernel", "additive").run().succeeded();
    assertArrayEquals(named.fitted(), own.fitted(), 1e-9);
    assertEquals("kernel", own.json().get("kernel").asText());
    assertEquals(0, own.json().get("n_snps").asInt());
    double[] byName =
        Call.task("predict")
            .model(named.model())
            .with("ids", FRESH.ids())
            .covariates(FRESH.design(), FRESH.terms())
            .genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps())
            .with("interval", "prediction")
            .run()
            .succeeded()
            .columns("prediction")[1];
    double[] byHand =
        predict(own.model(), cross(FRESH), FRESH.ids())
            .matrix("kernel_diagonal", Sample.column(diagonal(FRESH)))
            .with("interval", "prediction")
            .run()
            .succeeded()
            .columns("prediction")[1];
    assertArrayEquals(byName, byHand, 1e-8);
  }

  @Test
  void anOwnKernelMayHaveAName() {
    Answer answer =
        fit("ntk_lmm")
            .with(
                "kernel",
                Map.of(
                    "values", Map.of("name", "kernel"), "ids", TRAINING.ids(), "name", "pedigree"))
            .run()
            .succeeded();
    assertEquals(List.of("pedigree", "residual"), answer.texts("/variance_components/component"));
  }

  @Test
  void anOwnKernelNamedLikeAKernelOfGenontkStaysTheUsers() {
    Answer answer =
        fit("ntk_lmm")
            .with(
                "kernel",
                Map.of("values", Map.of("name", "kernel"), "ids", TRAINING.ids(), "name", "ntk"))
            .run()
            .succeeded();
    assertArrayEquals(fit("ntk_lmm").run().succeeded().fitted(), answer.fitted());
    double[][] cross = cross(FRESH);
    assertArrayEquals(
        predict(fit("ntk_lmm").run().succeeded().model(), cross, FRESH.ids())
            .run()
            .succeeded()
            .columns("prediction")[0],
        predict(answer.model(), cross, FRESH.ids()).run().succeeded().columns("prediction")[0],
        1e-12);
  }

  @Test
  void rowsAreJoinedByIdAndItsOwnMatrixIsLeftAsItWas() {
    int[] order = java.util.stream.IntStream.range(0, 40).map(i -> (i * 3 + 1) % 40).toArray();
    double[][] kernel = TRAINING.additiveKernel();
    double[][] shuffled =
        Sample.transpose(Sample.rows(Sample.transpose(Sample.rows(kernel, order)), order));
    Answer answer =
        fit("ntk_lmm").kernel(shuffled, Sample.select(TRAINING.ids(), order)).run().succeeded();
    assertArrayEquals(fit("ntk_lmm").run().succeeded().fitted(), answer.fitted(), 1e-9);
    double[] flat = Sample.flat(kernel);
    double[] before = flat.clone();
    Genontk facade = new Genontk();
    String job = fit("ntk_lmm").open(facade);
    facade.putMatrix(job, "kernel", flat, 40, 40);
    facade.start(job);
    Call.finish(facade, job).succeeded();
    assertArrayEquals(before, flat, "the caller's matrix is not overwritten");
  }

  @Test
  void genotypesBesideAKernelAreSaidToBeUnused() {
    Answer answer =
        fit("ntk_lmm")
            .genotypes(TRAINING.genotypes(), TRAINING.ids(), TRAINING.snps())
            .run()
            .succeeded();
    assertTrue(answer.says("not used"));
  }

  /** The number of columns tells the people of the fit from all people of the kernel. */
  @Test
  void predictionTakesColumnsOfTheFitOrOfTheKernel() {
    double[] y = TRAINING.y().clone();
    y[0] = Double.NaN;
    y[17] = Double.NaN;
    byte[] model = fit("ntk_lmm").matrix("y", Sample.column(y)).run().succeeded().model();
    double[][] whole = cross(FRESH);
    int[] used = java.util.stream.IntStream.range(0, 40).filter(i -> i != 0 && i != 17).toArray();
    double[][] part = Sample.transpose(Sample.rows(Sample.transpose(whole), used));
    double[] byAll = predict(model, whole, FRESH.ids()).run().succeeded().columns("prediction")[0];
    double[] byUsed = predict(model, part, FRESH.ids()).run().succeeded().columns("prediction")[0];
    assertArrayEquals(byAll, byUsed, 1e-12);
    for (int columns : new int[] {37, 39, 41, 1}) {
      predict(model, new double[10][columns], FRESH.ids()).fails("InvalidInput");
    }
  }

  @Test
  void predictedTrainingPeopleAreTheirFittedValues() {
    Answer fit = fit("ntk_lmm").run().succeeded();
    double[] again =
        Call.task("predict")
            .model(fit.model())
            .with("ids", TRAINING.ids())
            .covariates(TRAINING.design(), TRAINING.terms())
            .kernel(TRAINING.additiveKernel(), TRAINING.ids())
            .run()
            .succeeded()
            .columns("prediction")[0];
    assertArrayEquals(fit.fitted(), again, 1e-9);
  }

  @Test
  void newRowsAreJoinedById() {
    byte[] model = fit("ntk_lmm").run().succeeded().model();
    double[] expected =
        predict(model, cross(FRESH), FRESH.ids()).run().succeeded().columns("prediction")[0];
    int[] order = {9, 3, 0, 1, 2, 8, 7, 6, 5, 4};
    double[] joined =
        predict(model, Sample.rows(cross(FRESH), order), Sample.select(FRESH.ids(), order))
            .run()
            .succeeded()
            .columns("prediction")[0];
    assertArrayEquals(expected, joined, 1e-12);
  }

  @Test
  void anIntervalNeedsTheDiagonal() {
    byte[] model = fit("ntk_lmm").run().succeeded().model();
    predict(model, cross(FRESH), FRESH.ids()).with("interval", "prediction").fails("InvalidInput");
    predict(model, cross(FRESH), FRESH.ids())
        .matrix("kernel_diagonal", Sample.column(1, 2, 3))
        .with("interval", "prediction")
        .fails("InvalidInput");
    double[] wrong = diagonal(FRESH);
    wrong[2] = Double.NaN;
    predict(model, cross(FRESH), FRESH.ids())
        .matrix("kernel_diagonal", Sample.column(wrong))
        .with("interval", "prediction")
        .fails("InvalidInput");
  }

  @Test
  void predictionWithoutAKernelIsRefused() {
    byte[] model = fit("ntk_lmm").run().succeeded().model();
    predict(model, cross(FRESH), FRESH.ids()).without("kernel").fails("InvalidInput");
    predict(model, cross(FRESH), FRESH.ids())
        .without("kernel")
        .genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps())
        .fails("InvalidInput");
    double[][] infinite = cross(FRESH);
    infinite[0][0] = Double.NaN;
    predict(model, infinite, FRESH.ids()).fails("InvalidInput");
  }

  @Test
  void matricesThatAreNoKernelAreRefused() {
    double[][] asymmetric = TRAINING.additiveKernel();
    asymmetric[3][2] += 1e-3;
    fit("ntk_lmm").kernel(asymmetric, TRAINING.ids()).fails("InvalidInput");
    double[][] rectangular = Sample.rows(TRAINING.additiveKernel(), Sample.range(0, 39));
    fit("ntk_lmm").kernel(rectangular, TRAINING.ids().subList(0, 39)).fails("InvalidInput");
    double[][] infinite = TRAINING.additiveKernel();
    infinite[3][3] = Double.POSITIVE_INFINITY;
    fit("ntk_lmm").kernel(infinite, TRAINING.ids()).fails("InvalidInput");
    infinite[3][3] = Double.NaN;
    fit("ntk_lmm").kernel(infinite, TRAINING.ids()).fails("InvalidInput");
    double[][] indefinite = TRAINING.additiveKernel();
    for (int i = 0; i < 40; i++) {
      indefinite[i][i] -= 1;
    }
    fit("ntk_lmm").kernel(indefinite, TRAINING.ids()).fails("NotPositiveDefinite");
    fit("ntk_krr").kernel(indefinite, TRAINING.ids()).fails("NotPositiveDefinite");
    fit("ntk_lmm").kernel(TRAINING.additiveKernel(), Sample.names("P", 3)).fails("InvalidInput");
    fit("ntk_lmm").kernel(new double[0][0], null).fails("InvalidInput");
  }

  @Test
  void kernelsWithoutInformationAreRefused() {
    double[][] identity = new double[40][40];
    double[][] constant = new double[40][40];
    for (int i = 0; i < 40; i++) {
      identity[i][i] = 1;
      Arrays.fill(constant[i], 0.7);
    }
    fit("ntk_lmm").kernel(identity, TRAINING.ids()).fails("InvalidInput");
    fit("ntk_lmm").kernel(new double[40][40], TRAINING.ids()).fails("InvalidInput");
    fit("ntk_lmm").kernel(constant, TRAINING.ids()).fails("InvalidInput");
  }

  @Test
  void anEmptyTraitWithAnEmptyKernelIsInvalidInput() {
    Call.task("ntk_lmm")
        .matrix("y", new double[0][1])
        .kernel(new double[0][0], null)
        .fails("InvalidInput");
  }

  @Test
  void roundingInTheTrianglesDoesNotMatter() {
    double[][] kernel = TRAINING.additiveKernel();
    double[] expected = fit("ntk_lmm").run().succeeded().fitted();
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < i; j++) {
        kernel[i][j] *= 1 + 1e-10;
      }
    }
    assertArrayEquals(
        expected, fit("ntk_lmm").kernel(kernel, TRAINING.ids()).run().succeeded().fitted(), 1e-8);
  }
}
