package genontk.service.training;

import genontk.error.InvalidInput;
import genontk.service.kernel.IdentityKernel;
import genontk.service.kernel.KernelChoice;
import genontk.service.request.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The levels of people in the identity kernels of a fit. */
final class PeopleLevels {

  private PeopleLevels() {}

  /**
   * Returns the component with the levels of the people of the fit.
   *
   * @throws InvalidInput if the records of a person have several levels, if all people have one, or
   *     if the kernel of a mixed model cannot be told from its residual
   */
  static KernelChoice.Component learnt(
      KernelChoice.Component component, Request request, TrainingPeople people) {
    IdentityKernel identity =
        IdentityKernel.of(
            component.name(),
            request.data().levels(),
            firstRows(people),
            people.anonymous() ? null : people.ids());
    if (identity.variable() != null) {
      requireOneEach(request.data().levels().get(identity.variable()), identity, people);
      requireSeveral(identity);
    }
    if (identity.levels().equals(people.ids())) {
      // The column of IDs: a model that is saved without IDs must not hold them as levels.
      identity = new IdentityKernel(null, people.ids());
    }
    if ("ntk_lmm".equals(request.task())
        && people.records().isPlain()
        && identity.sharesNothing()) {
      throw InvalidInput.of(
          "The identity kernel '%s' is the residual once more: each person has one record and a"
              + " level of their own. Name the kernel after a column of data whose levels several"
              + " people share, give several records per person, or leave the kernel out.",
          component.name());
    }
    return component.learnt(identity);
  }

  /**
   * Checks the levels of a request.
   *
   * @throws InvalidInput if a column has another number of rows than y
   */
  static void requireWhole(Request request, int rows) {
    if (request.data().levels() != null) {
      request
          .data()
          .levels()
          .forEach(
              (name, column) -> {
                if (column == null || column.size() != rows) {
                  throw InvalidInput.of(
                      "The levels of '%s' are %s and y has %s rows; give each row one.",
                      name, column == null ? "missing" : column.size(), rows);
                }
              });
    }
  }

  /** Returns the name of a column of levels that is missing in a row; null where none is. */
  static String missing(Map<String, List<String>> levels, int row) {
    return levels == null
        ? null
        : levels.keySet().stream()
            .filter(name -> levels.get(name).get(row) == null)
            .findFirst()
            .orElse(null);
  }

  private static void requireOneEach(
      List<String> column, IdentityKernel identity, TrainingPeople people) {
    for (int r = 0; r < people.dataRows().length; r++) {
      int person = people.records().personOf(r);
      String level = column.get(people.dataRows()[r]);
      if (!Objects.equals(level, identity.levels().get(person))) {
        throw InvalidInput.of(
            "The records of '%s' have several levels of '%s' ('%s' and '%s'); a kernel is one of"
                + " people, so a person has one level. Make '%s' a fixed effect of the formula.",
            people.ids().get(person),
            identity.variable(),
            identity.levels().get(person),
            level,
            identity.variable());
      }
    }
  }

  private static void requireSeveral(IdentityKernel identity) {
    if (identity.levels().stream().distinct().count() == 1) {
      throw InvalidInput.of(
          "Everyone in the fit has the level '%s' of '%s', so the identity kernel '%s' explains"
              + " nothing that the intercept does not. Leave it out.",
          identity.levels().get(0), identity.variable(), identity.variable());
    }
  }

  private static int[] firstRows(TrainingPeople people) {
    int[] first = new int[people.count()];
    Arrays.fill(first, -1);
    for (int r = 0; r < people.dataRows().length; r++) {
      int person = people.records().personOf(r);
      if (first[person] < 0) {
        first[person] = people.dataRows()[r];
      }
    }
    return first;
  }
}
