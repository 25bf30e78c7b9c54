package genontk.service.genotypes;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.genotype.Snp;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Simulation;
import genontk.service.request.Task;
import genontk.simulation.GenotypeModel;
import genontk.simulation.GenotypeSample;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The task simulate_genotypes: people drawn from a model, or from real genotypes. */
public record SimulateGenotypesTask(Request request, Exchange exchange, Execution execution)
    implements Task {

  /** The genotypes are delivered as the matrix {@code genotypes}. */
  record Result(
      List<String> people, List<String> snps, Map<String, Exchange.DeliveredMatrix> matrices) {}

  @Override
  public Result run() {
    Simulation simulation = Simulation.of(request);
    if (simulation.n() == null || simulation.p() == null) {
      throw new InvalidInput("n or p is missing; give the number of people and of SNPs.");
    }
    return request.genotypes().genotypes() == null ? fromModel(simulation) : fromPeople(simulation);
  }

  private Result fromModel(Simulation simulation) {
    GenotypeModel model =
        new GenotypeModel(
            Simulation.orElse(simulation.maf(), GenotypeModel.DEFAULT_MAF),
            Simulation.orElse(simulation.ld(), GenotypeModel.DEFAULT_LD));
    Matrix values =
        model.draw(simulation.n(), simulation.p(), simulation.seedOrDefault(), execution);
    return delivered(values, numbered("P", values.rows()), numbered("S", values.columns()));
  }

  private Result fromPeople(Simulation simulation) {
    if (simulation.ld() != null) {
      throw new InvalidInput(
          "ld was given with genotypes, which have their own; give one of them.");
    }
    Genotypes genotypes = exchange.genotypes(request.genotypes().genotypes());
    double maf = Simulation.orElse(simulation.maf(), GenotypeModel.DEFAULT_MAF);
    GenotypeSample sample =
        GenotypeSample.of(
            genotypes, simulation.n(), simulation.p(), maf, simulation.seedOrDefault(), execution);
    List<String> ids = genotypes.ids();
    List<Snp> snps = genotypes.snps();
    return delivered(
        sample.values(),
        ids == null
            ? numbered("P", simulation.n())
            : Arrays.stream(sample.people()).mapToObj(ids::get).toList(),
        Arrays.stream(sample.snps()).mapToObj(j -> snps.get(j).id()).toList());
  }

  private Result delivered(Matrix values, List<String> people, List<String> snps) {
    exchange.deliver("genotypes", values, null);
    return new Result(people, snps, exchange.delivered());
  }

  private static List<String> numbered(String letter, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(k -> letter + k).toList();
  }
}
