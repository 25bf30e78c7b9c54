package genontk.linalg;

import java.util.List;

/**
 * Why a backend cannot work on this machine: a normal thing, which another backend makes up for.
 */
public final class BackendUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> reasons;
  private final boolean loaded;

  /** Says why, a sentence for each thing that was tried; nothing of it is left in the process. */
  public BackendUnavailable(List<String> reasons) {
    this(reasons, false);
  }

  private BackendUnavailable(List<String> reasons, boolean loaded) {
    super(String.join(" ", reasons));
    this.reasons = List.copyOf(reasons);
    this.loaded = loaded;
  }

  /** Says why, where native libraries were loaded before it was known and stay in the process. */
  public static BackendUnavailable afterLoading(List<String> reasons) {
    return new BackendUnavailable(reasons, true);
  }

  /** Returns why, a sentence for each thing that was tried. */
  public List<String> reasons() {
    return reasons;
  }

  /** Returns whether native libraries stay in the process. */
  public boolean hasLoadedLibraries() {
    return loaded;
  }
}
