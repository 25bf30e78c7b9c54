package genontk.linalg;

/** A backend that may or may not work on this machine; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {

  /** Returns the name by which users choose the backend. */
  String name();

  /**
   * Opens the backend; called once a process.
   *
   * @throws BackendUnavailable if it cannot work here
   */
  Backend open() throws BackendUnavailable;
}
