package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/** The routines of BLAS and LAPACK that are used, on memory outside the heap, column-major. */
final class Routines {

  private static final int DOUBLE = Double.BYTES;

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
   * Finds them.
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

  /** Returns whether a matrix can be reduced in two stages, as LAPACK can from 3.7 on. */
  boolean haveTwoStages() {
    return dsytrdSy2sb != null && dsytrdSb2st != null;
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
    long work = (long) BLOCK * n;
    try (OffHeap doubles = OffHeap.doubles(work)) {
      arguments.flag('L').integer(n);
      block(arguments, a).pointer(d).pointer(e).pointer(tau).pointer(doubles.start()).integer(work);
      return arguments.callForInfo(dsytrd);
    }
  }

  /**
   * Reduces A (n x n, lower triangle), which is overwritten, to a band; returns info.
   *
   * @param width how many numbers of a column of the band stand below its diagonal
   * @param band room for it, a column in width + 1 places from the diagonal on
   * @param tau room for n numbers
   */
  int toBand(Arguments arguments, int n, int width, Block a, Block band, Pointer tau) {
    try (OffHeap asked = OffHeap.doubles(1)) {
      toBand(arguments, n, width, a, band, tau, asked.start(), -1);
      long size = (long) asked.start().getDouble(0);
      try (OffHeap work = OffHeap.doubles(size)) {
        return toBand(arguments, n, width, a, band, tau, work.start(), size);
      }
    }
  }

  private int toBand(
      Arguments arguments,
      int n,
      int width,
      Block a,
      Block band,
      Pointer tau,
      Pointer work,
      long size) {
    arguments.flag('L').integer(n).integer(width);
    block(arguments, a);
    block(arguments, band).pointer(tau);
    return arguments.pointer(work).integer(size).callForInfo(dsytrdSy2sb);
  }

  /** Reduces the band of {@link #toBand}; fills d (n) and e (n - 1); returns info. */
  int ofBand(Arguments arguments, int n, int width, Block band, Pointer d, Pointer e) {
    try (OffHeap asked = OffHeap.doubles(2)) {
      Pointer second = asked.start().share(DOUBLE);
      ofBand(arguments, n, width, band, d, e, asked.start(), -1, second, -1);
      long kept = (long) asked.start().getDouble(0);
      long size = (long) second.getDouble(0);
      try (OffHeap work = OffHeap.doubles(kept + size)) {
        Pointer rest = work.start().share(kept * DOUBLE);
        return ofBand(arguments, n, width, band, d, e, work.start(), kept, rest, size);
      }
    }
  }

  private int ofBand(
      Arguments arguments,
      int n,
      int width,
      Block band,
      Pointer d,
      Pointer e,
      Pointer reflectors,
      long kept,
      Pointer work,
      long size) {
    arguments.flag('Y').flag('N').flag('L').integer(n).integer(width);
    block(arguments, band).pointer(d).pointer(e).pointer(reflectors).integer(kept);
    return arguments.pointer(work).integer(size).callForInfo(dsytrdSb2st);
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
