package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a Fortran call, all by reference.
 *
 * <p>Every integer has eight bytes, the upper four being its sign. A library with 32-bit integers
 * reads the lower four bytes, one with 64-bit integers reads all. On little-endian machines, the
 * only ones supported, both get the same number. So either kind of library works.
 */
final class Arguments {

  private static final int SLOTS = 32;
  private static final int SLOT_BYTES = 8;

  private final Memory slots = new Memory((long) SLOTS * SLOT_BYTES);
  private final List<Object> arguments = new ArrayList<>();
  private int used;
  private int flags;
  private long info;

  Arguments flag(char value) {
    long at = next();
    slots.setByte(at, (byte) value);
    flags++;
    return pointer(slots.share(at, SLOT_BYTES));
  }

  Arguments integer(long value) {
    long at = next();
    slots.setLong(at, value);
    return pointer(slots.share(at, SLOT_BYTES));
  }

  Arguments real(double value) {
    long at = next();
    slots.setDouble(at, value);
    return pointer(slots.share(at, SLOT_BYTES));
  }

  Arguments single(float value) {
    long at = next();
    slots.setFloat(at, value);
    return pointer(slots.share(at, SLOT_BYTES));
  }

  Arguments pointer(Pointer value) {
    arguments.add(value);
    return this;
  }

  /** Calls a routine without info. */
  void call(Function routine) {
    for (int i = 0; i < flags; i++) {
      arguments.add(1L); // Fortran's hidden lengths of its characters
    }
    routine.invokeVoid(arguments.toArray());
    arguments.clear();
    used = 0;
    flags = 0;
  }

  /** Calls a routine whose last argument is info, and returns info. */
  int callForInfo(Function routine) {
    integer(0);
    info = (long) (used - 1) * SLOT_BYTES;
    call(routine);
    return slots.getInt(info);
  }

  private long next() {
    return (long) SLOT_BYTES * used++;
  }
}
