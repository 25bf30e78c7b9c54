package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/** Routines of BLAS and LAPACK on column-major matrices outside the heap. */
final class Routines {

  private static final int DOUBLE = Double.BYTES;

  /** Largest block of columns that LAPACK uses by itself; it decides how much memory is given. */
  private static final int LAPACK_BLOCK = 64;

  private final Function dgemm;
  private final Function sgemm;
  private final Function dsyrk;
  private final Function dtrsm;
  private final Function dtrmm;
  private final Function dpotrf;
  private final Function dlauum;
  private final Function dtrtri;
  private final Function dsyevd;
  private final Function dsytrd;
  private final Function dormtr;
  private final Function dsytrdSy2sb;
  private final Function dsytrdSb2st;

  /**
   * Finds the routines.
   *
   * @throws UnsatisfiedLinkError if one is missing
   */
  Routines(Symbols symbols) {
    dgemm = symbols.fortran("dgemm");
    sgemm = symbols.fortran("sgemm");
    dsyrk = symbols.fortran("dsyrk");
    dtrsm = symbols.fortran("dtrsm");
    dtrmm = symbols.fortran("dtrmm");
    dpotrf = symbols.fortran("dpotrf");
    dlauum = symbols.fortran("dlauum");
    dtrtri = symbols.fortran("dtrtri");
    dsyevd = symbols.fortran("dsyevd");
    dsytrd = symbols.fortran("dsytrd");
    dormtr = symbols.fortran("dormtr");
    dsytrdSy2sb = symbols.optional("dsytrd_sy2sb");
    dsytrdSb2st = symbols.optional("dsytrd_sb2st");
  }

  /** Returns whether the library can reduce a matrix in two stages, as LAPACK can since 3.7. */
  boolean haveTwoStages() {
    return dsytrdSy2sb != null && dsytrdSb2st != null;
  }

  /**
   * A matrix outside the heap.
   *
   * @param data the address of its first element
   * @param stride the distance from one column to the next
   */
  record Block(Pointer data, long stride) {

    Block at(long i, long j) {
      return new Block(data.share((i + j * stride) * DOUBLE), stride);
    }
  }

  /**
   * The shape of a product op(A) op(B).
   *
   * @param m the number of rows of op(A) (m x k)
   * @param n the number of columns of op(B) (k x n)
   * @param k the number of columns of op(A)
   */
  record Shape(boolean transposeA, boolean transposeB, int m, int n, int k) {

    /** Returns the shape of op(A) op(A)', op(A) being n x k. */
    static Shape symmetric(boolean transposeA, int n, int k) {
      return new Shape(transposeA, !transposeA, n, n, k);
    }
  }

  /** Sets C (m x n) to alpha op(A) op(B) + beta C. */
  void gemm(
      Arguments arguments, Shape shape, double alpha, Block a, Block b, double beta, Block c) {
    shape(arguments, shape).real(alpha);
    block(arguments, a);
    block(arguments, b).real(beta);
    block(arguments, c).call(dgemm);
  }

  /** Sets C (m x n) to op(A) op(B) + beta C in single precision. */
  void gemmSingle(Arguments arguments, Shape shape, Block a, Block b, float beta, Block c) {
    shape(arguments, shape).single(1);
    block(arguments, a);
    block(arguments, b).single(beta);
    block(arguments, c).call(sgemm);
  }

  /** Sets the lower triangle of C (n x n) to that of alpha op(A) op(A)' + beta C. */
  void syrk(Arguments arguments, Shape shape, double alpha, Block a, double beta, Block c) {
    arguments.flag('L');
    transpose(arguments, shape.transposeA()).integer(shape.n()).integer(shape.k()).real(alpha);
    block(arguments, a).real(beta);
    block(arguments, c).call(dsyrk);
  }

  /** Overwrites B (m x n) with L^-1 B, or with L^-T B. */
  void solveLeft(Arguments arguments, boolean transposeL, int m, int n, Block l, Block b) {
    arguments.flag('L').flag('L');
    transpose(arguments, transposeL).flag('N').integer(m).integer(n).real(1);
    block(arguments, l);
    block(arguments, b).call(dtrsm);
  }

  /** Overwrites B (m x n) with B L^-1, or with B L^-T. */
  void solveRight(Arguments arguments, boolean transposeL, int m, int n, Block l, Block b) {
    arguments.flag('R').flag('L');
    transpose(arguments, transposeL).flag('N').integer(m).integer(n).real(1);
    block(arguments, l);
    block(arguments, b).call(dtrsm);
  }

  /** Overwrites B (m x n) with B L, L lower triangular (n x n). */
  void timesTriangle(Arguments arguments, int m, int n, Block l, Block b) {
    arguments.flag('R').flag('L').flag('N').flag('N').integer(m).integer(n).real(1);
    block(arguments, l);
    block(arguments, b).call(dtrmm);
  }

  /** Overwrites B (m x n) with alpha op(L) B, L lower triangular (m x m). */
  void triangleTimes(
      Arguments arguments, boolean transposeL, int m, int n, double alpha, Block l, Block b) {
    arguments.flag('L').flag('L');
    transpose(arguments, transposeL).flag('N').integer(m).integer(n).real(alpha);
    block(arguments, l);
    block(arguments, b).call(dtrmm);
  }

  /** Overwrites the lower triangle of A (n x n) with its Cholesky factor; returns info. */
  int potrf(Arguments arguments, int n, Block a) {
    arguments.flag('L').integer(n);
    return block(arguments, a).callForInfo(dpotrf);
  }

  /** Overwrites L (n x n) with the lower triangle of L'L. */
  void lauum(Arguments arguments, int n, Block l) {
    arguments.flag('L').integer(n);
    block(arguments, l).callForInfo(dlauum);
  }

  /** Overwrites L (n x n, lower triangle) with its inverse; returns info. */
  int trtri(Arguments arguments, int n, Block l) {
    arguments.flag('L').flag('N').integer(n);
    return block(arguments, l).callForInfo(dtrtri);
  }

  /** Overwrites A (n x n, lower triangle) with its eigenvectors; returns info. */
  int syevd(Arguments arguments, int n, Block a, Pointer values) {
    long work = 1 + 6L * n + 2L * n * n;
    long integers = 3 + 5L * n;
    try (OffHeap doubles = OffHeap.doubles(work);
        OffHeap wholes = OffHeap.bytes(Long.BYTES * integers)) {
      arguments.flag('V').flag('L').integer(n);
      block(arguments, a).pointer(values).pointer(doubles.start()).integer(work);
      return arguments.pointer(wholes.start()).integer(integers).callForInfo(dsyevd);
    }
  }

  /** Overwrites A (n x n, lower triangle) with reflectors; fills d (n), e and tau (n - 1). */
  int sytrd(Arguments arguments, int n, Block a, Pointer d, Pointer e, Pointer tau) {
    long work = (long) LAPACK_BLOCK * n;
    try (OffHeap doubles = OffHeap.doubles(work)) {
      arguments.flag('L').integer(n);
      block(arguments, a).pointer(d).pointer(e).pointer(tau).pointer(doubles.start()).integer(work);
      return arguments.callForInfo(dsytrd);
    }
  }

  /**
   * The lower half of a symmetric band matrix.
   *
   * @param data its columns, each in width + 1 places from the diagonal on
   * @param order the number n of rows and columns
   * @param width the number of entries per column below the diagonal
   */
  record Band(Block data, int order, int width) {}

  /** Memory for a routine; a size of -1 asks how many doubles it needs. */
  private record Room(Pointer start, long size) {}

  /**
   * Reduces A (n x n, lower triangle), which is overwritten, to a band; returns info.
   *
   * @param band memory for the band
   * @param tau memory for n numbers
   */
  int toBand(Arguments arguments, Block a, Band band, Pointer tau) {
    try (OffHeap needed = OffHeap.doubles(1)) {
      toBand(arguments, a, band, tau, new Room(needed.start(), -1));
      long size = (long) needed.start().getDouble(0);
      try (OffHeap work = OffHeap.doubles(size)) {
        return toBand(arguments, a, band, tau, new Room(work.start(), size));
      }
    }
  }

  private int toBand(Arguments arguments, Block a, Band band, Pointer tau, Room work) {
    arguments.flag('L').integer(band.order()).integer(band.width());
    block(arguments, a);
    block(arguments, band.data()).pointer(tau);
    return room(arguments, work).callForInfo(dsytrdSy2sb);
  }

  /** Reduces a band to tridiagonal form; fills d (n) and e (n - 1); returns info. */
  int ofBand(Arguments arguments, Band band, Pointer d, Pointer e) {
    try (OffHeap needed = OffHeap.doubles(2)) {
      Pointer second = needed.start().share(DOUBLE);
      ofBand(arguments, band, d, e, new Room(needed.start(), -1), new Room(second, -1));
      long kept = (long) needed.start().getDouble(0);
      long size = (long) second.getDouble(0);
      try (OffHeap work = OffHeap.doubles(kept + size)) {
        Room reflectors = new Room(work.start(), kept);
        Room rest = new Room(work.start().share(kept * DOUBLE), size);
        return ofBand(arguments, band, d, e, reflectors, rest);
      }
    }
  }

  private int ofBand(
      Arguments arguments, Band band, Pointer d, Pointer e, Room reflectors, Room work) {
    arguments.flag('Y').flag('N').flag('L').integer(band.order()).integer(band.width());
    block(arguments, band.data()).pointer(d).pointer(e);
    room(arguments, reflectors);
    return room(arguments, work).callForInfo(dsytrdSb2st);
  }

  /** Overwrites B (n x k) with QB, Q from {@link #sytrd}. */
  int ormtr(Arguments arguments, int n, int k, Block a, Pointer tau, Block b) {
    long work = (long) LAPACK_BLOCK * k + LAPACK_BLOCK * (LAPACK_BLOCK + 1L);
    try (OffHeap doubles = OffHeap.doubles(work)) {
      arguments.flag('L').flag('L').flag('N').integer(n).integer(k);
      block(arguments, a).pointer(tau);
      block(arguments, b).pointer(doubles.start()).integer(work);
      return arguments.callForInfo(dormtr);
    }
  }

  private static Arguments shape(Arguments arguments, Shape shape) {
    transpose(arguments, shape.transposeA());
    transpose(arguments, shape.transposeB());
    return arguments.integer(shape.m()).integer(shape.n()).integer(shape.k());
  }

  private static Arguments room(Arguments arguments, Room room) {
    return arguments.pointer(room.start()).integer(room.size());
  }

  private static Arguments transpose(Arguments arguments, boolean transpose) {
    return arguments.flag(transpose ? 'T' : 'N');
  }

  private static Arguments block(Arguments arguments, Block block) {
    return arguments.pointer(block.data()).integer(block.stride());
  }
}
