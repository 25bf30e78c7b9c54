package genontk.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.TestData;
import genontk.error.InvalidInput;
import genontk.genotype.StandardizedGenotypes;
import genontk.run.Execution;
import java.util.List;
import org.junit.jupiter.api.Test;

class NtkConvergenceTest {

  private static NtkConvergence of(NtkConvergence.Grid grid, StandardizedGenotypes x) {
    return NtkConvergence.of(grid, x, TestData.algebra(), Execution.quiet());
  }

  private static NtkConvergence.Grid grid(int[] widths, int[] networks, int replicates) {
    return new NtkConvergence.Grid(2, widths, networks, replicates, 5);
  }

  @Test
  void aRowIsTheMeanDistanceOverItsSeeds() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(25, 12, 1));
    double[][] exact = Computed.square(new NeuralTangentKernel(2), x);
    NtkConvergence.Row row = of(grid(new int[] {30}, new int[] {3, 1}, 2), x).rows().get(1);
    double[] relative = new double[2];
    double largest = 0;
    for (int r = 0; r < 2; r++) {
      double[][] empirical = Computed.square(new EmpiricalNeuralTangentKernel(2, 30, 3, 5 + r), x);
      double above = 0;
      double below = 0;
      double most = 0;
      for (int i = 0; i < 25; i++) {
        for (int j = 0; j < 25; j++) {
          above += i == j ? 0 : Math.pow(empirical[i][j] - exact[i][j], 2);
          below += i == j ? 0 : exact[i][j] * exact[i][j];
          most = Math.max(most, Math.abs(empirical[i][j] - exact[i][j]));
        }
      }
      relative[r] = Math.sqrt(above / below);
      largest += most / 2;
    }
    assertEquals(3, row.networks());
    assertEquals((relative[0] + relative[1]) / 2, row.distance(), 1e-12);
    assertEquals(Math.abs(relative[0] - relative[1]) / Math.sqrt(2), row.distanceSd(), 1e-12);
    assertEquals(largest, row.largest(), 1e-12);
  }

  @Test
  void theDistanceFallsWithTheRootOfTheWidthAndOfTheNetworks() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(40, 20, 2));
    NtkConvergence found = of(grid(new int[] {400, 50, 100, 200}, new int[] {1, 8}, 6), x);
    List<NtkConvergence.Row> rows = found.rows();
    assertEquals(8, rows.size());
    assertEquals(
        List.of(50, 50, 100, 100, 200, 200, 400, 400),
        rows.stream().map(NtkConvergence.Row::width).toList());
    assertEquals(-0.5, found.slope(), 0.08);
    assertTrue(found.slopeStandardError() > 0 && found.slopeStandardError() < 0.1);
    for (int k = 0; k < 8; k += 2) {
      assertEquals(Math.sqrt(8), rows.get(k).distance() / rows.get(k + 1).distance(), 0.8);
      assertTrue(rows.get(k).correlation() < rows.get(k + 1).correlation());
      assertTrue(rows.get(k).largest() > rows.get(k + 1).largest());
    }
  }

  /** As measured: at 100 SNPs and width 500 the correlation is .86 for depth 2, .73 for depth 3. */
  @Test
  void aNetworkOfWidth500CorrelatesAsMeasured() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(200, 100, 3));
    double two =
        of(new NtkConvergence.Grid(2, new int[] {500}, new int[] {1}, 2, 1), x)
            .rows()
            .get(0)
            .correlation();
    double three =
        of(new NtkConvergence.Grid(3, new int[] {500}, new int[] {1}, 2, 1), x)
            .rows()
            .get(0)
            .correlation();
    assertEquals(0.86, two, 0.04);
    assertEquals(0.73, three, 0.06);
  }

  @Test
  void oneWidthHasNoSlope() {
    StandardizedGenotypes x = TestData.centred(TestData.genotypes(10, 8, 4));
    NtkConvergence found = of(grid(new int[] {20}, new int[] {1}, 1), x);
    assertTrue(Double.isNaN(found.slope()) && Double.isNaN(found.slopeStandardError()));
    assertTrue(Double.isNaN(found.rows().get(0).distanceSd()));
  }

  @Test
  void gridsOutsideTheRangesAreRefused() {
    assertThrows(InvalidInput.class, () -> grid(new int[0], new int[] {1}, 1));
    assertThrows(InvalidInput.class, () -> grid(new int[] {0, 5}, new int[] {1}, 1));
    assertThrows(InvalidInput.class, () -> grid(new int[] {5}, new int[] {0}, 1));
    assertThrows(InvalidInput.class, () -> grid(new int[] {5}, new int[] {1}, 0));
  }
}
