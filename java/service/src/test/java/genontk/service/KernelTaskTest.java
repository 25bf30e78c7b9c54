package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel matrices without a fit. */
class KernelTaskTest {

  static Call kernel(Sample sample, String name) {
    return Call.task("kernel")
        .with("kernel", name)
        .genotypes(sample.genotypes(), sample.ids(), sample.snps());
  }

  private static double[][] values(Call call) {
    return call.run().succeeded().rows("kernel-1");
  }

  /** Returns kappa_L of each pair by the recursion over the layers (Jacot et al. 2018). */
  private static double[][] recursion(Sample rows, Sample columns, int depth) {
    double[][] products = NewPeopleSample.product(rows, columns);
    double[][] left = NewPeopleSample.product(rows, rows);
    double[][] right = NewPeopleSample.product(columns, columns);
    for (int i = 0; i < products.length; i++) {
      for (int j = 0; j < products[0].length; j++) {
        double s = products[i][j] / Math.sqrt(left[i][i] * right[j][j]);
        s = Math.max(-1, Math.min(1, s));
        double t = s;
        for (int l = 0; l < depth; l++) {
          double angle = Math.PI - Math.acos(s);
          t = (s * angle + Math.sqrt(1 - s * s)) / Math.PI + t * angle / Math.PI;
          s = (s * angle + Math.sqrt(1 - s * s)) / Math.PI;
        }
        products[i][j] = t / (depth + 1);
      }
    }
    return products;
  }

  private static void assertRows(double[][] expected, double[][] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i], tolerance);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theNeuralTangentKernelFollowsTheRecursion(int depth) {
    assertRows(
        recursion(TRAINING, TRAINING, depth),
        values(kernel(TRAINING, "ntk").with("depth", depth)),
        1e-7);
    assertRows(
        recursion(FRESH, TRAINING, depth),
        values(kernel(FRESH, "ntk").genotypes2(TRAINING).with("depth", depth)),
        1e-12);
  }

  @Test
  void peopleNameRowsAndColumns() {
    Answer answer = kernel(FRESH, "additive").genotypes2(TRAINING).run().succeeded();
    assertEquals(FRESH.ids(), answer.texts("/people"));
    assertEquals(TRAINING.ids(), answer.texts("/people2"));
    assertEquals(List.of("additive"), answer.texts("/components"));
    assertRows(NewPeopleSample.cross(), answer.rows("kernel-1"), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ntk",
        "additive",
        "non-additive",
        "gaussian",
        "laplace",
        "polynomial",
        "arccosine",
        "empirical",
        "single",
        "unscaled"
      })
  void peopleAgainstThemselvesAreTheSquareKernel(String name) {
    double[][] square = values(of(name, TRAINING));
    assertRows(square, values(of(name, TRAINING).genotypes2(TRAINING)), 1e-6);
    double[][] some = values(of(name, TRAINING.people(3, 7, 1)).genotypes2(TRAINING));
    assertRows(new double[][] {square[3], square[7], square[1]}, some, 1e-6);
  }

  private static Call of(String name, Sample sample) {
    return switch (name) {
      case "empirical" -> kernel(sample, "ntk").with("ntk", "empirical").with("width", 60);
      case "single" -> kernel(sample, "ntk").with("precision", "single");
      case "unscaled" -> kernel(sample, "ntk").with("unit_diagonal", false);
      default -> kernel(sample, name);
    };
  }

  @Test
  void theSplitGivesTwoMatrices() {
    Answer answer = kernel(TRAINING, "additive+ntk").run().succeeded();
    assertEquals(List.of("additive", "non-additive"), answer.texts("/components"));
    double[][] additive = answer.rows("kernel-1");
    double[][] rest = answer.rows("kernel-2");
    double[][] ntk = values(kernel(TRAINING, "ntk"));
    for (int i = 0; i < ntk.length; i++) {
      for (int j = 0; j < i; j++) {
        double rho = additive[i][j] / Math.sqrt(additive[i][i] * additive[j][j]);
        assertEquals(ntk[i][j], .2286 + .3194 * rho + rest[i][j], 1e-4);
      }
    }
  }

  /**
   * A column of ones stays, which centring would remove, and so do genotypes that all people share.
   */
  @Test
  void scaleNoneTakesGenotypesAsTheyAre() {
    Sample rows = genotypes(new double[][] {{1, 2, 0.5}, {1, -1, 3}});
    Sample columns = genotypes(new double[][] {{1, 0, 2}, {1, 4, -1}, {1, 1, 1}});
    Call call = kernel(rows, "additive").with("scale", "none").genotypes2(columns);
    assertRows(new double[][] {{2 / 3.0, 8.5 / 3, 3.5 / 3}, {7 / 3.0, -2, 1}}, values(call), 1e-15);
  }

  private static Sample genotypes(double[][] genotypes) {
    List<String> ids = Sample.names("P", genotypes.length);
    List<String> snps = Sample.names("s", genotypes[0].length);
    return new Sample(ids, null, null, null, genotypes, snps);
  }

  @Test
  void scaleNoneHasNoMeanForAMissingGenotype() {
    Sample complete = genotypes(new double[][] {{1, 2}, {0, 1}, {2, 1}});
    Sample missing = genotypes(new double[][] {{1, 2}, {0, Double.NaN}, {2, 1}});
    kernel(missing, "ntk").with("scale", "none").fails("InvalidInput");
    kernel(missing, "ntk").with("scale", "none").genotypes2(complete).fails("InvalidInput");
  }

  @Test
  void scaleNoneIsRefusedByFits() {
    NewPeopleSample.fit("ntk").with("scale", "none").fails("InvalidInput");
  }

  @Test
  void theSeedMakesTheNetworks() {
    Call call = of("empirical", TRAINING);
    double[][] one = values(call.with("seed", 5));
    assertRows(one, values(of("empirical", TRAINING).with("seed", 5)), 0);
    assertTrue(
        Math.abs(one[1][0] - values(of("empirical", TRAINING).with("seed", 6))[1][0]) > 1e-9);
  }

  @Test
  void kernelsWithoutGenotypesAreRefused() {
    kernel(TRAINING, "ntk").without("genotypes").fails("InvalidInput");
    kernel(TRAINING, "ntk").kernel(TRAINING.additiveKernel(), null).fails("InvalidInput");
    kernel(TRAINING, "ntk").with("kernel", List.of("ntk", "additive")).fails("InvalidInput");
    kernel(TRAINING, "ntk").with("depth", new int[] {1, 2}).fails("InvalidInput");
    Sample narrow =
        new Sample(
            FRESH.ids(),
            FRESH.y(),
            FRESH.design(),
            FRESH.terms(),
            new double[FRESH.y().length][1],
            List.of("s1"));
    kernel(narrow, "ntk").genotypes2(TRAINING).fails("InvalidInput");
  }

  @Test
  void networksComeNearerToTheExactKernelAsTheyWiden() {
    Answer answer =
        Call.task("convergence")
            .genotypes(TRAINING.genotypes(), TRAINING.ids(), TRAINING.snps())
            .with("widths", new int[] {50, 200, 800})
            .with("networks_grid", new int[] {1, 4})
            .run()
            .succeeded();
    double[] distance = answer.numbers("/table/distance");
    assertEquals(6, distance.length);
    assertEquals(List.of("50", "50", "200", "200", "800", "800"), answer.texts("/table/width"));
    assertTrue(distance[4] < distance[2] && distance[2] < distance[0]);
    assertTrue(distance[1] < distance[0]);
    assertEquals(-0.5, answer.number("/slope"), 0.15);
  }
}
