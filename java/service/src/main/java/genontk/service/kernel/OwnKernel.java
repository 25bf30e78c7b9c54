package genontk.service.kernel;

import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import genontk.service.people.PeopleSource;
import genontk.service.request.Exchange;
import genontk.service.request.KernelReference;
import java.util.List;

/**
 * A kernel matrix of the user's own.
 *
 * @param values the matrix
 * @param ids IDs of its rows, or null
 */
public record OwnKernel(Matrix values, List<String> ids) {

  private static final double ASYMMETRY = 1e-8;

  /**
   * The rows of a matrix that a fit used.
   *
   * @param used their places
   * @param total number of rows of the matrix
   */
  public record Rows(int[] used, int total) {}

  /**
   * Reads the matrix of a request.
   *
   * @throws InvalidInput if a number is not finite or the IDs do not match its rows
   */
  public static OwnKernel of(KernelReference reference, Exchange exchange) {
    if (reference.values() == null) {
      throw new InvalidInput("kernel names no matrix; give 'ntk', 'additive' or a square matrix.");
    }
    Matrix values = exchange.matrix(reference.values(), "kernel");
    for (int j = 0; j < values.columns(); j++) {
      for (int i = 0; i < values.rows(); i++) {
        if (!Double.isFinite(values.get(i, j))) {
          throw InvalidInput.of(
              "kernel holds %s in row %s, column %s; allowed are finite numbers.",
              values.get(i, j), i + 1, j + 1);
        }
      }
    }
    if (reference.ids() != null && reference.ids().size() != values.rows()) {
      throw InvalidInput.of(
          "%s IDs were given for a kernel of %s rows; give one each.",
          reference.ids().size(), values.rows());
    }
    return new OwnKernel(values, reference.ids());
  }

  /**
   * Checks that the matrix is square and symmetric, and removes asymmetry by rounding.
   *
   * @throws InvalidInput if it is not square or not symmetric
   */
  public OwnKernel requireSymmetric() {
    if (values.rows() != values.columns()) {
      throw InvalidInput.of(
          "kernel is %s x %s; give a square matrix with one row and one column per person.",
          values.rows(), values.columns());
    }
    double asymmetry = Symmetry.relativeAsymmetry(values);
    if (asymmetry > ASYMMETRY) {
      throw InvalidInput.of(
          "kernel is not symmetric (its largest asymmetry is %.3g of its largest entry); give"
              + " (K + K') / 2 if it should be.",
          asymmetry);
    }
    Symmetry.average(values);
    return this;
  }

  /** Returns the people of its rows, to be joined to the data. */
  public PeopleSource source() {
    return new PeopleSource("kernel", ids, values.rows());
  }

  /**
   * Returns the kernel between the people in these rows; all rows in order give the matrix itself.
   */
  public Matrix among(int[] rows) {
    boolean all = rows.length == values.rows();
    for (int i = 0; all && i < rows.length; i++) {
      all = rows[i] == i;
    }
    return all ? values : values.select(rows, rows);
  }
}
