package genontk.blas;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a BLAS may be, the first to be tried first.
 *
 * <p>R and Python say it by the system property {@code genontk.blas}: paths, separated as in a
 * class path; {@code system} stands for the libraries that the system finds by name; a LAPACK in a
 * file of its own follows after a {@code |}. Where it is not set it is {@code system}; where it is
 * empty there is none.
 */
final class Candidates {

  private static final String PROPERTY = "genontk.blas";
  private static final String SYSTEM = "system";
  private static final List<List<String>> ON_LINUX =
      List.of(
          List.of("libopenblas.so.0"),
          List.of("libmkl_rt.so.2"),
          List.of("libblas.so.3", "liblapack.so.3"));
  private static final List<List<String>> ON_A_MAC =
      List.of(
          List.of("/opt/homebrew/opt/openblas/lib/libopenblas.dylib"),
          List.of("/usr/local/opt/openblas/lib/libopenblas.dylib"));

  private Candidates() {}

  /** Returns the files of each candidate. */
  static List<List<String>> ofThisProcess() {
    List<List<String>> candidates = new ArrayList<>();
    for (String entry : System.getProperty(PROPERTY, SYSTEM).split(File.pathSeparator)) {
      if (entry.equals(SYSTEM)) {
        candidates.addAll(ofTheSystem());
      } else if (!entry.isEmpty()) {
        candidates.add(Arrays.asList(entry.split("[|]")));
      }
    }
    return candidates;
  }

  private static List<List<String>> ofTheSystem() {
    if (File.separatorChar == '\\') {
      return List.of();
    }
    return System.getProperty("os.name").startsWith("Mac") ? ON_A_MAC : ON_LINUX;
  }
}
