package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identity kernel: people of one level share an effect. */
class IdentityKernelTest {

  private static final int N = TRAINING.ids().size();
  private static final List<String> LINES = lines(N);

  private static List<String> lines(int people) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      lines.add("line" + (i * i + 1) % 7);
    }
    return lines;
  }

  /** Returns Z Z', by its definition. */
  private static double[][] shared(List<String> rows, List<String> columns) {
    double[][] matrix = new double[rows.size()][columns.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        matrix[i][j] = rows.get(i).equals(columns.get(j)) ? 1 : 0;
      }
    }
    return matrix;
  }

  private static Call fit(String task) {
    return Call.fit(task, TRAINING)
        .with(
            "kernel",
            Map.of(
                "components",
                List.of(
                    Map.of("name", "snps", "kernel", "additive"),
                    Map.of("name", "line", "kernel", "identity"))))
        .with("levels", Map.of("line", LINES));
  }

  private static Call predict(Answer fit) {
    return Call.task("predict")
        .model(fit.model())
        .with("ids", FRESH.ids())
        .covariates(FRESH.design(), FRESH.terms())
        .genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ntk_lmm", "ntk_krr"})
  void aColumnOfLevelsIsTheMatrixOfSharedLevels(String task) {
    Answer named = fit(task).run().succeeded();
    Map<String, double[][]> matrices = new LinkedHashMap<>();
    matrices.put("snps", KernelTaskTest.kernel(TRAINING, "additive").run().rows("kernel-1"));
    matrices.put("line", shared(LINES, LINES));
    Answer own =
        Call.fit(task, TRAINING)
            .without("genotypes")
            .kernels(matrices, TRAINING.ids())
            .run()
            .succeeded();
    assertEquals(List.of("snps", "line"), named.texts("/components"));
    assertArrayEquals(
        own.numbers("/variance_components/estimate"),
        named.numbers("/variance_components/estimate"),
        1e-8);
    assertArrayEquals(own.fitted(), named.fitted(), 1e-8);
  }

  @Test
  void aKnownLevelSharesItsEffectAndANewOneHasNone() {
    Answer fit = fit("ntk_lmm").run().succeeded();
    double[] effects = fit.columns("random_effects")[0];
    List<String> levels = new ArrayList<>(lines(FRESH.ids().size()));
    levels.set(0, "unseen");
    levels.set(1, null);
    Answer answer =
        predict(fit).with("components", true).with("levels", Map.of("line", levels)).run();
    double[] line = answer.succeeded().columns("components")[2];
    assertEquals(0, line[0]);
    assertTrue(Double.isNaN(line[1]));
    assertTrue(answer.says("1 person has a level of 'line' that the fit has not"));
    assertTrue(answer.says("1 person is without a level of 'line'"));
    for (int i = 2; i < line.length; i++) {
      assertEquals(effects[N + LINES.indexOf(levels.get(i))], line[i], 1e-10);
    }
  }

  @Test
  void levelsThatAreMissingInTheDataDropThePersonAndInNewDataAreAnError() {
    List<String> some = new ArrayList<>(LINES);
    some.set(4, null);
    Answer fit = fit("ntk_lmm").with("levels", Map.of("line", some)).run().succeeded();
    assertTrue(fit.says("1 person was dropped: line is missing."));
    predict(fit).fails("InvalidInput");
    fit("ntk_lmm").with("levels", Map.of("line", List.of("a"))).fails("InvalidInput");
  }

  @Test
  void aKernelThatIsTheResidualOrTheInterceptIsAnError() {
    fit("ntk_lmm").without("levels").fails("InvalidInput");
    fit("ntk_lmm").with("levels", Map.of("line", TRAINING.ids())).fails("InvalidInput");
    List<String> one = LINES.stream().map(line -> "one").toList();
    fit("ntk_lmm").with("levels", Map.of("line", one)).fails("InvalidInput");
    fit("ntk_krr").without("levels").run().succeeded();
  }

  @Test
  void withoutGenotypesTheDataBringThePeople() {
    Answer fit = fit("ntk_lmm").without("genotypes").with("kernel", line()).run().succeeded();
    assertEquals(TRAINING.ids(), fit.texts("/people"));
    assertEquals(List.of("line", "residual"), fit.texts("/variance_components/component"));
    Answer anonymous =
        fit("ntk_lmm").without("genotypes").without("ids").with("kernel", line()).run().succeeded();
    assertArrayEquals(fit.fitted(), anonymous.fitted(), 1e-12);
    assertTrue(!anonymous.says("by position"));
    double[][] predicted =
        predict(fit)
            .without("genotypes")
            .with("levels", Map.of("line", lines(FRESH.ids().size())))
            .run()
            .succeeded()
            .rows("prediction");
    assertEquals(FRESH.ids().size(), predicted.length);
  }

  private static Map<String, Object> line() {
    return Map.of("components", List.of(Map.of("name", "line", "kernel", "identity")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel", "compare"})
  void otherTasksRefuseIt(String task) {
    Call call = Call.fit(task, TRAINING).with("kernel", "identity");
    if (task.equals("compare")) {
      call.with("methods", List.of(Map.of("name", "a", "fit", "ntk_krr", "kernel", "identity")));
    }
    call.fails("InvalidInput");
  }
}
