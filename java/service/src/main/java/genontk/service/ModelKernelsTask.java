package genontk.service;

import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The task kernel of a fitted model: the kernels K_k between the people of the fit. */
record ModelKernelsTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  /**
   * Kernels are delivered as the matrices {@code kernel-1}, {@code kernel-2}, ...
   *
   * @param components what tables call each
   * @param people the IDs of rows and columns
   */
  record Result(
      List<String> components,
      List<String> people,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  @Override
  public Result run() {
    FittedModel model = ModelFile.read(exchange.model(request.model()));
    int n = model.dual().length;
    List<FittedModel.Component> components = model.summary().components();
    MemoryBudget.require(
        MemoryBudget.doubles((components.size() + 1.0) * n * n),
        "The kernels of a fit of " + n + " people");
    List<Matrix> kernels = trainingKernels(model, algebra, execution);
    for (int k = 0; k < kernels.size(); k++) {
      exchange.deliver("kernel-" + (k + 1), kernels.get(k), null);
    }
    return new Result(
        components.stream().map(FittedModel.Component::name).toList(),
        model.summary().people(),
        exchange.delivered());
  }

  /** Returns K_k of the people of the fit (n x n), in the order of the components. */
  static List<Matrix> trainingKernels(
      FittedModel model, LinearAlgebra algebra, Execution execution) {
    List<Matrix> made =
        model.needsGenotypes()
            ? Kernels.train(
                    model.madeKernels(),
                    model.training(),
                    model.tilePrecision(),
                    algebra,
                    execution)
                .matrices()
            : List.of();
    List<Matrix> matrices = new ArrayList<>();
    int next = 0;
    for (Matrix given : model.given()) {
      matrices.add(given == null ? made.get(next++) : given);
    }
    return matrices;
  }
}
