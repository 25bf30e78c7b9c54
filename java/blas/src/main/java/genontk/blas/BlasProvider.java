package genontk.blas;

import genontk.linalg.Backend;
import genontk.linalg.BackendProvider;
import genontk.linalg.BackendUnavailable;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the first library that works.
 *
 * <p>A library that fails is closed before the next attempt, and no other is opened after one that
 * works: two of them in one process may crash.
 */
public final class BlasProvider implements BackendProvider {

  static final String NAME = "blas";

  /** Makes a provider for {@link java.util.ServiceLoader}. */
  public BlasProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open() throws BackendUnavailable {
    List<List<String>> candidates = Candidates.ofThisProcess();
    if (candidates.isEmpty()) {
      throw new BackendUnavailable(
          List.of("No BLAS was found: install OpenBLAS, or (Python) SciPy from its wheel."));
    }
    NativeAccess.load();
    List<String> reasons = new ArrayList<>();
    for (List<String> files : candidates) {
      try {
        return BlasLibrary.open(files);
      } catch (LinkageError e) {
        reasons.add(String.join(" with ", files) + ": " + firstLine(e) + ".");
      }
    }
    throw new BackendUnavailable(reasons);
  }

  /** Returns the first line of an error; the others list JNA's attempts. */
  static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(message).replaceFirst("\\.$", "");
  }
}
