package genontk.service.predict;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.service.kernel.OwnKernel;
import genontk.service.model.FittedModel;
import genontk.service.people.PeopleSource;
import genontk.service.request.Exchange;
import genontk.service.request.KernelList;
import genontk.service.request.KernelReference;
import genontk.service.request.Request;
import genontk.service.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The user's own kernel matrices for new people, one per component of the model that needs one.
 *
 * @param kernels the matrices (new people x training people)
 * @param used the columns of the training people in each matrix
 * @param diagonals K(x*, x*), one column per kernel, or null
 */
record OwnNewKernels(List<OwnKernel> kernels, List<int[]> used, Matrix diagonals) {

  /**
   * Reads the matrices of a request.
   *
   * @throws InvalidInput if a matrix is missing, has other columns than the fit's people, or the
   *     model needs none
   */
  static OwnNewKernels of(Request request, FittedModel model, Exchange exchange) {
    List<FittedModel.Component> wanted =
        model.summary().components().stream().filter(FittedModel.Component::isGiven).toList();
    JsonNode node = request.kernel().kernel();
    boolean present = node != null && !node.isNull();
    if (wanted.isEmpty()) {
      if (present) {
        throw InvalidInput.of(
            "kernel was given, and the fit made its kernel '%s' from genotypes; give the new"
                + " people's genotypes.",
            model.summary().kernel());
      }
      return new OwnNewKernels(List.of(), List.of(), null);
    }
    if (!present || !node.isObject()) {
      throw InvalidInput.of(
          "The fit has kernels of the user's own (%s); give kernel, a matrix of new people x"
              + " training people for each.",
          String.join(", ", wanted.stream().map(FittedModel.Component::name).toList()));
    }
    List<OwnKernel> kernels = new ArrayList<>();
    List<int[]> used = new ArrayList<>();
    for (FittedModel.Component component : wanted) {
      OwnKernel kernel = OwnKernel.of(reference(node, component.name(), wanted.size()), exchange);
      kernels.add(kernel);
      used.add(columns(kernel, component.rows()));
    }
    return new OwnNewKernels(kernels, used, diagonals(request, exchange, kernels));
  }

  private static KernelReference reference(JsonNode node, String name, int wanted) {
    if (!node.has("components")) {
      if (wanted > 1) {
        throw InvalidInput.of(
            "The fit has %s kernels of the user's own and one was given; give a named list of"
                + " them.",
            wanted);
      }
      return Json.read(node, KernelReference.class, "kernel");
    }
    return Json.read(node, KernelList.class, "kernel").components().stream()
        .filter(one -> name.equals(one.name()) && one.kernel().isObject())
        .findFirst()
        .map(one -> Json.read(one.kernel(), KernelReference.class, "kernel"))
        .orElseThrow(
            () ->
                InvalidInput.of(
                    "kernel has no matrix named '%s', which the fit needs; give new people x"
                        + " training people under that name.",
                    name));
  }

  private static int[] columns(OwnKernel kernel, OwnKernel.Rows rows) {
    int columns = kernel.values().columns();
    if (columns == rows.used().length) {
      return IntStream.range(0, columns).toArray();
    }
    if (columns == rows.total()) {
      return rows.used();
    }
    throw InvalidInput.of(
        "kernel has %s columns; give one for each of the %s people of the fit, or of the %s of its"
            + " kernel.",
        columns, rows.used().length, rows.total());
  }

  private static Matrix diagonals(Request request, Exchange exchange, List<OwnKernel> kernels) {
    if (request.prediction().kernelDiagonal() == null) {
      return null;
    }
    Matrix diagonals = exchange.matrix(request.prediction().kernelDiagonal(), "kernel_diagonal");
    int rows = kernels.get(0).values().rows();
    if (diagonals.rows() != rows || diagonals.columns() != kernels.size()) {
      throw InvalidInput.of(
          "kernel_diagonal has %s%s numbers for %s new people%s; give one each.",
          diagonals.rows(),
          diagonals.columns() == 1 ? "" : " x " + diagonals.columns(),
          rows,
          kernels.size() == 1 ? "" : " and " + kernels.size() + " kernels");
    }
    if (!Arrays.stream(diagonals.toArray()).allMatch(Double::isFinite)) {
      throw new InvalidInput("kernel_diagonal holds a number that is not finite; give K(x, x).");
    }
    return diagonals;
  }

  /** Returns the people of the matrices' rows, to whom new people are joined. */
  List<PeopleSource> sources() {
    return kernels.stream().map(OwnKernel::source).toList();
  }

  /** Returns kernel k between the people in these rows and the training people. */
  Matrix kernel(int k, int[] rows) {
    return kernels.get(k).values().select(rows, used.get(k));
  }

  /** Returns K(x*, x*) of the people in these rows, or null where it was not given. */
  double[] diagonal(int k, int[] rows) {
    return diagonals == null
        ? null
        : Arrays.stream(rows).mapToDouble(row -> diagonals.get(row, k)).toArray();
  }
}
