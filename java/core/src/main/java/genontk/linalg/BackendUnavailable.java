package genontk.linalg;

import java.util.List;

/** The reasons why a backend cannot work on this machine, where another one takes its place. */
public final class BackendUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> reasons;
  private final boolean loaded;

  /**
   * Reports reasons where no native library stays in the process.
   *
   * @param reasons one sentence per attempt
   */
  public BackendUnavailable(List<String> reasons) {
    this(reasons, false);
  }

  private BackendUnavailable(List<String> reasons, boolean loaded) {
    super(String.join(" ", reasons));
    this.reasons = List.copyOf(reasons);
    this.loaded = loaded;
  }

  /**
   * Reports reasons where native libraries stay in the process.
   *
   * @param reasons one sentence per attempt
   */
  public static BackendUnavailable afterLoading(List<String> reasons) {
    return new BackendUnavailable(reasons, true);
  }

  /** Returns the reasons, one sentence per attempt. */
  public List<String> reasons() {
    return reasons;
  }

  /** Returns whether native libraries stay in the process. */
  public boolean hasLoadedLibraries() {
    return loaded;
  }
}
