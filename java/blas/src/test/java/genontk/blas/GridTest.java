package genontk.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "300, 200", "2000, 2000", "5000, 5000", "40000, 7", "9, 40000"})
  void tilesCoverEveryRowAndColumnOnce(int height, int width) {
    for (int cores : new int[] {1, 2, 7, 64}) {
      Grid grid = Grid.of(height, width, cores);
      assertCovered(height, grid.rows());
      assertCovered(width, grid.columns());
      assertCovered(height, Grid.ofTriangle(height, cores));
    }
  }

  private static void assertCovered(int length, Tiles tiles) {
    int end = 0;
    for (int i = 0; i < tiles.count(); i++) {
      assertEquals(end, tiles.from(i));
      assertTrue(tiles.size(i) > 0);
      end += tiles.size(i);
    }
    assertEquals(length, end);
  }

  @ParameterizedTest
  @CsvSource({"2000, 2", "5000, 2", "3000, 2", "2000, 4", "5000, 16"})
  void everyCoreHasAShare(int order, int cores) {
    Grid grid = Grid.of(order, order, cores);
    assertEquals(0, grid.rows().count() * grid.columns().count() % cores);
    int tiles = Grid.ofTriangle(order, cores).count();
    assertTrue(tiles * tiles >= 2 * cores);
  }
}
