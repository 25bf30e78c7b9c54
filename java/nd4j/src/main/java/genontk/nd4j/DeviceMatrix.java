package genontk.nd4j;

import genontk.linalg.Device;
import genontk.linalg.Matrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A column-major matrix without gaps in the memory of the device. It must be closed, since garbage
 * collection does not know how much memory it holds.
 *
 * @param array the matrix as an array of ND4J
 */
record DeviceMatrix(INDArray array) implements Device.Array {

  /** Copies a matrix to the device. */
  static DeviceMatrix of(Matrix a) {
    return of(a.rows(), a.columns(), a.fillsArray() ? a.data() : a.toArray());
  }

  private static DeviceMatrix of(int rows, int columns, double[] values) {
    return new DeviceMatrix(
        Nd4j.create(
            Nd4j.createTypedBuffer(values, DataType.DOUBLE),
            new long[] {rows, columns},
            new long[] {1, rows},
            0,
            'f',
            DataType.DOUBLE));
  }

  /** Copies a column-major matrix (rows x columns) in single precision to the device. */
  static DeviceMatrix of(int rows, int columns, float[] values) {
    return new DeviceMatrix(
        Nd4j.create(
            Nd4j.createTypedBuffer(values, DataType.FLOAT),
            new long[] {rows, columns},
            new long[] {1, rows},
            0,
            'f',
            DataType.FLOAT));
  }

  @Override
  public int rows() {
    return (int) array.size(0);
  }

  @Override
  public int columns() {
    return (int) array.size(1);
  }

  /** Returns op(A) op(B) on the device. */
  static DeviceMatrix product(
      DeviceMatrix a, boolean transposeA, DeviceMatrix b, boolean transposeB) {
    long rows = a.array.size(transposeA ? 1 : 0);
    long columns = b.array.size(transposeB ? 0 : 1);
    INDArray c = Nd4j.createUninitialized(a.array.dataType(), new long[] {rows, columns}, 'f');
    Nd4j.gemm(a.array, b.array, c, transposeA, transposeB, 1, 0);
    return new DeviceMatrix(c);
  }

  @Override
  public DeviceMatrix copyOfRows(int from, int count) {
    return new DeviceMatrix(rows(from, count).dup('f'));
  }

  /** Subtracts a matrix from the rows that begin at {@code from}. */
  void subtractFromRows(int from, DeviceMatrix other) {
    rows(from, other.rows()).subi(other.array);
  }

  /** Overwrites the rows that begin at {@code from}. */
  void setRows(int from, DeviceMatrix other) {
    rows(from, other.rows()).assign(other.array);
  }

  private INDArray rows(int from, int count) {
    return array.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
  }

  @Override
  public DeviceMatrix copy() {
    return new DeviceMatrix(array.dup('f'));
  }

  @Override
  public DeviceMatrix times(boolean transpose, Device.Array b, boolean transposeB) {
    return product(this, transpose, (DeviceMatrix) b, transposeB);
  }

  @Override
  public DeviceMatrix add(Device.Array other) {
    array.addi(((DeviceMatrix) other).array);
    return this;
  }

  @Override
  public DeviceMatrix multiply(Device.Array other) {
    array.muli(((DeviceMatrix) other).array);
    return this;
  }

  @Override
  public DeviceMatrix linear(double factor, double summand) {
    if (factor != 1) {
      array.muli(factor);
    }
    if (summand != 0) {
      array.addi(summand);
    }
    return this;
  }

  @Override
  public DeviceMatrix scaleRows(double[] factors) {
    try (DeviceMatrix column = of(factors.length, 1, factors)) {
      array.muliColumnVector(column.array);
    }
    return this;
  }

  @Override
  public DeviceMatrix scaleColumns(double[] factors) {
    try (DeviceMatrix row = of(1, factors.length, factors)) {
      array.muliRowVector(row.array);
    }
    return this;
  }

  @Override
  public DeviceMatrix absolute() {
    Transforms.abs(array, false);
    return this;
  }

  @Override
  public DeviceMatrix squareRoot() {
    Transforms.sqrt(array, false);
    return this;
  }

  @Override
  public DeviceMatrix positivePart() {
    Transforms.max(array, 0, false);
    return this;
  }

  @Override
  public DeviceMatrix step() {
    Transforms.sign(array, false);
    return positivePart();
  }

  @Override
  public double[] squaredRowNorms() {
    try (DeviceMatrix squares = copy().multiply(this);
        DeviceMatrix sums = new DeviceMatrix(squares.array.sum(1))) {
      return sums.toArray();
    }
  }

  @Override
  public long countAbove(double bound) {
    try (DeviceMatrix above = copy().linear(1, -bound).step()) {
      return Math.round(above.array.sumNumber().doubleValue());
    }
  }

  @Override
  public void copyTo(Matrix target) {
    double[] values = toArray();
    for (int j = 0; j < target.columns(); j++) {
      System.arraycopy(values, j * rows(), target.data(), target.start(j), rows());
    }
  }

  /** Returns a copy on the heap. */
  Matrix toMatrix() {
    return new Matrix(toArray(), rows(), columns());
  }

  /** Returns the numbers, column-major, as a copy on the heap. */
  double[] toArray() {
    return array.data().asDouble();
  }

  /** Returns the numbers of a matrix in single precision, column-major, as a copy on the heap. */
  float[] toSingleArray() {
    return array.data().asFloat();
  }

  @Override
  public void close() {
    if (array.closeable()) {
      array.close();
    }
  }
}
