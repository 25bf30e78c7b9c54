package genontk.blas;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The places where a BLAS may be, in the order of attempts.
 *
 * <p>R and Python give them in the system property {@code genontk.blas}, as paths that are
 * separated as in a class path. The word {@code system}, which is the default, stands for the
 * libraries that the system finds by name. A LAPACK in a separate file follows after a {@code |}.
 * An empty property means no BLAS.
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

  /** Returns the files of each candidate: the BLAS, then its LAPACK if that is separate. */
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
