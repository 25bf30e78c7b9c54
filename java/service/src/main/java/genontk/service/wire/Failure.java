package genontk.service.wire;

import genontk.error.DidNotConverge;
import genontk.error.GenontkException;
import genontk.error.OutOfMemory;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * An error as JSON.
 *
 * @param error the error's fields
 */
public record Failure(Body error) {

  /**
   * The error's type (one of six), message and Java trace. OutOfMemory also has the bytes,
   * DidNotConverge its last state.
   */
  record Body(
      String type,
      String message,
      String trace,
      Long neededBytes,
      Long availableBytes,
      DidNotConverge.State state) {}

  public static String json(GenontkException exception) {
    StringWriter trace = new StringWriter();
    exception.printStackTrace(new PrintWriter(trace, true));
    boolean memory = exception instanceof OutOfMemory;
    return Json.write(
        new Failure(
            new Body(
                exception.getClass().getSimpleName(),
                exception.getMessage(),
                trace.toString(),
                memory ? ((OutOfMemory) exception).neededBytes() : null,
                memory ? ((OutOfMemory) exception).availableBytes() : null,
                exception instanceof DidNotConverge failed ? failed.state() : null)));
  }
}
