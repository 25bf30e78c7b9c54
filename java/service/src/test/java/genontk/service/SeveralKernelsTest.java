package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits with a variance component for each of several kernels, and kernels made in other ways. */
class SeveralKernelsTest {

  private static Map<String, double[][]> matrices(String sum, Sample rows, boolean square) {
    Call call = KernelTaskTest.kernel(rows, sum);
    Answer answer = (square ? call : call.genotypes2(TRAINING)).run().succeeded();
    Map<String, double[][]> matrices = new LinkedHashMap<>();
    List<String> names = answer.texts("/components");
    for (int k = 0; k < names.size(); k++) {
      matrices.put(names.get(k), answer.rows("kernel-" + (k + 1)));
    }
    return matrices;
  }

  private static Call fit(String task, String kernel) {
    return Call.fit(task, TRAINING).with("kernel", kernel);
  }

  private static double[][] predicted(Answer fit, Call call) {
    return call.model(fit.model())
        .with("interval", "prediction")
        .run()
        .succeeded()
        .rows("prediction");
  }

  private static Call people() {
    return Call.task("predict").with("ids", FRESH.ids()).covariates(FRESH.design(), FRESH.terms());
  }

  @ParameterizedTest
  @ValueSource(strings = {"additive+ntk", "additive+gaussian", "additive+non-additive+laplace"})
  void kernelsByNameAreTheirMatrices(String sum) {
    Answer named = fit("ntk_lmm", sum).run().succeeded();
    Map<String, double[][]> matrices = matrices(sum, TRAINING, true);
    Answer own =
        Call.fit("ntk_lmm", TRAINING)
            .without("genotypes")
            .kernels(matrices, TRAINING.ids())
            .run()
            .succeeded();
    assertEquals(List.copyOf(matrices.keySet()), named.texts("/components"));
    assertEquals(matrices.size() + 1, named.texts("/variance_components/component").size());
    assertArrayEquals(
        named.numbers("/variance_components/estimate"),
        own.numbers("/variance_components/estimate"),
        1e-8);
    assertArrayEquals(
        named.numbers("/heritability/upper"), own.numbers("/heritability/upper"), 1e-6);
    double[][] byName =
        predicted(named, people().genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps()));
    double[][] diagonal = new double[FRESH.y().length][matrices.size()];
    Map<String, double[][]> itself = new LinkedHashMap<>();
    int k = 0;
    for (String name : matrices.keySet()) {
      double[] values = ownDiagonal(name);
      for (int i = 0; i < values.length; i++) {
        diagonal[i][k] = values[i];
      }
      k++;
    }
    itself.putAll(matrices(sum, FRESH, false));
    double[][] byMatrix =
        predicted(own, people().kernels(itself, FRESH.ids()).matrix("kernel_diagonal", diagonal));
    for (int i = 0; i < byName.length; i++) {
      assertArrayEquals(byName[i], byMatrix[i], 1e-7);
    }
  }

  /** Returns K(x*, x*) of the new people, in closed form. */
  private static double[] ownDiagonal(String name) {
    double[][] additive = NewPeopleSample.product(FRESH, FRESH);
    double[] values = new double[FRESH.y().length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (name) {
            case "additive" -> additive[i][i];
            case "non-additive" -> 1 - 0.22858 - 0.31944;
            default -> 1;
          };
    }
    if (name.equals("non-additive")) {
      double[][] square = matrices("non-additive", TRAINING, true).get(name);
      Arrays.fill(values, square[0][0]);
    }
    return values;
  }

  @Test
  void theDefaultOfTheMixedModelIsTheSplit() {
    Answer answer = Call.fit("ntk_lmm", TRAINING).without("kernel").run().succeeded();
    assertEquals("additive+ntk", answer.json().get("kernel").asText());
    assertEquals(
        List.of("additive", "non-additive", "residual"),
        answer.texts("/variance_components/component"));
    assertEquals(
        List.of("additive", "non-additive", "total"), answer.texts("/heritability/component"));
    double[] shares = answer.numbers("/heritability/estimate");
    assertEquals(shares[2], shares[0] + shares[1], 1e-12);
    double[] fitted = answer.fitted();
    double[] effects = answer.columns("random_effects")[0];
    int n = fitted.length;
    assertEquals(2 * n, effects.length);
    double[] b = answer.numbers("/fixed_effects/estimate");
    for (int i = 0; i < n; i++) {
      double sum = effects[i] + effects[n + i];
      for (int j = 0; j < b.length; j++) {
        sum += b[j] * TRAINING.design()[i][j];
      }
      assertEquals(fitted[i], sum, 1e-8);
    }
    assertEquals(
        "ntk", Call.fit("ntk_krr", TRAINING).without("kernel").run().json().get("kernel").asText());
  }

  @Test
  void aNamedListMixesNamesAndMatrices() {
    Map<String, double[][]> additive = Map.of("mine", TRAINING.additiveKernel());
    Call call = Call.fit("ntk_lmm", TRAINING).kernels(additive, TRAINING.ids());
    Map<String, Object> mine =
        Map.of(
            "name",
            "mine",
            "kernel",
            Map.of("values", Map.of("name", "mine"), "ids", TRAINING.ids()));
    call.with(
        "kernel",
        Map.of("components", List.of(mine, Map.of("name", "rest", "kernel", "non-additive"))));
    Answer mixed = call.run().succeeded();
    Answer named = fit("ntk_lmm", "additive+ntk").run().succeeded();
    assertEquals(List.of("mine", "rest"), mixed.texts("/components"));
    assertArrayEquals(
        named.numbers("/variance_components/estimate"),
        mixed.numbers("/variance_components/estimate"),
        1e-8);
    double[][] byName =
        predicted(named, people().genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps()));
    double[][] diagonal = Sample.column(ownDiagonal("additive"));
    double[][] byBoth =
        predicted(
            mixed,
            people()
                .genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps())
                .kernel(NewPeopleSample.cross(), FRESH.ids())
                .matrix("kernel_diagonal", diagonal));
    for (int i = 0; i < byName.length; i++) {
      assertArrayEquals(byName[i], byBoth[i], 1e-7);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ntk_lmm, gaussian", "ntk_krr, gaussian", "ntk_lmm, empirical", "ntk_krr, empirical",
    "ntk_krr, additive+ntk", "ntk_lmm, polynomial", "ntk_krr, laplace", "ntk_lmm, arccosine"
  })
  void aFitPredictsItsOwnPeople(String task, String kernel) {
    Call call =
        kernel.equals("empirical")
            ? fit(task, "ntk").with("ntk", "empirical").with("width", 40).with("networks", 2)
            : fit(task, kernel);
    Answer answer = call.run().succeeded();
    byte[] model = answer.model();
    double[] again = NewPeopleSample.prediction(NewPeopleSample.predict(model, TRAINING));
    assertArrayEquals(answer.fitted(), again, 1e-8);
  }

  @Test
  void crossValidationComparesKernelsAndDepths() {
    Answer answer =
        Call.fit("ntk_krr", TRAINING)
            .with("kernel", List.of("ntk", "additive"))
            .with("depth", new int[] {1, 3})
            .run()
            .succeeded();
    List<String> kernels = answer.texts("/path/kernel").stream().distinct().toList();
    assertEquals(List.of("ntk (depth 1)", "ntk (depth 3)", "additive"), kernels);
    assertTrue(kernels.contains(answer.json().get("kernel").asText()));
    double[] errors = answer.numbers("/path/error");
    int best = 0;
    for (int k = 0; k < errors.length; k++) {
      best = errors[k] < errors[best] ? k : best;
    }
    assertEquals(answer.json().get("kernel").asText(), answer.texts("/path/kernel").get(best));
    Answer alone = fit("ntk_krr", "additive").run().succeeded();
    List<String> all = answer.texts("/path/kernel");
    int first = all.indexOf("additive");
    assertEquals(alone.numbers("/path/error")[3], errors[first + 3], 1e-10);
  }

  @Test
  void theShareOfTheSplitIsChosenInTheSameFolds() {
    Answer answer = fit("ntk_krr", "additive+ntk").run().succeeded();
    double[] shares = answer.numbers("/path/share");
    assertEquals(11, Arrays.stream(shares).distinct().count());
    assertTrue(
        List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0).stream()
            .anyMatch(share -> Math.abs(share - answer.number("/share")) < 1e-12));
    double[] heritability = answer.numbers("/heritability/estimate");
    assertEquals(answer.number("/share"), heritability[0] / heritability[2], 1e-9);
    fit("ntk_krr", "additive+ntk+gaussian+laplace").fails("InvalidInput");
  }

  @Test
  void severalTraitsAreSeveralFits() {
    double[][] traits = new double[TRAINING.y().length][3];
    for (int i = 0; i < traits.length; i++) {
      traits[i][0] = TRAINING.y()[i];
      traits[i][1] = i == 5 ? Double.NaN : Math.cosh(TRAINING.y()[i] / 3);
      traits[i][2] = Math.sin(i) + TRAINING.y()[i];
    }
    for (String task : List.of("ntk_lmm", "ntk_krr")) {
      Answer all =
          Call.fit(task, TRAINING)
              .matrix("y", traits)
              .with("y_name", List.of("a", "b", "c"))
              .run()
              .succeeded();
      assertEquals(List.of("a", "b", "c"), all.texts("/y_names"));
      for (int j = 0; j < 3; j++) {
        double[] y = new double[traits.length];
        for (int i = 0; i < y.length; i++) {
          y[i] = traits[i][j];
        }
        Answer one = Call.fit(task, TRAINING).matrix("y", Sample.column(y)).run().succeeded();
        assertArrayEquals(
            one.numbers("/variance_components/estimate"),
            all.numbers("/fits/" + j + "/variance_components/estimate"),
            1e-9);
        String name = all.json().at("/fits/" + j + "/matrices/people/name").asText();
        double[] values = all.facade().takeMatrix(all.job(), name);
        assertArrayEquals(one.fitted(), Arrays.copyOf(values, values.length / 3), 1e-9);
        byte[] model =
            all.facade().takeBytes(all.job(), all.json().at("/fits/" + j + "/model").asText());
        assertArrayEquals(
            NewPeopleSample.prediction(NewPeopleSample.predict(one.model(), FRESH)),
            NewPeopleSample.prediction(NewPeopleSample.predict(model, FRESH)),
            1e-9);
      }
    }
  }
}
