package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.service.Call.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kernels of a model, and the people and fixed effects in the result of a fit. */
class ModelKernelsTest {

  private static final Sample PEOPLE = Sample.of(30, 12, 8);

  private static Answer kernels(byte[] model) {
    return Call.task("kernel").model(model).run().succeeded();
  }

  private static void assertRows(double[][] expected, double[][] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i], 1e-12);
    }
  }

  @Test
  void theKernelsOfAModelAreThoseOfItsGenotypes() {
    Answer fit = Call.fit("ntk_lmm", PEOPLE).with("kernel", "additive+ntk").run().succeeded();
    Answer answer = kernels(fit.model());
    assertEquals(List.of("additive", "non-additive"), answer.texts("/components"));
    assertEquals(fit.texts("/people"), answer.texts("/people"));
    Answer direct = KernelTaskTest.kernel(PEOPLE, "additive+ntk").run().succeeded();
    assertRows(direct.rows("kernel-1"), answer.rows("kernel-1"));
    assertRows(direct.rows("kernel-2"), answer.rows("kernel-2"));
  }

  @Test
  void theUsersOwnKernelKeepsItsPlaceAmongTheKernels() {
    double[][] own = PEOPLE.additiveKernel();
    Answer fit =
        Call.fit("ntk_krr", PEOPLE)
            .without("genotypes")
            .kernels(Map.of("mine", own), PEOPLE.ids())
            .run()
            .succeeded();
    Answer answer = kernels(fit.model());
    assertEquals(List.of("mine"), answer.texts("/components"));
    assertRows(own, answer.rows("kernel-1"));
  }

  @Test
  void aFitReturnsTheRowsOfItsPeopleAndTheCovarianceOfItsFixedEffects() {
    double[] y = PEOPLE.y().clone();
    y[2] = Double.NaN;
    Answer fit = Call.fit("ntk_lmm", PEOPLE).matrix("y", Sample.column(y)).run().succeeded();
    double[][] people = fit.rows("people");
    assertEquals(1, people[0][2]);
    assertEquals(4, people[2][2]);
    double[][] covariance = fit.rows("fixed_effects_covariance");
    double[] errors = fit.numbers("/fixed_effects/std_error");
    assertEquals(errors.length, covariance.length);
    for (int j = 0; j < errors.length; j++) {
      assertEquals(errors[j], Math.sqrt(covariance[j][j]), 1e-12);
    }
  }
}
