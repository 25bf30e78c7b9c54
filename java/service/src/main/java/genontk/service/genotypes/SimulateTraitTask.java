package genontk.service.genotypes;

import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Simulation;
import genontk.service.request.Task;
import genontk.simulation.Interaction;
import genontk.simulation.TraitModel;
import genontk.simulation.TraitShape;
import java.util.List;
import java.util.Map;

/** The task simulate_trait: a phenotype of known heritability. */
public record SimulateTraitTask(Request request, Exchange exchange, Execution execution)
    implements Task {

  /** The trait is delivered as the matrix {@code trait}: phenotype and genetic value. */
  record Result(List<String> people, Map<String, Exchange.DeliveredMatrix> matrices) {}

  @Override
  public Result run() {
    Simulation simulation = Simulation.of(request);
    TraitModel model =
        new TraitModel(
            TraitShape.named(simulation.trait() == null ? "linear" : simulation.trait()),
            Simulation.orElse(simulation.h2(), TraitModel.DEFAULT_H2),
            Simulation.orElse(simulation.sdA(), 1),
            simulation.parameters() == null ? Map.of() : simulation.parameters(),
            Interaction.named(simulation.interaction()),
            Simulation.orElse(simulation.interactionShare(), TraitModel.DEFAULT_SHARE));
    Genotypes genotypes = exchange.genotypes(request.genotypes().genotypes());
    if (model.interaction() != null) {
      MemoryBudget.require(
          MemoryBudget.doubles(2.0 * genotypes.people() * genotypes.snps().size()),
          Message.of("A trait with interactions between %s SNPs", genotypes.snps().size()));
    }
    TraitModel.Trait trait = model.draw(genotypes, simulation.seedOrDefault(), execution);
    Matrix values = Matrix.zeros(trait.y().length, 2);
    System.arraycopy(trait.y(), 0, values.data(), values.start(0), values.rows());
    System.arraycopy(trait.genetic(), 0, values.data(), values.start(1), values.rows());
    exchange.deliver("trait", values, List.of("phenotype", "genetic_value"));
    return new Result(genotypes.ids(), exchange.delivered());
  }
}
