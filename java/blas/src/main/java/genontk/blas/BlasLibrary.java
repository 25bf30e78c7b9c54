package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import genontk.error.GenontkException;
import genontk.linalg.Backend;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.SelfCheck;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A BLAS and LAPACK that is open, has all routines needed, and has passed a test. */
final class BlasLibrary implements Backend {

  /** RTLD_NOW without RTLD_GLOBAL: symbols stay private, and a missing one shows at once. */
  private static final Map<String, ?> OPENED_PRIVATELY = Map.of(Library.OPTION_OPEN_FLAGS, 2);

  /** Large enough for the routines to be called: plain Java does what is small. */
  private static final int CHECKED_ORDER = 128;

  private final Routines routines;
  private final BlasThreads threads;
  private final String description;

  private BlasLibrary(Symbols symbols, String file) {
    threads = new BlasThreads(symbols);
    routines = new Routines(symbols);
    description = version(symbols, threads.product()) + " (" + file + ")";
  }

  /**
   * Opens a library.
   *
   * @param files the path or name of the BLAS, then those of its LAPACK if that has its own files
   * @throws UnsatisfiedLinkError if a file cannot be loaded, a function is missing, or a result is
   *     wrong; nothing stays loaded then
   */
  static BlasLibrary open(List<String> files) {
    List<NativeLibrary> opened = new ArrayList<>();
    boolean works = false;
    try {
      for (String file : files) {
        opened.add(NativeLibrary.getInstance(file, OPENED_PRIVATELY));
      }
      BlasLibrary library = new BlasLibrary(new Symbols(opened), opened.get(0).getFile().getPath());
      library.requireRightResults();
      works = true;
      return library;
    } finally {
      if (!works) {
        opened.forEach(NativeLibrary::close);
      }
    }
  }

  private void requireRightResults() {
    boolean right;
    try {
      right = SelfCheck.passes(this, CHECKED_ORDER);
    } catch (GenontkException e) {
      throw new UnsatisfiedLinkError("its Cholesky factorisation fails on a matrix that has one");
    }
    if (!right) {
      throw new UnsatisfiedLinkError("a test product or solution of it is wrong");
    }
  }

  private static String version(Symbols symbols, String product) {
    Function configuration = product.equals("OpenBLAS") ? symbols.c("openblas_get_config") : null;
    return configuration == null
        ? product
        : configuration.invokeString(new Object[0], false).trim();
  }

  @Override
  public String name() {
    return BlasProvider.NAME;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public LinearAlgebra on(Execution execution) {
    return new BlasLinearAlgebra(this, execution);
  }

  Routines routines() {
    return routines;
  }

  BlasThreads threads() {
    return threads;
  }
}
