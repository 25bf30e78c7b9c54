package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.service.Call.Answer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits from request to result, as docs/protocol.md promises them. */
class FitTest {

  private static final Sample SAMPLE = Sample.of(60, 30, 1);

  private static final int N = 60;

  private static Set<String> fields(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The neural tangent kernel by the recursion of methods 1.1. */
  private static double[][] neuralTangentKernel(Sample sample, int depth) {
    double[][] products = sample.additiveKernel();
    double[][] kernel = new double[products.length][products.length];
    for (int i = 0; i < kernel.length; i++) {
      for (int j = 0; j < kernel.length; j++) {
        double s = i == j ? 1 : products[i][j] / Math.sqrt(products[i][i] * products[j][j]);
        double t = s;
        for (int layer = 1; layer <= depth; layer++) {
          double angle = Math.acos(Math.min(1, s));
          s = (s * (Math.PI - angle) + Math.sqrt(Math.max(0, 1 - s * s))) / Math.PI;
          t = s + t * (Math.PI - angle) / Math.PI;
        }
        kernel[i][j] = t / (depth + 1);
      }
    }
    return kernel;
  }

  private static double[][] covariance(double[][] kernel, double genetic, double residual) {
    double[][] v = Sample.copy(kernel);
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < v.length; j++) {
        v[i][j] = genetic * v[i][j] + (i == j ? residual : 0);
      }
    }
    return v;
  }

  private static double[][] projection(double[][] v, double[][] z) {
    double[][] inverse = Sample.inverse(v);
    double[][] left = Sample.times(inverse, z);
    double[][] middle = Sample.inverse(Sample.times(Sample.transpose(z), left));
    double[][] p = Sample.times(Sample.times(left, middle), Sample.transpose(left));
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        p[i][j] = inverse[i][j] - p[i][j];
      }
    }
    return p;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ntk", "additive"})
  void aMixedModelIsFittedFromMatricesInMemory(String kernelName) {
    Answer answer =
        Call.fit("ntk_lmm", SAMPLE).with("kernel", kernelName).with("depth", 3).run().succeeded();
    double[][] kernel =
        kernelName.equals("ntk") ? neuralTangentKernel(SAMPLE, 3) : SAMPLE.additiveKernel();
    double[] estimate = answer.numbers("/variance_components/estimate");
    double[][] p = projection(covariance(kernel, estimate[0], estimate[1]), SAMPLE.design());
    double[][] py = Sample.times(p, Sample.column(SAMPLE.y()));
    double[][] pk = Sample.times(p, kernel);
    double geneticScore = 0;
    double residualScore = 0;
    double[][] kpy = Sample.times(kernel, py);
    for (int i = 0; i < N; i++) {
      geneticScore += pk[i][i] - py[i][0] * kpy[i][0];
      residualScore += p[i][i] - py[i][0] * py[i][0];
    }
    assertEquals(0, geneticScore, 1e-6, "the REML equations hold for the kernel of methods 1.1");
    assertEquals(0, residualScore, 1e-6);
    double[][] people = answer.columns("people");
    double[][] random = answer.columns("random_effects");
    for (int i = 0; i < N; i++) {
      assertEquals(SAMPLE.y()[i], people[0][i] + people[1][i], 1e-10);
      assertEquals(estimate[1] * py[i][0], people[1][i], 1e-8);
      assertEquals(estimate[0] * kpy[i][0], random[0][i], 1e-8);
      assertTrue(random[1][i] > 0 && random[2][i] > 0 && random[2][i] < 1);
    }
    double[] effects = answer.numbers("/fixed_effects/estimate");
    for (int i = 0; i < N; i++) {
      double fixed = 0;
      for (int j = 0; j < 3; j++) {
        fixed += SAMPLE.design()[i][j] * effects[j];
      }
      assertEquals(people[0][i] - random[0][i], fixed, 1e-9);
    }
  }

  @Test
  void theResultHasTheFieldsOfTheContract() {
    JsonNode json = Call.fit("ntk_lmm", SAMPLE).with("seed", 7).run().succeeded().json();
    assertTrue(
        fields(json)
            .containsAll(
                List.of(
                    "task",
                    "version",
                    "n_people",
                    "n_snps",
                    "kernel",
                    "backend",
                    "threads",
                    "converged",
                    "iterations",
                    "log_likelihood",
                    "variance_components",
                    "heritability",
                    "fixed_effects",
                    "components",
                    "people",
                    "dropped",
                    "messages",
                    "seconds",
                    "memory",
                    "options",
                    "matrices",
                    "model")),
        () -> fields(json).toString());
    assertEquals(
        Set.of("component", "estimate", "std_error", "lower", "upper", "unconstrained", "boundary"),
        fields(json.get("variance_components")));
    assertEquals(
        Set.of(
            "component",
            "estimate",
            "std_error",
            "lower",
            "upper",
            "raw_ratio",
            "raw_ratio_std_error"),
        fields(json.get("heritability")));
    assertEquals(
        Set.of("term", "estimate", "std_error", "statistic", "p_value"),
        fields(json.get("fixed_effects")));
    assertEquals(Set.of("type", "id", "reason"), fields(json.get("dropped")));
    assertEquals(N, json.get("n_people").asInt());
    assertEquals(30, json.get("n_snps").asInt());
    assertEquals("ntk", json.get("kernel").asText());
    assertEquals("[\"ntk\",\"residual\"]", json.at("/variance_components/component").toString());
    assertEquals("[\"ntk\",\"total\"]", json.at("/heritability/component").toString());
    assertEquals("[\"(Intercept)\",\"age\",\"sex\"]", json.at("/fixed_effects/term").toString());
    assertEquals(7, json.at("/options/seed").asInt());
    assertEquals("reml", json.at("/options/method").asText());
    assertEquals("center", json.at("/options/scale").asText());
    assertTrue(json.get("seconds").asDouble() > 0);
    assertTrue(json.at("/memory/estimate").asLong() > 6 * 8 * N * N);
    assertEquals(
        "{\"name\":\"people\",\"rows\":60,\"columns\":[\"fitted\",\"residuals\",\"row\"],\"npy\":null}",
        json.at("/matrices/people").toString());
    assertEquals(
        "[\"value\",\"pev\",\"reliability\"]",
        json.at("/matrices/random_effects/columns").toString());
  }

  @Test
  void testsOfFixedEffectsAreThoseOfStudentsT() {
    Answer answer = Call.fit("ntk_lmm", SAMPLE).run().succeeded();
    double[] estimate = answer.numbers("/fixed_effects/estimate");
    double[] error = answer.numbers("/fixed_effects/std_error");
    double[] statistic = answer.numbers("/fixed_effects/statistic");
    double[] p = answer.numbers("/fixed_effects/p_value");
    double[] variances = answer.numbers("/variance_components/estimate");
    double[][] inverse =
        Sample.inverse(covariance(neuralTangentKernel(SAMPLE, 2), variances[0], variances[1]));
    double[][] z = SAMPLE.design();
    double[][] expected =
        Sample.inverse(Sample.times(Sample.times(Sample.transpose(z), inverse), z));
    for (int j = 0; j < 3; j++) {
      assertEquals(Math.sqrt(expected[j][j]), error[j], 1e-9);
      assertEquals(estimate[j] / error[j], statistic[j], 1e-12);
      assertEquals(tailOfStudent(Math.abs(statistic[j]), N - 3), p[j], 1e-6);
    }
  }

  /** Returns P(|T| > t) by Simpson's rule on the density. */
  private static double tailOfStudent(double t, int freedom) {
    int steps = 20_000;
    double inside = 0;
    double total = 0;
    double far = 200;
    for (int k = 0; k <= steps; k++) {
      double weight = k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2;
      double x = t * k / steps;
      inside += weight * density(x, freedom) * t / steps / 3;
      double u = Math.PI / 2 * k / steps;
      double tangent = Math.min(far * far, Math.tan(u));
      total +=
          weight * density(tangent, freedom) * (1 + tangent * tangent) * Math.PI / 2 / steps / 3;
    }
    return 1 - inside / total;
  }

  private static double density(double x, int freedom) {
    return Math.pow(1 + x * x / freedom, -(freedom + 1) / 2.0);
  }

  @Test
  void minimalRequestsTakeTheDefaults() {
    double[][] genotypes = SAMPLE.genotypes();
    Answer answer =
        Call.task("ntk_lmm")
            .matrix("y", Sample.column(SAMPLE.y()))
            .genotypes(genotypes, null, null)
            .run()
            .succeeded();
    assertEquals("[\"(Intercept)\"]", answer.json().at("/fixed_effects/term").toString());
    assertEquals(Sample.names("", N), answer.texts("/people"));
    assertTrue(answer.says("by position"));
    Answer explicit =
        Call.task("ntk_lmm")
            .matrix("y", Sample.column(SAMPLE.y()))
            .genotypes(genotypes, null, null)
            .with("kernel", "additive+ntk")
            .with("depth", 2)
            .with("scale", "center")
            .with("maf", 0)
            .with("hwe", 0)
            .with("max_missing", 1)
            .with("missing", "mean")
            .with("method", "reml")
            .with("constrain", true)
            .with("ntk", "exact")
            .with("parameterization", "ntk")
            .with("width", 500)
            .with("networks", 1)
            .with("seed", 1)
            .with("precision", "double")
            .with("backend", "auto")
            .with("delivery", "memory")
            .run()
            .succeeded();
    assertArrayEquals(answer.fitted(), explicit.fitted());
  }

  @Test
  void threadsDoNotChangeABitOfTheResult() {
    Answer one = Call.fit("ntk_lmm", SAMPLE).with("threads", 1).run().succeeded();
    Answer four = Call.fit("ntk_lmm", SAMPLE).with("threads", 4).run().succeeded();
    assertEquals(one.json().get("variance_components"), four.json().get("variance_components"));
    assertEquals(4, four.json().get("threads").asInt());
    assertArrayEquals(one.fitted(), four.fitted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"minque0", "minque1", "iminque"})
  void otherMethodsAreServedAndSayThatTheirIntervalsAreWald(String method) {
    Answer answer = Call.fit("ntk_lmm", SAMPLE).with("method", method).run().succeeded();
    assertTrue(answer.says("Wald"));
    assertEquals(method, answer.json().at("/options/method").asText());
    double[] estimate = answer.numbers("/variance_components/estimate");
    double[] error = answer.numbers("/variance_components/std_error");
    double[] upper = answer.numbers("/variance_components/upper");
    assertEquals(estimate[0] + 1.959963984540054 * error[0], upper[0], 1e-9);
    assertFalse(Call.fit("ntk_lmm", SAMPLE).run().succeeded().says("Wald"));
  }

  @Test
  void aFitWithoutGeneticVarianceIsAtTheBoundAndSaysSo() {
    for (int seed = 1; seed < 40; seed++) {
      java.util.Random random = new java.util.Random(seed);
      double[] noise = random.doubles(N).map(x -> random.nextGaussian()).toArray();
      Call call = Call.fit("ntk_lmm", SAMPLE).matrix("y", Sample.column(noise));
      Answer answer = call.run().succeeded();
      if (answer.json().at("/variance_components/boundary/0").asBoolean()) {
        assertEquals(0, answer.numbers("/variance_components/estimate")[0]);
        assertEquals(0, answer.numbers("/heritability/estimate")[1]);
        assertTrue(answer.numbers("/variance_components/unconstrained")[0] < 0);
        assertTrue(answer.says("bound"));
        Answer free = call.with("constrain", false).run().succeeded();
        assertArrayEquals(
            answer.numbers("/variance_components/unconstrained"),
            free.numbers("/variance_components/estimate"));
        return;
      }
    }
    throw new AssertionError("no seed was at the bound");
  }

  /** The kernel of deep networks is almost the same for all pairs of people (methods 1.1). */
  @Test
  void depthsAboveFiveAreWarnedOf() {
    assertTrue(Call.fit("ntk_lmm", SAMPLE).with("depth", 6).run().succeeded().says("depth"));
    assertFalse(Call.fit("ntk_lmm", SAMPLE).with("depth", 5).run().succeeded().says("depth"));
  }

  @Test
  void aModelWithoutAnyFixedEffectIsFitted() {
    double[][] none = new double[N][0];
    Answer answer = Call.fit("ntk_lmm", SAMPLE).covariates(none, List.of()).run().succeeded();
    assertEquals(List.of(), answer.texts("/fixed_effects/term"));
    double[][] people = answer.columns("people");
    assertArrayEquals(answer.columns("random_effects")[0], people[0], 1e-9);
  }
}
