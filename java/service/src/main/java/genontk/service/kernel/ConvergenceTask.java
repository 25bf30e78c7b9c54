package genontk.service.kernel;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.kernel.NtkConvergence;
import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Selection;
import genontk.service.request.Task;
import java.util.List;

/** The task convergence: distances between networks of finite width and the exact NTK. */
public record ConvergenceTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  /** The distances, and the slope of log distance on log width. */
  record Result(
      int nPeople,
      int nSnps,
      int depth,
      List<String> messages,
      Table table,
      double slope,
      double slopeStdError) {}

  /** One row per width and number of networks, one array per column. */
  record Table(
      int[] width,
      int[] networks,
      double[] distance,
      double[] distanceSd,
      double[] largest,
      double[] correlation) {

    static Table of(List<NtkConvergence.Row> rows) {
      return new Table(
          rows.stream().mapToInt(NtkConvergence.Row::width).toArray(),
          rows.stream().mapToInt(NtkConvergence.Row::networks).toArray(),
          rows.stream().mapToDouble(NtkConvergence.Row::distance).toArray(),
          rows.stream().mapToDouble(NtkConvergence.Row::distanceSd).toArray(),
          rows.stream().mapToDouble(NtkConvergence.Row::largest).toArray(),
          rows.stream().mapToDouble(NtkConvergence.Row::correlation).toArray());
    }
  }

  @Override
  public Result run() {
    if (request.kernel().depth().length != 1) {
      throw new InvalidInput("depth has several values; give one.");
    }
    NtkConvergence.Grid grid =
        new NtkConvergence.Grid(
            request.kernel().depth()[0],
            request.convergence().widths(),
            request.convergence().networksGrid(),
            request.convergence().replicates(),
            request.kernel().seed());
    Genotypes genotypes =
        Selection.of(
            exchange.genotypes(request.genotypes().genotypes()),
            request.genotypes().people(),
            request.genotypes().snps());
    MemoryBudget.requireAddressable(genotypes.people());
    MemoryBudget.require(
        MemoryBudget.doubles(
            NtkConvergence.doubles(grid, genotypes.people(), genotypes.snps().size())),
        Message.of("A comparison of the kernels of %s people", genotypes.people()));
    StandardizedPeople people =
        StandardizedPeople.of(
            genotypes, StandardizedPeople.rows(genotypes), null, request, execution);
    NtkConvergence found = NtkConvergence.of(grid, people.x(), algebra, execution);
    return new Result(
        genotypes.people(),
        people.snps(),
        grid.depth(),
        people.notes(),
        Table.of(found.rows()),
        found.slope(),
        found.slopeStandardError());
  }
}
