package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.mixed.Blup;
import genontk.mixed.RandomEffects;
import genontk.ridge.Candidate;
import genontk.ridge.Diagnostics;
import genontk.ridge.FoldPlan;
import genontk.ridge.FoldScheme;
import genontk.ridge.Folds;
import genontk.ridge.KernelRidge;
import genontk.ridge.NestedValidation;
import genontk.ridge.RidgeFit;
import genontk.ridge.RidgeProblem;
import genontk.ridge.RidgeSolution;
import genontk.ridge.Rule;
import genontk.run.Execution;
import genontk.service.kernel.KernelChoice;
import genontk.service.kernel.SnpSets;
import genontk.service.request.Request;
import genontk.service.request.RidgeOptions;
import genontk.service.result.FitReport;
import genontk.service.result.FitTables;
import genontk.service.result.RidgeOutcome;
import genontk.service.training.TrainingKernels;
import genontk.service.training.TrainingPeople;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Kernel ridge regression: the kernels that are compared, their folds, and the chosen fit. */
public final class RidgeFitter implements Fitter {

  /** Number of n x n matrices of the diagnostics: the kernel, its factor and an inverse. */
  private static final double SQUARES_OF_DIAGNOSTICS = 3;

  /** Number of people above which the diagnostics cost more than the path. */
  private static final int MOST_DIAGNOSED = 2000;

  /** Number of folds within an outer fold where labels leave fewer than two of them. */
  private static final int INNER_FOLDS = 5;

  private final RidgeOptions options;
  private final long seed;
  private final boolean weighted;
  private final KernelChoice choice;
  private final KernelRidge ridge;

  RidgeFitter(Request request) {
    this.options = request.ridge();
    this.seed = request.kernel().seed();
    this.weighted = request.data().weights() != null;
    KernelChoice named = KernelChoice.of(request);
    SnpSets sets = SnpSets.of(request.genotypes().sets());
    this.choice = sets == null ? named : sets.expand(named);
    boolean traced = Boolean.TRUE.equals(options.diagnostics());
    this.ridge = new KernelRidge(options.penalty(), Rule.named(options.rule()), null, traced);
  }

  @Override
  public List<KernelChoice.Component> components() {
    return choice.candidates().stream().flatMap(one -> one.components().stream()).toList();
  }

  @Override
  public double doubles(int people, int traits) {
    Integer count = options.folds().count();
    int folds = count == null ? people : count * options.repeats();
    int kernels =
        choice.candidates().stream().mapToInt(one -> one.components().size()).max().orElse(1);
    double squares = isDiagnosed(people) ? SQUARES_OF_DIAGNOSTICS * people * people : 0;
    return Math.max(squares, ridge.doublesNeeded(people, folds * traits, kernels, weighted));
  }

  @Override
  public boolean decomposes() {
    return true;
  }

  @Override
  public List<FitDelivery.Outcome> fit(
      TrainingKernels training, FixedEffects fixed, LinearAlgebra algebra, Execution execution) {
    TrainingPeople people = training.people();
    List<Candidate> candidates = new ArrayList<>();
    for (int k = 0; k < choice.candidates().size(); k++) {
      String label = choice.candidates().get(k).label();
      candidates.add(new Candidate(label, ofCandidate(k, training.matrices())));
    }
    FoldPlan folds = folds(people);
    Matrix y = Matrix.ofColumns(people.traits().toArray(double[][]::new));
    boolean diagnosed = isDiagnosed(people.count());
    RidgeProblem problem = new RidgeProblem(candidates, fixed, y, people.records().weights());
    List<RidgeFit> fits = ridge.fit(problem, folds, diagnosed, algebra, execution);
    List<FitDelivery.Outcome> outcomes = new ArrayList<>();
    for (int trait = 0; trait < fits.size(); trait++) {
      RidgeFit fit = fits.get(trait);
      RidgeOutcome.NestedTable nested =
          options.nested()
              ? RidgeOutcome.NestedTable.of(
                  NestedValidation.of(
                      new KernelRidge(ridge.penalties(), ridge.rule()),
                      problem.ofTrait(trait),
                      folds,
                      inner(people, folds),
                      algebra,
                      execution),
                  folds)
              : null;
      outcomes.add(outcome(fit, nested, folds, ofCandidate(chosen(fit), training.components())));
    }
    return outcomes;
  }

  private boolean isDiagnosed(int people) {
    return options.diagnostics() == null ? people <= MOST_DIAGNOSED : options.diagnostics();
  }

  /**
   * Returns the scheme that deals the people of all outer folds but one to the folds that choose.
   * It is that of the outer folds; labels stay together there too.
   */
  private FoldScheme inner(TrainingPeople people, FoldPlan outer) {
    List<String> groups = ofPeople(options.groups(), people, "groups");
    List<String> labels = ofPeople(options.folds().labels(), people, "folds");
    if (labels == null) {
      return new FoldScheme(options.folds().count(), 1, seed, groups);
    }
    int others = outer.rounds().get(0).count() - 1;
    return others < 2
        ? new FoldScheme(INNER_FOLDS, 1, seed, groups)
        : new FoldScheme(others, 1, seed, labels);
  }

  private int chosen(RidgeFit fit) {
    return choice.candidates().stream()
        .map(KernelChoice.Candidate::label)
        .toList()
        .indexOf(fit.kernel());
  }

  /** Returns a candidate's part of a list that has one entry per component of all candidates. */
  private <T> List<T> ofCandidate(int candidate, List<T> all) {
    int first =
        choice.candidates().subList(0, candidate).stream()
            .mapToInt(one -> one.components().size())
            .sum();
    int count = choice.candidates().get(candidate).components().size();
    return all.subList(first, first + count);
  }

  private FoldPlan folds(TrainingPeople people) {
    List<String> groups = ofPeople(options.groups(), people, "groups");
    List<String> labels = ofPeople(options.folds().labels(), people, "folds");
    if (labels == null) {
      return new FoldScheme(options.folds().count(), options.repeats(), seed, groups)
          .deal(people.traits().get(0));
    }
    if (options.repeats() > 1) {
      throw InvalidInput.of(
          "repeats = %s was given with fold labels; labels allow one round. Give a number of"
              + " folds.",
          options.repeats());
    }
    Folds folds = Folds.labelled(labels);
    return FoldPlan.of(groups == null ? folds : folds.requireWhole(groups));
  }

  /** Returns the labels of the fitted people from one label per row of y; null for none. */
  public static List<String> ofPeople(List<String> labels, TrainingPeople people, String argument) {
    if (labels == null) {
      return null;
    }
    if (labels.size() != people.rowsOfData()) {
      throw InvalidInput.of(
          "%s has %s labels and y has %s rows; give each row a label.",
          argument, labels.size(), people.rowsOfData());
    }
    return Arrays.stream(people.dataRows()).mapToObj(labels::get).toList();
  }

  private FitDelivery.Outcome outcome(
      RidgeFit fit,
      RidgeOutcome.NestedTable nested,
      FoldPlan folds,
      List<KernelChoice.Component> components) {
    Diagnostics diagnostics = fit.solution().diagnostics();
    List<String> names = components.stream().map(KernelChoice.Component::name).toList();
    return new FitDelivery.Outcome(
        fit.kernel(),
        components,
        FitTables.Variances.of(names, fit.variances(), fit.scales()),
        fit.variances(),
        blup(fit.solution()),
        FitReport.Ending.direct(),
        new RidgeOutcome(
            fit.penalty(),
            fit.share(),
            new RidgeOutcome.ShareTable(names, fit.shares()),
            options.rule(),
            fit.route().label(),
            RidgeOutcome.PathTable.of(fit.paths()),
            nested,
            folds.rounds().stream().map(Folds::namesOfPeople).toList(),
            diagnostics == null
                ? null
                : Matrix.ofColumns(diagnostics.predictions(), diagnostics.residuals())),
        messages(fit));
  }

  private List<String> messages(RidgeFit fit) {
    List<String> messages = new ArrayList<>(fit.messages());
    if (fit.solution().diagnostics() == null && options.diagnostics() == null) {
      messages.add(
          Message.of(
              "Leave-one-out predictions, prediction error variances and reliabilities need an"
                  + " inverse of the kernel and are left out above %s people, as are the path's"
                  + " degrees of freedom; diagnostics = TRUE computes them.",
              MOST_DIAGNOSED));
    }
    return messages;
  }

  /** Returns the solution in the terms of the equivalent mixed model, V = s_g (K + lambda I). */
  private static Blup blup(RidgeSolution solution) {
    int n = solution.dual().length;
    int kernels = solution.randomEffects().columns();
    double[] unknown = new double[n];
    Arrays.fill(unknown, Double.NaN);
    double[] sum = new double[n];
    List<RandomEffects> components = new ArrayList<>();
    for (int k = 0; k < kernels; k++) {
      double[] values = solution.randomEffects().columnValues(k);
      Arrays.setAll(sum, i -> sum[i] + values[i]);
      components.add(new RandomEffects(values, unknown, unknown));
    }
    Diagnostics diagnostics = solution.diagnostics();
    RandomEffects total =
        diagnostics == null
            ? new RandomEffects(sum, unknown, unknown)
            : new RandomEffects(
                sum, diagnostics.predictionErrorVariance(), diagnostics.reliability());
    return new Blup(
        Arrays.stream(solution.dual()).map(value -> value / solution.geneticVariance()).toArray(),
        solution.fixedEffects(),
        solution.fixedEffectsCovariance(),
        kernels == 1 ? List.of(total) : components,
        total,
        solution.fitted(),
        solution.residuals());
  }
}
