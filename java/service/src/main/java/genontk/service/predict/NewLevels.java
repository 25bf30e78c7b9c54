package genontk.service.predict;

import genontk.error.Message;
import genontk.linalg.Matrix;
import genontk.service.kernel.IdentityKernel;
import genontk.service.model.FittedModel;
import genontk.service.people.CountPhrase;
import genontk.service.request.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The levels of new people in the identity kernels of a model.
 *
 * @param kernels the identity kernel of each component; null for another kernel
 * @param levels levels of the people in each of these; null for another kernel
 * @param messages notes for the user
 */
record NewLevels(List<IdentityKernel> kernels, List<List<String>> levels, List<String> messages) {

  static NewLevels of(Request request, FittedModel model, NewPeople people) {
    List<IdentityKernel> kernels =
        model.summary().components().stream().map(FittedModel.Component::identity).toList();
    List<List<String>> levels = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    int rows = people.design().rows();
    for (IdentityKernel kernel : kernels) {
      levels.add(
          kernel == null ? null : kernel.levelsOf(request.data().levels(), people.ids(), rows));
      if (kernel != null && kernel.variable() != null) {
        messages.addAll(notes(kernel, levels.get(levels.size() - 1)));
      } else if (kernel != null && kernel.levels().stream().allMatch(Objects::isNull)) {
        messages.add(
            "The fit has no IDs by which its people could be known again: the effect of the"
                + " identity kernel is 0 for everyone.");
      }
    }
    return new NewLevels(kernels, levels, messages);
  }

  private static List<String> notes(IdentityKernel kernel, List<String> levels) {
    List<String> notes = new ArrayList<>();
    Set<String> known = new HashSet<>(kernel.levels());
    long missing = levels.stream().filter(level -> level == null).count();
    long unseen = levels.stream().filter(level -> level != null && !known.contains(level)).count();
    if (missing > 0) {
      notes.add(
          Message.of(
              "%s without a level of '%s'; the prediction is missing there.",
              CountPhrase.people(missing, "is", "are"), kernel.variable()));
    }
    if (unseen > 0) {
      notes.add(
          Message.of(
              "%s a level of '%s' that the fit has not; its effect is 0.",
              CountPhrase.people(unseen, "has", "have"), kernel.variable()));
    }
    return notes;
  }

  /** Returns those of some people who have a level wherever a column of the data holds levels. */
  int[] present(int[] people) {
    return Arrays.stream(people).filter(this::isPresent).toArray();
  }

  private boolean isPresent(int person) {
    for (int k = 0; k < kernels.size(); k++) {
      boolean asked = has(k) && kernels.get(k).variable() != null;
      if (asked && levels.get(k).get(person) == null) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether component k has an identity kernel. */
  boolean has(int k) {
    return kernels.get(k) != null;
  }

  /** Returns the kernel of component k between these people and those of the fit. */
  Matrix kernel(int k, int[] people) {
    return kernels.get(k).between(levelsOf(k, people));
  }

  /** Returns that kernel times a vector, without the kernel. */
  double[] product(int k, int[] people, double[] vector) {
    return kernels.get(k).product(levelsOf(k, people), vector);
  }

  private List<String> levelsOf(int k, int[] people) {
    return Arrays.stream(people).mapToObj(i -> levels.get(k).get(i)).toList();
  }

  /** Returns K(x*, x*) of these people. */
  double[] diagonal(int[] people) {
    double[] ones = new double[people.length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
