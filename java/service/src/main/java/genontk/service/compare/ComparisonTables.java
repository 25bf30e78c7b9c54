package genontk.service.compare;

import genontk.comparison.ComparisonTable;
import genontk.error.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The tables of a comparison, one array per column. */
final class ComparisonTables {

  private ComparisonTables() {}

  /**
   * One row per method: means over the splits that have a score, their standard errors, and the
   * means of the paired differences from the method of reference.
   */
  record Means(
      List<String> method,
      int[] splits,
      double[] correlation,
      double[] stdError,
      double[] squaredError,
      double[] squaredErrorStdError,
      double[] auc,
      double[] aucStdError,
      double[] difference,
      double[] differenceStdError,
      double[] squaredErrorDifference,
      double[] squaredErrorDifferenceStdError,
      double[] aucDifference,
      double[] aucDifferenceStdError) {

    static Means of(ComparisonTable table, int reference) {
      return new Means(
          table.methods(),
          rows(table).map(m -> table.mean(table.squaredError()[m]).splits()).toArray(),
          of(table, m -> table.mean(table.correlation()[m]), ComparisonTable.Mean::mean),
          of(table, m -> table.mean(table.correlation()[m]), ComparisonTable.Mean::standardError),
          of(table, m -> table.mean(table.squaredError()[m]), ComparisonTable.Mean::mean),
          of(table, m -> table.mean(table.squaredError()[m]), ComparisonTable.Mean::standardError),
          of(table, m -> table.mean(table.auc()[m]), ComparisonTable.Mean::mean),
          of(table, m -> table.mean(table.auc()[m]), ComparisonTable.Mean::standardError),
          difference(table, table.correlation(), reference, ComparisonTable.Mean::mean),
          difference(table, table.correlation(), reference, ComparisonTable.Mean::standardError),
          difference(table, table.squaredError(), reference, ComparisonTable.Mean::mean),
          difference(table, table.squaredError(), reference, ComparisonTable.Mean::standardError),
          difference(table, table.auc(), reference, ComparisonTable.Mean::mean),
          difference(table, table.auc(), reference, ComparisonTable.Mean::standardError));
    }

    private static double[] difference(
        ComparisonTable table,
        double[][] scores,
        int reference,
        ToDoubleFunction<ComparisonTable.Mean> which) {
      return of(table, m -> table.difference(scores, m, reference), which);
    }

    private static double[] of(
        ComparisonTable table,
        IntFunction<ComparisonTable.Mean> mean,
        ToDoubleFunction<ComparisonTable.Mean> which) {
      return rows(table).mapToObj(mean).mapToDouble(which).toArray();
    }

    private static IntStream rows(ComparisonTable table) {
      return IntStream.range(0, table.methods().size());
    }
  }

  /** One row per split and method, with a message where the method failed or warned. */
  record Rows(
      int[] split,
      List<String> method,
      double[] correlation,
      double[] squaredError,
      double[] auc,
      List<String> message) {

    static Rows of(ComparisonTable table) {
      int methods = table.methods().size();
      int count = methods * table.correlation()[0].length;
      int[] split = IntStream.range(0, count).map(row -> row / methods + 1).toArray();
      return new Rows(
          split,
          IntStream.range(0, count).mapToObj(row -> table.methods().get(row % methods)).toList(),
          flat(table.correlation(), split),
          flat(table.squaredError(), split),
          flat(table.auc(), split),
          IntStream.range(0, count)
              .mapToObj(row -> table.messages()[row % methods][split[row] - 1])
              .toList());
    }

    private static double[] flat(double[][] scores, int[] split) {
      return IntStream.range(0, split.length)
          .mapToDouble(row -> scores[row % scores.length][split[row] - 1])
          .toArray();
    }
  }

  /** Returns one sentence per method and message, with the number of splits that have it. */
  static List<String> messages(ComparisonTable table) {
    List<String> messages = new ArrayList<>();
    for (int m = 0; m < table.methods().size(); m++) {
      String[] own = table.messages()[m];
      List<String> said = IntStream.range(0, own.length).mapToObj(k -> own[k]).toList();
      for (String message : said.stream().filter(text -> text != null).distinct().toList()) {
        long count = said.stream().filter(message::equals).count();
        messages.add(
            Message.of(
                "Method '%s' in %s of %s splits: %s",
                table.methods().get(m), count, own.length, message));
      }
    }
    return messages;
  }
}
