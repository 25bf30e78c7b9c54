package genontk.service;

import genontk.error.InvalidInput;
import genontk.genotype.Dropped;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.mixed.Blup;
import genontk.mixed.LinearMixedModel;
import genontk.ridge.Folds;
import genontk.ridge.KernelRidge;
import genontk.ridge.Rule;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.variance.FixedEffects;
import genontk.variance.Minque;
import genontk.variance.Reml;
import genontk.variance.RestrictedSpectrum;
import genontk.variance.VarianceEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tasks ntk_lmm and ntk_krr: join people, make the kernel, fit, deliver. */
final class FitTask implements Task {

  /**
   * Matrices of n x n at the peak: the kernel, the contrasts' block, its eigenvectors twice, and
   * the decomposition's own.
   */
  private static final double SQUARES = 6;

  private static final double BLOCKS = 3 * (1 << 22);

  private final Request request;
  private final Exchange exchange;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final Options options;
  private final List<String> messages = new ArrayList<>();
  private final List<Dropped> dropped = new ArrayList<>();
  private long estimate;

  FitTask(
      Request request,
      Options options,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    this.request = request;
    this.options = options;
    this.exchange = exchange;
    this.algebra = algebra;
    this.execution = execution;
  }

  /** The people, their kernel, and what a model needs to remember of both. */
  private record Prepared(
      TrainingPeople people,
      Matrix kernel,
      Genotypes genotypes,
      Standardization standardization,
      GivenKernel given) {}

  @Override
  public FitResult run() {
    Rule rule = Rule.named(options.rule());
    KernelRidge ridge = new KernelRidge(options.penalty(), rule);
    Prepared prepared = GivenKernel.isIn(request) ? givenKernel() : namedKernel();
    TrainingPeople people = prepared.people;
    FixedEffects fixed = FixedEffects.of(people.design(), people.terms());
    if (!fixed.dropped().isEmpty()) {
      messages.add(
          "Covariates dropped because others determine them: "
              + String.join(", ", fixed.dropped())
              + ".");
    }
    double meanDiagonal = meanDiagonal(prepared.kernel);
    RestrictedSpectrum spectrum = RestrictedSpectrum.of(prepared.kernel, fixed, algebra, execution);
    execution.step("fit", 0);
    FitResult.Builder result = new FitResult.Builder(request.task(), options, algebra, fixed);
    Blup blup;
    double genetic;
    double residual;
    if (request.task().equals("ntk_lmm")) {
      LinearMixedModel.Fit fit = new LinearMixedModel(estimator()).fit(spectrum, people.y());
      messages.addAll(BoundaryMessages.of(options.kernel(), options.method(), fit.variances()));
      result.mixedModel(fit);
      blup = fit.blup();
      genetic = fit.variances().genetic(0);
      residual = fit.variances().residual();
    } else {
      Folds folds = folds(people);
      KernelRidge.Fit fit =
          ridge.fit(spectrum, meanDiagonal, people.y(), folds, algebra, execution);
      messages.addAll(List.of(fit.messages()));
      result.ridge(fit, folds, spectrum.meanValue());
      blup = fit.blup();
      genetic = fit.geneticVariance();
      residual = fit.penalty() * genetic;
    }
    execution.step("delivery", 0);
    deliver(blup);
    String model = exchange.deliverModel(model(prepared, fixed, blup, genetic, residual));
    return result.build(
        people.ids(),
        prepared.standardization == null ? 0 : prepared.standardization.snps().size(),
        dropped,
        messages,
        exchange.delivered(),
        model);
  }

  private VarianceEstimator estimator() {
    boolean constrain = options.constrain();
    return switch (options.method()) {
      case "minque0" -> new Minque(Minque.Prior.RESIDUAL, constrain);
      case "minque1" -> new Minque(Minque.Prior.EQUAL, constrain);
      case "iminque" -> new Minque(Minque.Prior.ITERATED, constrain);
      default -> new Reml(constrain);
    };
  }

  private Prepared namedKernel() {
    var kernel = FittedModel.namedKernel(options.kernel(), options.depth());
    if (request.genotypes() == null) {
      throw new InvalidInput(
          "No genotypes were given, and kernel = '"
              + options.kernel()
              + "' is made from them. Give genotypes, or a kernel matrix.");
    }
    Genotypes genotypes = exchange.genotypes(request.genotypes());
    TrainingPeople people =
        TrainingPeople.of(request, exchange, genotypes.ids(), genotypes.people(), "genotypes");
    note(people);
    requireMemory(people.y().length);
    Standardization standardization =
        Standardization.learn(
            genotypes,
            people.genotypeRows(),
            Scale.named(options.scale()),
            options.filter(),
            execution);
    dropped.addAll(standardization.dropped());
    if (!standardization.dropped().isEmpty()) {
      messages.add(
          standardization.dropped().size()
              + " of "
              + genotypes.snps().size()
              + " SNPs were dropped; the table of dropped SNPs says why.");
    }
    if (!standardization.flagged().isEmpty()) {
      messages.add(
          "More than 10 % of the genotypes are missing in: "
              + String.join(", ", standardization.flagged())
              + ".");
    }
    StandardizedGenotypes x =
        StandardizedGenotypes.training(genotypes, people.genotypeRows(), standardization);
    Matrix values = KernelMaker.training(kernel, x, algebra, execution, messages);
    return new Prepared(people, values, genotypes, standardization, null);
  }

  private Prepared givenKernel() {
    GivenKernel given = GivenKernel.of(request.kernel(), exchange).requireSymmetric();
    if (request.genotypes() != null) {
      messages.add("genotypes were not used: kernel is a matrix.");
    }
    TrainingPeople people =
        TrainingPeople.of(request, exchange, given.ids(), given.values().rows(), "kernel");
    note(people);
    requireMemory(people.y().length);
    Matrix values = given.values().select(people.genotypeRows(), people.genotypeRows());
    return new Prepared(people, values, null, null, given);
  }

  private void note(TrainingPeople people) {
    messages.addAll(people.messages());
    dropped.addAll(people.dropped());
  }

  private void requireMemory(int n) {
    MemoryBudget.requireAddressable(n);
    estimate =
        MemoryBudget.require(
            MemoryBudget.doubles(SQUARES * n * n + BLOCKS), "A fit of " + n + " people");
  }

  @Override
  public long estimatedBytes() {
    return estimate;
  }

  private static double meanDiagonal(Matrix kernel) {
    double sum = 0;
    for (int i = 0; i < kernel.rows(); i++) {
      sum += kernel.get(i, i);
    }
    return sum / kernel.rows();
  }

  private Folds folds(TrainingPeople people) {
    List<String> labels = Options.foldLabels(request.folds());
    if (labels == null) {
      return Folds.random(people.y().length, options.folds(), options.seed());
    }
    int rows = exchange.matrix(request.y(), "y").rows();
    if (labels.size() != rows) {
      throw new InvalidInput(
          "folds has "
              + labels.size()
              + " labels and y has "
              + rows
              + " rows; give each row a label, or a number of folds.");
    }
    return Folds.labelled(Arrays.stream(people.dataRows()).mapToObj(labels::get).toList());
  }

  private void deliver(Blup blup) {
    int n = blup.fitted().length;
    Matrix people = Matrix.zeros(n, 2);
    System.arraycopy(blup.fitted(), 0, people.data(), 0, n);
    System.arraycopy(blup.residuals(), 0, people.data(), n, n);
    exchange.deliver("people", people, List.of("fitted", "residuals"));
    Matrix random = Matrix.zeros(n, 3);
    System.arraycopy(blup.randomEffects(), 0, random.data(), 0, n);
    System.arraycopy(blup.predictionErrorVariance(), 0, random.data(), n, n);
    System.arraycopy(blup.reliability(), 0, random.data(), 2 * n, n);
    exchange.deliver("random_effects", random, List.of("value", "pev", "reliability"));
  }

  private byte[] model(
      Prepared prepared, FixedEffects fixed, Blup blup, double genetic, double residual) {
    TrainingPeople people = prepared.people;
    int[] used = fixed.names().stream().mapToInt(people.terms()::indexOf).toArray();
    int[] everyone = new int[people.y().length];
    Arrays.setAll(everyone, i -> i);
    boolean given = prepared.given != null;
    FittedModel.Summary summary =
        new FittedModel.Summary(
            request.task(),
            Version.CURRENT,
            options.kernel(),
            options.depth(),
            genetic,
            residual,
            fixed.names(),
            blup.fixedEffects(),
            people.ids(),
            given ? 0 : prepared.genotypes.snps().size(),
            !given && prepared.genotypes.hasSnpNames(),
            given
                ? new FittedModel.KernelRows(people.genotypeRows(), prepared.given.values().rows())
                : null);
    Matrix kernel =
        given ? prepared.given.values().select(people.genotypeRows(), people.genotypeRows()) : null;
    return ModelFile.write(
        new FittedModel(
            summary,
            blup.dual(),
            people.design().select(everyone, used),
            prepared.standardization,
            prepared.genotypes,
            kernel),
        people.genotypeRows());
  }
}
