package genontk.service.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import genontk.comparison.Comparison;
import genontk.comparison.ComparisonTable;
import genontk.comparison.Method;
import genontk.comparison.Split;
import genontk.comparison.Splits;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.linalg.Backends;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.fit.RidgeFitter;
import genontk.service.people.Traits;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.service.result.FitTables;
import genontk.service.training.ChosenGenotypes;
import genontk.service.training.TrainingPeople;
import genontk.variance.component.TwoClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The tasks compare and splits: methods side by side on the same splits, and the splits alone, for
 * methods that the front end runs itself.
 */
public final class CompareTask implements Task {

  private final Request request;
  private final Exchange exchange;
  private final Execution execution;
  private long estimatedBytes;

  public CompareTask(Request request, Exchange exchange, Execution execution) {
    this.request = request;
    this.exchange = exchange;
    this.execution = execution;
  }

  /**
   * The answer.
   *
   * @param subject what was compared
   * @param dataRows the row of y of each person, from 1
   * @param genotypeRows the row of the genotypes of each person, from 1
   * @param table one row per method; null for the task splits
   * @param scores one row per split and method; null for the task splits
   */
  record Result(
      @JsonUnwrapped Subject subject,
      List<String> people,
      int[] dataRows,
      int[] genotypeRows,
      ComparisonTables.Means table,
      ComparisonTables.Rows scores,
      String reference,
      FitTables.DroppedTable dropped,
      List<String> messages,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  /** The sizes of a comparison. */
  record Subject(
      String task,
      String yName,
      int nPeople,
      int nSnps,
      int nSplits,
      double testShare,
      long seed) {}

  @Override
  public long estimatedBytes() {
    return estimatedBytes;
  }

  @Override
  public Result run() {
    Traits traits = Traits.of(request, exchange);
    if (traits.count() > 1) {
      throw InvalidInput.of(
          "y has %s traits; methods are compared on one. Give them one by one.", traits.count());
    }
    ChosenGenotypes chosen = ChosenGenotypes.of(request, exchange, execution);
    Genotypes genotypes = chosen.genotypes();
    TrainingPeople people =
        TrainingPeople.of(request, exchange, traits, new int[] {0}, List.of(chosen.source()));
    List<String> groups = RidgeFitter.ofPeople(request.ridge().groups(), people, "groups");
    double[] y = people.traits().get(0);
    Splits scheme =
        new Splits(
            request.comparison().splits(),
            request.comparison().testShare(),
            request.kernel().seed(),
            groups);
    List<Split> splits = scheme.deal(y);
    exchange.deliver("splits", tested(splits, y.length), null);
    int[] sizes = splits.stream().mapToInt(split -> split.test().length).toArray();
    List<String> messages = new ArrayList<>(people.messages());
    ComparisonTable table = null;
    int reference = 0;
    if (request.task().equals("compare")) {
      ComparisonMethods methods =
          new ComparisonMethods(
              request, chosen.genotypes(), people.sourceRows().get(0), groups, sizes, exchange);
      Map<String, Method> all = methods.all();
      reference = reference(List.copyOf(all.keySet()));
      table = compare(methods, all, genotypes, people, splits);
      messages.addAll(ComparisonTables.messages(table));
      if (TwoClasses.areOneAndTwo(y)) {
        messages.add(
            "The trait has the values 1 and 2: auc takes 2 for cases and 1 for controls, as in"
                + " PLINK.");
      }
    }
    return new Result(
        new Subject(
            request.task(),
            traits.names().get(0),
            y.length,
            genotypes.snps().size(),
            splits.size(),
            scheme.testShare(),
            request.kernel().seed()),
        people.ids(),
        fromOne(people.dataRows()),
        fromOne(people.sourceRows().get(0)),
        table == null ? null : ComparisonTables.Means.of(table, reference),
        table == null ? null : ComparisonTables.Rows.of(table),
        table == null ? null : table.methods().get(reference),
        FitTables.DroppedTable.of(people.dropped()),
        List.copyOf(messages),
        exchange.delivered());
  }

  private int reference(List<String> names) {
    int place =
        request.comparison().reference() == null
            ? 0
            : names.indexOf(request.comparison().reference());
    if (place < 0) {
      throw InvalidInput.of(
          "reference = '%s' was given; allowed are the methods compared: '%s'.",
          request.comparison().reference(), String.join("', '", names));
    }
    return place;
  }

  private ComparisonTable compare(
      ComparisonMethods methods,
      Map<String, Method> all,
      Genotypes genotypes,
      TrainingPeople people,
      List<Split> splits) {
    int n = people.count();
    MemoryBudget.requireAddressable(n);
    List<Kernel> kernels = methods.kernels();
    double ofSplit =
        kernels.isEmpty()
            ? 0
            : (double) kernels.size() * n * n
                + methods.doubles(n)
                + Kernels.trainDoubles(kernels, n, genotypes.snps().size());
    int atOnce = Math.min(splits.size(), execution.threads().count());
    estimatedBytes =
        MemoryBudget.require(
            MemoryBudget.doubles(atOnce * ofSplit),
            Message.of("A comparison of %s people, %s split(s) at once,", n, atOnce));
    return new Comparison(
            genotypes,
            people.sourceRows().get(0),
            Scale.named(request.snps().scale()),
            request.snps().filter(),
            request.computing().tilePrecision())
        .run(
            all,
            people.design(),
            people.terms(),
            people.traits().get(0),
            splits,
            Backends.choose(request.computing().backend()).backend(),
            execution);
  }

  /** Returns a matrix (n x splits) of 1 for each tested person, and 0 for the others. */
  private static Matrix tested(List<Split> splits, int people) {
    Matrix tested = Matrix.zeros(people, splits.size());
    for (int k = 0; k < splits.size(); k++) {
      for (int i : splits.get(k).test()) {
        tested.set(i, k, 1);
      }
    }
    return tested;
  }

  private static int[] fromOne(int[] rows) {
    return Arrays.stream(rows).map(row -> row + 1).toArray();
  }
}
