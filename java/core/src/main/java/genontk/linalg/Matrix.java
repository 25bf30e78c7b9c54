package genontk.linalg;

import genontk.error.InvalidInput;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A matrix of doubles in column-major order, or a block of one: element (i, j) is {@code
 * data[offset + i + j * stride]}.
 *
 * <p>A block shares its data with the whole matrix. Indices are not checked.
 *
 * @param data the numbers, never copied
 * @param offset the index of element (0, 0)
 * @param rows the number of rows
 * @param columns the number of columns
 * @param stride the distance from one column to the next, at least {@code rows}
 */
public record Matrix(double[] data, int offset, int rows, int columns, int stride) {

  /**
   * Makes a matrix on a flat column-major array.
   *
   * @throws InvalidInput if the array does not have rows x columns numbers
   */
  public Matrix(double[] data, int rows, int columns) {
    this(data, 0, rows, columns, rows);
    if (rows < 0 || columns < 0 || data.length != (long) rows * columns) {
      throw InvalidInput.of(
          "A %s x %s matrix was given with %s numbers; give rows x columns of them.",
          rows, columns, data.length);
    }
  }

  /**
   * Returns a matrix of zeros.
   *
   * @throws InvalidInput if there are more numbers than a Java array holds
   */
  public static Matrix zeros(int rows, int columns) {
    if ((long) rows * columns > Integer.MAX_VALUE - 8) {
      throw InvalidInput.of(
          "A %s x %s matrix was asked for; one Java array holds at most 2^31 numbers. Use fewer"
              + " people or SNPs.",
          rows, columns);
    }
    return new Matrix(new double[rows * columns], rows, columns);
  }

  /** Returns the identity matrix (order x order). */
  public static Matrix identity(int order) {
    Matrix identity = zeros(order, order);
    for (int i = 0; i < order; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  /** Returns a matrix of one column (n x 1) on the given array. */
  public static Matrix column(double... values) {
    return new Matrix(values, values.length, 1);
  }

  /** Returns a matrix of columns of the same length, which are copied. */
  public static Matrix ofColumns(double[]... columns) {
    Matrix matrix = zeros(columns[0].length, columns.length);
    for (int j = 0; j < columns.length; j++) {
      System.arraycopy(columns[j], 0, matrix.data, matrix.start(j), matrix.rows);
    }
    return matrix;
  }

  /** Returns element (i, j). */
  public double get(int i, int j) {
    return data[offset + i + j * stride];
  }

  /** Sets element (i, j). */
  public void set(int i, int j, double value) {
    data[offset + i + j * stride] = value;
  }

  /** Returns the index of element (0, j) in {@link #data}. */
  public int start(int j) {
    return offset + j * stride;
  }

  /**
   * Returns the block of {@code blockRows} x {@code blockColumns} whose first element is (i, j), on
   * the same data.
   */
  public Matrix block(int i, int j, int blockRows, int blockColumns) {
    return new Matrix(data, offset + i + j * stride, blockRows, blockColumns, stride);
  }

  /** Returns whether the matrix fills its array: element (i, j) is {@code data[i + j * rows]}. */
  public boolean fillsArray() {
    return offset == 0 && stride == rows && data.length == rows * columns;
  }

  /** Returns a copy of column j. */
  public double[] columnValues(int j) {
    return Arrays.copyOfRange(data, start(j), start(j) + rows);
  }

  /** Returns a copy without gaps. */
  public Matrix copy() {
    return new Matrix(toArray(), rows, columns);
  }

  /** Returns a copy of the numbers as a flat column-major array without gaps. */
  public double[] toArray() {
    double[] flat = new double[rows * columns];
    for (int j = 0; j < columns; j++) {
      System.arraycopy(data, start(j), flat, j * rows, rows);
    }
    return flat;
  }

  /** Returns a copy of the given rows and columns, in the given order. */
  public Matrix select(int[] rowIndices, int[] columnIndices) {
    Matrix selected = zeros(rowIndices.length, columnIndices.length);
    for (int j = 0; j < columnIndices.length; j++) {
      int from = start(columnIndices[j]);
      int to = selected.start(j);
      for (int i = 0; i < rowIndices.length; i++) {
        selected.data[to + i] = data[from + rowIndices[i]];
      }
    }
    return selected;
  }

  /** Returns a copy of the given rows, in the given order. */
  public Matrix selectRows(int[] rowIndices) {
    int[] all = new int[columns];
    Arrays.setAll(all, j -> j);
    return select(rowIndices, all);
  }

  /** Returns a copy of the given columns, in the given order. */
  public Matrix selectColumns(int... columnIndices) {
    Matrix selected = zeros(rows, columnIndices.length);
    for (int j = 0; j < columnIndices.length; j++) {
      System.arraycopy(data, start(columnIndices[j]), selected.data, selected.start(j), rows);
    }
    return selected;
  }

  /** Returns the matrix of a function of every entry. */
  public Matrix map(DoubleUnaryOperator function) {
    return new Matrix(Arrays.stream(toArray()).map(function).toArray(), rows, columns);
  }

  /** Returns the transpose as a copy. */
  public Matrix transpose() {
    Matrix transposed = zeros(columns, rows);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        transposed.set(j, i, get(i, j));
      }
    }
    return transposed;
  }
}
