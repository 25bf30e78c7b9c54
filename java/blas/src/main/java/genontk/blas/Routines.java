package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/** The routines of BLAS and LAPACK that are used, on memory outside the heap, column-major. */
final class Routines {

  private static final int DOUBLE = Double.BYTES;

  private final Function dgemm;
  private final Function sgemm;
  private final Function dsyrk;
  private final Function dsymm;
  private final Function dtrsm;
  private final Function dpotrf;
  private final Function dpotri;
  private final Function dtrtri;
  private final Function dsyevd;
  private final Function dsytrd;
  private final Function dormtr;

  /**
   * Finds them.
   *
   * @throws UnsatisfiedLinkError if one is missing
   */
  Routines(Symbols symbols) {
    dgemm = symbols.fortran("dgemm");
    sgemm = symbols.fortran("sgemm");
    dsyrk = symbols.fortran("dsyrk");
    dsymm = symbols.fortran("dsymm");
    dtrsm = symbols.fortran("dtrsm");
    dpotrf = symbols.fortran("dpotrf");
    dpotri = symbols.fortran("dpotri");
    dtrtri = symbols.fortran("dtrtri");
    dsyevd = symbols.fortran("dsyevd");
    dsytrd = symbols.fortran("dsytrd");
    dormtr = symbols.fortran("dormtr");
  }

  /** A matrix outside the heap: where it begins, and from one column to the next. */
  record Block(Pointer data, long stride) {

    Block at(long i, long j) {
      return new Block(data.share((i + j * stride) * DOUBLE), stride);
    }
  }

  /** C = alpha op(A) op(B) + beta C; op(A) is m x k. */
  void gemm(
      Arguments arguments,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      Block a,
      Block b,
      double beta,
      Block c) {
    transpose(arguments, transposeA);
    transpose(arguments, transposeB).integer(m).integer(n).integer(k).real(alpha);
    block(arguments, a);
    block(arguments, b).real(beta);
    block(arguments, c).call(dgemm);
  }

  /**
   * C = AB' in single precision; A is m x k, columns follow without gaps; adds to C if asked to.
   */
  void gemmSingle(
      Arguments arguments, int m, int n, int k, Pointer a, Pointer b, boolean add, Pointer c) {
    arguments.flag('N').flag('T').integer(m).integer(n).integer(k).single(1);
    arguments.pointer(a).integer(m).pointer(b).integer(n).single(add ? 1 : 0);
    arguments.pointer(c).integer(m).call(sgemm);
  }

  /** The lower triangle of C (n x n) = alpha op(A) op(A)' + beta C; op(A) is n x k. */
  void syrk(
      Arguments arguments,
      boolean transposeA,
      int n,
      int k,
      double alpha,
      Block a,
      double beta,
      Block c) {
    arguments.flag('L');
    transpose(arguments, transposeA).integer(n).integer(k).real(alpha);
    block(arguments, a).real(beta);
    block(arguments, c).call(dsyrk);
  }

  /** C (m x n) = alpha AB + beta C, A symmetric (m x m) by its lower triangle. */
  void symm(
      Arguments arguments, int m, int n, double alpha, Block a, Block b, double beta, Block c) {
    arguments.flag('L').flag('L').integer(m).integer(n).real(alpha);
    block(arguments, a);
    block(arguments, b).real(beta);
    block(arguments, c).call(dsymm);
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

  /** Overwrites the lower triangle of A (n x n) with its Cholesky factor; returns info. */
  int potrf(Arguments arguments, int n, Block a) {
    arguments.flag('L').integer(n);
    return block(arguments, a).callForInfo(dpotrf);
  }

  /** Overwrites a Cholesky factor with the lower triangle of the inverse; returns info. */
  int potri(Arguments arguments, int n, Block a) {
    arguments.flag('L').integer(n);
    return block(arguments, a).callForInfo(dpotri);
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
    long work = (long) BLOCK * n;
    try (OffHeap doubles = OffHeap.doubles(work)) {
      arguments.flag('L').integer(n);
      block(arguments, a).pointer(d).pointer(e).pointer(tau).pointer(doubles.start()).integer(work);
      return arguments.callForInfo(dsytrd);
    }
  }

  /** Overwrites B (n x k) with QB, Q from {@link #sytrd}. */
  int ormtr(Arguments arguments, int n, int k, Block a, Pointer tau, Block b) {
    long work = (long) BLOCK * k + BLOCK * (BLOCK + 1L);
    try (OffHeap doubles = OffHeap.doubles(work)) {
      arguments.flag('L').flag('L').flag('N').integer(n).integer(k);
      block(arguments, a).pointer(tau);
      block(arguments, b).pointer(doubles.start()).integer(work);
      return arguments.callForInfo(dormtr);
    }
  }

  /** LAPACK's own block sizes are 32 to 64. */
  private static final int BLOCK = 64;

  private static Arguments transpose(Arguments arguments, boolean transpose) {
    return arguments.flag(transpose ? 'T' : 'N');
  }

  private static Arguments block(Arguments arguments, Block block) {
    return arguments.pointer(block.data()).integer(block.stride());
  }
}
