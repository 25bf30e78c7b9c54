package genontk.linalg;

/** A backend that may work on this machine; {@link java.util.ServiceLoader} finds it. */
public interface BackendProvider {

  /** Returns the name by which users choose the backend. */
  String name();

  /**
   * Opens the backend; {@link Backends} calls this at most once per process.
   *
   * @throws BackendUnavailable if the backend cannot work on this machine
   */
  Backend open() throws BackendUnavailable;
}
