package genontk.error;

/** A request that needs more memory than the Java heap, or the machine, has. */
public final class OutOfMemory extends GenontkException {

  private static final long serialVersionUID = 1L;

  private final long neededBytes;
  private final long availableBytes;

  /** Reports the bytes needed and the bytes available. */
  public OutOfMemory(String message, long neededBytes, long availableBytes) {
    super(message);
    this.neededBytes = neededBytes;
    this.availableBytes = availableBytes;
  }

  /** Returns the number of bytes that the request needs. */
  public long neededBytes() {
    return neededBytes;
  }

  /** Returns the number of bytes available. */
  public long availableBytes() {
    return availableBytes;
  }
}
