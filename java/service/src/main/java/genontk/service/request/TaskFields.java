package genontk.service.request;

/**
 * What is asked for, and how the result is handed over.
 *
 * @param task name of the task
 * @param delivery "memory" or "npy"
 * @param folder folder of the .npy files, or null
 */
record TaskFields(
    @Default("\"\"") String task, @Default("\"memory\"") String delivery, String folder)
    implements Group {

  public TaskFields {
    Allowed.oneOf("delivery", delivery, "memory", "npy");
  }
}
