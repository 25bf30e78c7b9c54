package genontk.service.request;

/** The work of a job. */
public interface Task {

  /** Does the work and returns a record for the result's JSON. */
  Object run();

  /** Returns the estimated bytes of the heap, 0 if there is no estimate. */
  default long estimatedBytes() {
    return 0;
  }

  /** Returns the estimated bytes outside the heap. */
  default long estimatedNativeBytes() {
    return 0;
  }
}
