package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import genontk.linalg.Backend;
import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A BLAS and LAPACK that was opened, has all that is needed, and has shown that it computes. */
final class BlasLibrary implements Backend {

  /**
   * RTLD_NOW without RTLD_GLOBAL: nobody else sees its symbols, and a missing one shows at once.
   */
  private static final Map<String, ?> OPENED_PRIVATELY = Map.of(Library.OPTION_OPEN_FLAGS, 2);

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
   * @param files its path or name, and those of its LAPACK where that stands in files of its own
   * @throws UnsatisfiedLinkError if a file cannot be loaded, a function is missing, or it computes
   *     wrongly; nothing of it stays loaded then
   */
  static BlasLibrary open(List<String> files) {
    List<NativeLibrary> opened = new ArrayList<>();
    boolean works = false;
    try {
      for (String file : files) {
        opened.add(NativeLibrary.getInstance(file, OPENED_PRIVATELY));
      }
      BlasLibrary library = new BlasLibrary(new Symbols(opened), opened.get(0).getFile().getPath());
      SelfCheck.of(library);
      works = true;
      return library;
    } finally {
      if (!works) {
        opened.forEach(NativeLibrary::close);
      }
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
