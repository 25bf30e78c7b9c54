package genontk.linalg;

/**
 * The memory of a device, and what is done with matrices that stay there: work of several steps
 * copies what goes in and what comes out, and nothing in between.
 */
public interface Device {

  /** Copies a matrix to the device. */
  Array put(Matrix a);

  /**
   * Runs a step when nobody else uses the device.
   *
   * @throws genontk.error.Cancelled if a stop was asked for, before the step or while it waited
   */
  void run(Runnable step);

  /** A matrix on the device, freed when it is closed. */
  interface Array extends AutoCloseable {

    /** Returns the number of rows. */
    int rows();

    /** Returns the number of columns. */
    int columns();

    /** Returns a copy of all of it. */
    Array copy();

    /** Returns a copy of some rows. */
    Array copyOfRows(int from, int count);

    /** Returns op(A) op(B), A being this one. */
    Array times(boolean transpose, Array b, boolean transposeB);

    /** Adds a matrix of the same shape to this one, which is returned. */
    Array add(Array other);

    /** Multiplies this one by another element by element. */
    Array multiply(Array other);

    /** Multiplies all elements by a factor, then adds a number. */
    Array linear(double factor, double summand);

    /** Multiplies each row by a number of its own. */
    Array scaleRows(double[] factors);

    /** Multiplies each column by a number of its own. */
    Array scaleColumns(double[] factors);

    /** Takes the absolute values. */
    Array absolute();

    /** Takes the square roots. */
    Array squareRoot();

    /** Sets what is negative to 0. */
    Array positivePart();

    /** Sets what is positive to 1 and all else to 0. */
    Array step();

    /** Returns the sum of squares of each row. */
    double[] squaredRowNorms();

    /** Returns how many elements are above a number. */
    long countAbove(double bound);

    /** Copies it into a matrix of the same shape on the heap. */
    void copyTo(Matrix target);

    @Override
    void close();
  }
}
