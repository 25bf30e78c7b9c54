package genontk.service;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.genotype.SnpColumns;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernels;
import genontk.kernel.Precision;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The task predict: new people's traits from a fitted model, yhat = Z*b + s_g K* dual. */
final class PredictTask implements Task {

  private static final double DEFAULT_LEVEL = 0.95;

  private final Request request;
  private final Exchange exchange;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final List<String> messages = new ArrayList<>();

  PredictTask(Request request, Exchange exchange, LinearAlgebra algebra, Execution execution) {
    this.request = request;
    this.exchange = exchange;
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Predictions are delivered as the matrix {@code prediction}. */
  record Result(
      List<String> people, List<String> messages, Map<String, Exchange.DeliveredMatrix> matrices) {}

  /**
   * New people and their kernel.
   *
   * @param people who is predicted
   * @param kernel K* (people with genotypes x training people), row k that of person {@code
   *     present[k]}
   * @param diagonal K(x*, x*) of the same people, or null where it is unknown
   * @param present the places of those who have genotypes
   */
  private record Cross(NewPeople people, Matrix kernel, double[] diagonal, int[] present) {}

  @Override
  public Result run() {
    if (request.model() == null) {
      throw new InvalidInput("No fitted model was given; give one of ntk_lmm or ntk_krr.");
    }
    FittedModel model = ModelFile.read(exchange.model(request.model()));
    Cross cross = model.hasGivenKernel() ? givenKernel(model) : namedKernel(model);
    Matrix table = predict(model, cross);
    List<String> columns =
        table.columns() == 1 ? List.of("prediction") : List.of("prediction", "lower", "upper");
    exchange.deliver("prediction", table, columns);
    return new Result(cross.people.ids(), List.copyOf(messages), exchange.delivered());
  }

  private Matrix predict(FittedModel model, Cross cross) {
    Matrix design = cross.people.design();
    Matrix prediction = Matrix.zeros(design.rows(), 1);
    Arrays.fill(prediction.data(), Double.NaN);
    Matrix random = algebra.product(cross.kernel, false, Matrix.column(model.dual()), false);
    for (int k = 0; k < cross.present.length; k++) {
      int i = cross.present[k];
      double value = model.summary().genetic() * random.get(k, 0);
      for (int j = 0; j < design.columns(); j++) {
        value += design.get(i, j) * model.summary().fixedEffects()[j];
      }
      prediction.set(i, 0, value);
    }
    return request.interval() == null ? prediction : withInterval(model, cross, prediction);
  }

  private Matrix withInterval(FittedModel model, Cross cross, Matrix prediction) {
    String interval = Options.oneOf("interval", request.interval(), "prediction", "confidence");
    double level = request.level() == null ? DEFAULT_LEVEL : request.level();
    if (!(level > 0 && level < 1)) {
      throw new InvalidInput(
          "level = " + level + " was given; allowed is above 0 and below 1, for instance 0.95.");
    }
    if (model.summary().residual() == 0) {
      messages.add(
          "The fit's residual variance is at its bound of 0: the interval is too narrow, and"
              + " prediction and confidence intervals are the same.");
    }
    if (cross.diagonal == null) {
      throw new InvalidInput(
          "An interval needs kernel_diagonal, K(x, x) of each new person, where the kernel is the"
              + " user's own; give it.");
    }
    int n = model.dual().length;
    MemoryBudget.require(
        MemoryBudget.doubles(4.0 * n * n + 2.0 * n * cross.present.length),
        "Intervals from a fit of " + n + " people");
    Matrix training = model.hasGivenKernel() ? model.kernel() : trainingKernel(model);
    double[] halfWidths =
        new PredictionIntervals(model, training, algebra)
            .halfWidths(
                cross.kernel,
                cross.diagonal,
                cross.people.design().selectRows(cross.present),
                interval.equals("prediction"),
                level);
    Matrix table = Matrix.zeros(prediction.rows(), 3);
    Arrays.fill(table.data(), Double.NaN);
    for (int k = 0; k < halfWidths.length; k++) {
      int i = cross.present[k];
      table.set(i, 0, prediction.get(i, 0));
      table.set(i, 1, prediction.get(i, 0) - halfWidths[k]);
      table.set(i, 2, prediction.get(i, 0) + halfWidths[k]);
    }
    return table;
  }

  private Matrix trainingKernel(FittedModel model) {
    return KernelMaker.training(
        model.namedKernel(), training(model), algebra, execution, new ArrayList<>());
  }

  private static StandardizedGenotypes training(FittedModel model) {
    return StandardizedGenotypes.joined(
        model.genotypes(),
        range(model.genotypes().people()),
        SnpColumns.asTrained(range(model.standardization().snps().size())),
        model.standardization());
  }

  private Cross namedKernel(FittedModel model) {
    if (request.kernel() != null && !request.kernel().isNull()) {
      throw new InvalidInput(
          "kernel was given, and the fit made its kernel '"
              + model.summary().kernel()
              + "' from genotypes; give the new people's genotypes.");
    }
    if (request.genotypes() == null) {
      throw new InvalidInput(
          "No genotypes of the new people were given; give a .bed or a matrix with the fit's"
              + " SNPs.");
    }
    Genotypes genotypes = exchange.genotypes(request.genotypes());
    FittedModel.Summary summary = model.summary();
    SnpColumns columns =
        SnpColumns.join(
            model.standardization().snps(),
            model.standardization().columns(),
            summary.trainingSnps(),
            summary.namedSnps(),
            genotypes);
    messages.addAll(columns.messages());
    NewPeople people =
        NewPeople.of(
            request, exchange, summary.terms(), genotypes.ids(), genotypes.people(), "genotypes");
    messages.addAll(people.messages());
    int[] present = present(people);
    int[] rows = Arrays.stream(present).map(i -> people.genotypeRows()[i]).toArray();
    MemoryBudget.require(
        MemoryBudget.doubles(2.0 * rows.length * model.dual().length),
        "A prediction of " + rows.length + " people");
    StandardizedGenotypes fresh =
        StandardizedGenotypes.joined(genotypes, rows, columns, model.standardization());
    List<String> mostlyMissing = fresh.mostlyMissing();
    if (!mostlyMissing.isEmpty()) {
      messages.add(
          "More than 10 % of the fit's SNPs are missing in: "
              + String.join(", ", mostlyMissing)
              + ".");
    }
    Kernels.Cross cross =
        Kernels.cross(
            List.of(model.namedKernel()),
            fresh,
            training(model),
            Precision.DOUBLE,
            algebra,
            execution);
    messages.addAll(KernelMaker.zeroRows(cross.fresh()));
    return new Cross(people, cross.matrices().get(0), cross.diagonals().get(0), present);
  }

  private Cross givenKernel(FittedModel model) {
    if (!GivenKernel.isIn(request)) {
      throw new InvalidInput(
          "The fit's kernel was the user's own; give kernel, a matrix of new people x training"
              + " people.");
    }
    GivenKernel given = GivenKernel.of(request.kernel(), exchange);
    FittedModel.KernelRows rows = model.summary().kernelRows();
    int columns = given.values().columns();
    if (columns != rows.used().length && columns != rows.total()) {
      throw new InvalidInput(
          "kernel has "
              + columns
              + " columns; give one for each of the "
              + rows.used().length
              + " people of the fit, or of the "
              + rows.total()
              + " of its kernel.");
    }
    NewPeople people =
        NewPeople.of(
            request,
            exchange,
            model.summary().terms(),
            given.ids(),
            given.values().rows(),
            "kernel");
    messages.addAll(people.messages());
    int[] present = present(people);
    int[] chosen = Arrays.stream(present).map(i -> people.genotypeRows()[i]).toArray();
    int[] used = columns == rows.used().length ? range(columns) : rows.used();
    double[] diagonal = null;
    if (request.kernelDiagonal() != null) {
      double[] all = exchange.column(request.kernelDiagonal(), "kernel_diagonal");
      if (all.length != given.values().rows()) {
        throw new InvalidInput(
            "kernel_diagonal has "
                + all.length
                + " numbers for "
                + given.values().rows()
                + " new people; give one each.");
      }
      if (!Arrays.stream(all).allMatch(Double::isFinite)) {
        throw new InvalidInput("kernel_diagonal holds a number that is not finite; give K(x, x).");
      }
      diagonal = Arrays.stream(chosen).mapToDouble(row -> all[row]).toArray();
    }
    return new Cross(people, given.values().select(chosen, used), diagonal, present);
  }

  /** Returns the places of those who have genotypes. */
  private static int[] present(NewPeople people) {
    return Arrays.stream(range(people.genotypeRows().length))
        .filter(i -> people.genotypeRows()[i] != PeopleJoin.ABSENT)
        .toArray();
  }

  private static int[] range(int length) {
    int[] range = new int[length];
    Arrays.setAll(range, i -> i);
    return range;
  }
}
