package genontk.service.model;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.kernel.IdentityKernel;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The task kernel for a fitted model: the kernels K_k between the people of the fit. */
public record ModelKernelsTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  /**
   * Kernels are delivered as the matrices {@code kernel-1}, {@code kernel-2}, ...
   *
   * @param components name of each kernel in tables
   * @param people IDs of the rows and columns
   */
  record Result(
      List<String> components,
      List<String> people,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  @Override
  public Result run() {
    FittedModel model = ModelReader.read(exchange.model(request.prediction().model()));
    if (model.effects() != null) {
      throw new InvalidInput(
          "The model holds the effects of SNPs alone, and no genotypes to make kernels from. Use"
              + " the fit, or a file that was saved without effects_only.");
    }
    int n = model.dual().length;
    List<FittedModel.Component> components = model.summary().components();
    MemoryBudget.require(
        MemoryBudget.doubles((components.size() + 1.0) * n * n),
        Message.of("The kernels of a fit of %s people", n));
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
  public static List<Matrix> trainingKernels(
      FittedModel model, LinearAlgebra algebra, Execution execution) {
    List<Matrix> matrices = new ArrayList<>(model.given());
    for (int k = 0; k < matrices.size(); k++) {
      IdentityKernel identity = model.summary().components().get(k).identity();
      if (identity != null) {
        matrices.set(k, identity.matrix());
      }
    }
    for (FittedModel.SnpGroup group : model.snpGroups()) {
      List<Matrix> made =
          Kernels.train(
                  group.kernels(),
                  model.training().subset(group.snps()),
                  model.tilePrecision(),
                  algebra,
                  execution)
              .matrices();
      for (int k = 0; k < made.size(); k++) {
        matrices.set(group.components().get(k), made.get(k));
      }
    }
    return matrices;
  }
}
