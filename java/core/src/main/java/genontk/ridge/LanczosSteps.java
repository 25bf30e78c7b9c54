package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;

/** Lanczos steps of many columns at once: each step reads the kernels once for all columns. */
final class LanczosSteps {

  /** The step at which half of the progress is reported. */
  private static final double HALF_WAY_STEP = 12;

  private LanczosSteps() {}

  /**
   * Steps until every column has settled or has taken all its steps.
   *
   * @param candidate whose kernels the columns use
   * @return whether all columns have settled
   */
  static boolean run(
      Candidate candidate,
      List<LanczosColumn> columns,
      int mostSteps,
      LinearAlgebra algebra,
      Execution execution) {
    List<LanczosColumn> active = unsettled(columns);
    int first = active.stream().mapToInt(LanczosColumn::steps).max().orElse(0);
    List<LinearAlgebra.Held> kernels = new ArrayList<>();
    try {
      candidate.kernels().forEach(kernel -> kernels.add(algebra.hold(kernel)));
      for (int step = first; step < mostSteps && !active.isEmpty(); step++) {
        execution.step("cross-validation", step / (step + HALF_WAY_STEP));
        Matrix product = apply(kernels, candidate.people(), active, execution);
        List<LanczosColumn> moving = active;
        execution.threads().forEach(moving.size(), j -> moving.get(j).advance(product, j));
        active = unsettled(active);
      }
    } finally {
      kernels.forEach(LinearAlgebra.Held::close);
    }
    return active.isEmpty();
  }

  private static List<LanczosColumn> unsettled(List<LanczosColumn> columns) {
    return columns.stream().filter(column -> !column.isSettled()).toList();
  }

  private static Matrix apply(
      List<LinearAlgebra.Held> kernels,
      int people,
      List<LanczosColumn> columns,
      Execution execution) {
    Matrix x = Matrix.zeros(people, columns.size());
    Matrix product = Matrix.zeros(people, columns.size());
    for (int k = 0; k < kernels.size(); k++) {
      int kernel = k;
      execution.threads().forEach(columns.size(), j -> columns.get(j).write(kernel, x, j));
      kernels.get(k).multiply(x, k == 0 ? 0 : 1, product);
    }
    return product;
  }
}
