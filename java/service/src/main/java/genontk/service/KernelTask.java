package genontk.service;

import genontk.error.InvalidInput;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The task kernel: kernel matrices of people with one another, or of new people with them. */
record KernelTask(
    Request request, Options options, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  /**
   * Kernels are delivered as the matrices {@code kernel-1}, {@code kernel-2}, ...
   *
   * @param components what tables call each
   * @param people the IDs of the rows, or null
   * @param people2 the IDs of the columns, or null
   * @param nSnps of how many SNPs the kernels are made
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
    KernelChoice.Candidate candidate = KernelChoice.of(options.kernel(), options).only();
    List<KernelChoice.Component> components = candidate.components();
    if (components.stream().anyMatch(KernelChoice.Component::isGiven)) {
      throw new InvalidInput(
          "kernel is a matrix already; give the name of a kernel that is made from genotypes.");
    }
    List<Kernel> kernels = components.stream().map(c -> c.kernel().make()).toList();
    boolean square = request.genotypes2() == null;
    Genotypes rows =
        Selection.of(
            Everyone.required(request.genotypes(), exchange), request.people(), request.snps());
    Genotypes columns =
        square
            ? rows
            : Selection.of(exchange.genotypes(request.genotypes2()), null, request.snps());
    requireMemory(kernels, rows.people(), columns, algebra);
    Everyone training = Everyone.of(columns, options, execution);
    requireComplete(training.x());
    List<String> messages = new ArrayList<>(Notes.of(components, options));
    messages.addAll(training.notes());
    List<Matrix> matrices =
        square ? square(kernels, training, messages) : cross(kernels, rows, training, messages);
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

  /** A missing genotype takes the mean, and there is none where genotypes are taken as they are. */
  private void requireComplete(StandardizedGenotypes people) {
    if (Scale.named(options.scale()) == Scale.NONE && people.missesAny()) {
      throw new InvalidInput(
          "Genotypes are missing, and scale = 'none' was asked for. Fill them in, or use"
              + " scale = 'center'.");
    }
  }

  private static void requireMemory(
      List<Kernel> kernels, int rows, Genotypes training, LinearAlgebra algebra) {
    int n = training.people();
    MemoryBudget.requireAddressable(Math.max(rows, n));
    String what = "A kernel of " + rows + " x " + n + " people";
    long bytes =
        MemoryBudget.require(
            MemoryBudget.doubles(
                kernels.size() * (double) rows * n
                    + Kernels.trainDoubles(kernels, n, training.snps().size())
                    + Kernels.crossDoubles(kernels, rows, n, training.snps().size())),
            what);
    MemoryBudget.requireNative(bytes, MemoryBudget.doubles(algebra.nativeDoubles(0, false)), what);
  }

  private List<Matrix> square(List<Kernel> kernels, Everyone people, List<String> messages) {
    Kernels.Trained trained =
        Kernels.train(kernels, people.x(), options.tilePrecision(), algebra, execution);
    messages.addAll(Notes.zeroRows(trained.people()));
    return trained.matrices();
  }

  private List<Matrix> cross(
      List<Kernel> kernels, Genotypes rows, Everyone training, List<String> messages) {
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
        StandardizedGenotypes.joined(rows, Everyone.rows(rows), columns, standardization);
    requireComplete(fresh);
    StandardizedGenotypes x = training.x();
    List<Kernel> learnt = Kernels.learn(kernels, x, options.tilePrecision(), algebra, execution);
    Kernels.Cross cross =
        Kernels.cross(learnt, fresh, x, options.tilePrecision(), algebra, execution);
    messages.addAll(Notes.zeroRows(cross.fresh()));
    return cross.matrices();
  }
}
