package genontk.error;

/** A request that needs more memory than the Java heap has. */
public final class OutOfMemory extends GenontkException {

  private static final long serialVersionUID = 1L;

  private final long neededBytes;
  private final long availableBytes;

  /** Reports the bytes needed and the bytes to be had. */
  public OutOfMemory(String message, long neededBytes, long availableBytes) {
    super(message);
    this.neededBytes = neededBytes;
    this.availableBytes = availableBytes;
  }

  /** Returns the bytes that the request needs. */
  public long neededBytes() {
    return neededBytes;
  }

  /** Returns the bytes that the heap could still give. */
  public long availableBytes() {
    return availableBytes;
  }
}
