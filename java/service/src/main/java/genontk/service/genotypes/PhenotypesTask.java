package genontk.service.genotypes;

import genontk.error.InvalidInput;
import genontk.genotype.CellRules;
import genontk.genotype.PersonTable;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import java.util.List;

/** The task phenotypes: files of traits and covariates as one table. */
public record PhenotypesTask(Request request) implements Task {

  /** A column of either numbers or words; the other one is null. */
  record Column(String name, double[] numbers, List<String> words) {}

  /** The table, with people in the order of the first file, and notes for the user. */
  record Result(
      List<String> id,
      List<String> fid,
      List<String> iid,
      List<Column> columns,
      List<String> messages) {}

  @Override
  public Result run() {
    if (request.files().paths() == null || request.files().paths().isEmpty()) {
      throw new InvalidInput("No path was given; name a file of phenotypes or covariates.");
    }
    CellRules rules = new CellRules(request.files().na(), request.files().categorical());
    PersonTable table = null;
    for (String path : request.files().paths()) {
      PersonTable next = PersonTable.read(Exchange.path(path), rules);
      table = table == null ? next : table.with(next);
    }
    requireColumns(table, rules);
    return new Result(
        table.ids(),
        table.families(),
        table.within(),
        table.columns().stream()
            .map(column -> new Column(column.name(), column.numbers(), column.words()))
            .toList(),
        table.notes());
  }

  private static void requireColumns(PersonTable table, CellRules rules) {
    List<String> names = table.columns().stream().map(PersonTable.Column::name).toList();
    for (String name : rules.categorical()) {
      if (!names.contains(name)) {
        throw InvalidInput.of(
            "categorical = '%s' names no column; the files have %s.",
            name, String.join(", ", names));
      }
    }
  }
}
