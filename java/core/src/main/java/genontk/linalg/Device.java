package genontk.linalg;

/**
 * A device with its own memory. Work of several steps copies its inputs there and its results back;
 * all other matrices stay there.
 */
public interface Device {

  /** Copies a matrix to the device, and returns the copy. */
  Array put(Matrix a);

  /**
   * Runs a step as soon as no other thread uses the device.
   *
   * @throws genontk.error.Cancelled if a stop was asked for before the step began
   */
  void run(Runnable step);

  /** A matrix A on the device; closing it frees its memory. */
  interface Array extends AutoCloseable {

    /** Returns the number of rows. */
    int rows();

    /** Returns the number of columns. */
    int columns();

    /** Returns a copy of A. */
    Array copy();

    /** Returns a copy of {@code count} rows of A, from row {@code from} on. */
    Array copyOfRows(int from, int count);

    /** Returns op(A) op(B) as a new matrix; op transposes where asked to. */
    Array times(boolean transpose, Array b, boolean transposeB);

    /** Adds a matrix of the same shape to A, and returns A. */
    Array add(Array other);

    /** Multiplies A by a matrix of the same shape, element by element, and returns A. */
    Array multiply(Array other);

    /** Multiplies all elements of A by a factor, then adds a number, and returns A. */
    Array linear(double factor, double summand);

    /** Multiplies each row of A by its own factor, and returns A. */
    Array scaleRows(double[] factors);

    /** Multiplies each column of A by its own factor, and returns A. */
    Array scaleColumns(double[] factors);

    /** Replaces the elements of A by their absolute values, and returns A. */
    Array absolute();

    /** Replaces the elements of A by their square roots, and returns A. */
    Array squareRoot();

    /** Sets negative elements of A to 0, and returns A. */
    Array positivePart();

    /** Sets positive elements of A to 1 and all others to 0, and returns A. */
    Array step();

    /** Returns the sum of squares of each row of A. */
    double[] squaredRowNorms();

    /** Returns the number of elements of A above a bound. */
    long countAbove(double bound);

    /** Copies A to a matrix of the same shape on the heap. */
    void copyTo(Matrix target);

    @Override
    void close();
  }
}
