package genontk.linalg;

import java.util.List;

/**
 * Why a backend cannot work on this machine: a normal thing, which another backend makes up for.
 */
public final class BackendUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> reasons;

  /** Says why, a sentence for each thing that was tried. */
  public BackendUnavailable(List<String> reasons) {
    super(String.join(" ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** Returns why, a sentence for each thing that was tried. */
  public List<String> reasons() {
    return reasons;
  }
}
