package genontk.service.request;

/** What a job does. */
public interface Task {

  /** Does it and returns a record for the result's JSON. */
  Object run();

  /** Returns the bytes that the task reckoned to need, 0 if it did not reckon. */
  default long estimatedBytes() {
    return 0;
  }

  /** Returns the bytes outside the heap that the task reckoned to need. */
  default long estimatedNativeBytes() {
    return 0;
  }
}
