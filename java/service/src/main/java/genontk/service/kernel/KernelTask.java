package genontk.service.kernel;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.SnpColumns;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Selection;
import genontk.service.request.Task;
import genontk.service.result.FitTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The task kernel: kernel matrices between people, or between new people and these. */
public record KernelTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  /**
   * Kernels are delivered as the matrices {@code kernel-1}, {@code kernel-2}, ...
   *
   * @param components name of each kernel in tables
   * @param people IDs of the rows, or null
   * @param people2 IDs of the columns, or null
   * @param nSnps number of SNPs kept
   */
  record Result(
      List<String> components,
      List<String> people,
      List<String> people2,
      int nSnps,
      FitTables.DroppedTable dropped,
      List<String> messages,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  @Override
  public Result run() {
    KernelChoice.Candidate only = KernelChoice.of(request).only();
    SnpSets sets = SnpSets.of(request.genotypes().sets());
    KernelChoice.Candidate candidate = sets == null ? only : sets.expand(only);
    List<KernelChoice.Component> components = candidate.components();
    for (KernelChoice.Component component : components) {
      if (!component.isMade()) {
        throw InvalidInput.of(
            "kernel %s; give the name of a kernel that is made from genotypes.",
            component.isGiven() ? "is a matrix already" : "'identity' is for fits");
      }
    }
    List<Kernel> kernels = components.stream().map(c -> c.kernel().make()).toList();
    boolean square = request.genotypes().genotypes2() == null;
    Genotypes rows =
        Selection.of(
            exchange.genotypes(request.genotypes().genotypes()),
            request.genotypes().people(),
            request.genotypes().snps());
    Genotypes columns =
        square
            ? rows
            : Selection.of(
                exchange.genotypes(request.genotypes().genotypes2()),
                null,
                request.genotypes().snps());
    requireMemory(kernels, rows.people(), columns, algebra);
    StandardizedPeople training =
        StandardizedPeople.of(columns, StandardizedPeople.rows(columns), null, request, execution);
    requireComplete(training.x());
    List<String> messages = new ArrayList<>(KernelNotes.of(components, request));
    messages.addAll(training.notes());
    List<Matrix> matrices =
        square
            ? square(components, sets, training, messages)
            : cross(components, sets, rows, training, messages);
    for (int k = 0; k < matrices.size(); k++) {
      exchange.deliver("kernel-" + (k + 1), matrices.get(k), null);
    }
    return new Result(
        components.stream().map(KernelChoice.Component::name).toList(),
        rows.ids(),
        columns.ids(),
        training.snps(),
        FitTables.DroppedTable.of(training.standardization().dropped()),
        List.copyOf(messages),
        exchange.delivered());
  }

  /** Refuses missing genotypes without centring: there is no mean to put in their place. */
  private void requireComplete(StandardizedGenotypes people) {
    if (Scale.named(request.snps().scale()) == Scale.NONE && people.missesAny()) {
      throw new InvalidInput(
          "Genotypes are missing, and scale = 'none' was asked for. Fill them in, or use"
              + " scale = 'center'.");
    }
  }

  private static void requireMemory(
      List<Kernel> kernels, int rows, Genotypes training, LinearAlgebra algebra) {
    int n = training.people();
    MemoryBudget.requireAddressable(Math.max(rows, n));
    String what = Message.of("A kernel of %s x %s people", rows, n);
    long bytes =
        MemoryBudget.require(
            MemoryBudget.doubles(
                kernels.size() * (double) rows * n
                    + Kernels.trainDoubles(kernels, n, training.snps().size())
                    + Kernels.crossDoubles(kernels, rows, n, training.snps().size())),
            what);
    MemoryBudget.requireNative(bytes, MemoryBudget.doubles(algebra.nativeDoubles(0, false)), what);
  }

  private List<Matrix> square(
      List<KernelChoice.Component> components,
      SnpSets sets,
      StandardizedPeople people,
      List<String> messages) {
    GenotypeKernels made =
        GenotypeKernels.of(
            components, sets, people, request.computing().tilePrecision(), algebra, execution);
    messages.addAll(made.messages());
    return made.matrices();
  }

  private List<Matrix> cross(
      List<KernelChoice.Component> components,
      SnpSets sets,
      Genotypes rows,
      StandardizedPeople training,
      List<String> messages) {
    Standardization standardization = training.standardization();
    SnpColumns columns =
        SnpColumns.join(
            standardization.snps(),
            standardization.columns(),
            training.genotypes().snps().size(),
            training.genotypes().hasSnpNames(),
            rows);
    messages.addAll(columns.messages());
    StandardizedGenotypes fresh =
        StandardizedGenotypes.joined(rows, StandardizedPeople.rows(rows), columns, standardization);
    requireComplete(fresh);
    SnpPlaces places = SnpPlaces.of(sets, training);
    messages.addAll(places.messages());
    List<Matrix> matrices = new ArrayList<>();
    for (String set : components.stream().map(KernelChoice.Component::set).distinct().toList()) {
      int[] chosen = places.ofSet(set);
      List<Kernel> kernels =
          components.stream()
              .filter(component -> Objects.equals(component.set(), set))
              .map(component -> component.kernel().make())
              .toList();
      StandardizedGenotypes x = training.x().subset(chosen);
      Kernels.Cross cross =
          Kernels.cross(
              Kernels.learn(kernels, x, request.computing().tilePrecision(), algebra, execution),
              fresh.subset(chosen),
              x,
              request.computing().tilePrecision(),
              algebra,
              execution);
      messages.addAll(KernelNotes.zeroRows(cross.fresh(), chosen == null));
      matrices.addAll(cross.matrices());
    }
    return matrices;
  }
}
