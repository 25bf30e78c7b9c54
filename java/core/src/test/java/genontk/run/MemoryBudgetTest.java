package genontk.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import genontk.error.OutOfMemory;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  @Test
  void aRequestLargerThanTheHeapIsRefusedWithTheBytes() {
    long heap = Runtime.getRuntime().maxMemory();
    OutOfMemory error =
        assertThrows(OutOfMemory.class, () -> MemoryBudget.require(2 * heap, "A test"));
    assertTrue(error.neededBytes() >= 2 * heap);
    assertTrue(error.availableBytes() > 0 && error.availableBytes() <= heap);
  }

  @Test
  void aRequestThatFitsIsGranted() {
    assertTrue(MemoryBudget.require(1000, "A test") >= 1000);
  }

  @Test
  void aRequestLargerThanTheMachineIsRefusedWithTheBytes() {
    assertEquals(60, MemoryBudget.requireNative(40, 60, "A test", 100));
    OutOfMemory error =
        assertThrows(OutOfMemory.class, () -> MemoryBudget.requireNative(41, 60, "A test", 100));
    assertEquals(101, error.neededBytes());
    assertEquals(100, error.availableBytes());
    assertDoesNotThrow(
        () -> MemoryBudget.requireNative(101, 0, "A test", 100), "the heap has its own check");
    assertThrows(OutOfMemory.class, () -> MemoryBudget.requireNative(0, 1L << 60, "A test"));
  }

  @Test
  void theLargestNumberOfBytesOutsideTheHeapIsKept() {
    NativeMemory.forgetPeak();
    long before = NativeMemory.used();
    NativeMemory.taken(500);
    NativeMemory.given(300);
    NativeMemory.taken(100);
    assertEquals(before + 300, NativeMemory.used());
    assertEquals(before + 500, NativeMemory.peak());
    NativeMemory.given(300);
    NativeMemory.forgetPeak();
    assertEquals(before, NativeMemory.peak());
  }

  @Test
  void askingAllocatesNothing() {
    long before = MemoryBudget.used();
    MemoryBudget.require(Runtime.getRuntime().maxMemory() / 3, "A test");
    assertTrue(MemoryBudget.used() - before < 50e6);
  }

  @Test
  void theLargestKernelIsTheLargestArray() {
    assertDoesNotThrow(() -> MemoryBudget.requireAddressable(46_340));
    assertThrows(InvalidInput.class, () -> MemoryBudget.requireAddressable(46_341));
    assertTrue((long) MemoryBudget.MAX_PEOPLE * MemoryBudget.MAX_PEOPLE <= Integer.MAX_VALUE - 8);
  }

  @Test
  void hugeNumbersOfDoublesDoNotOverflow() {
    assertEquals(8L * 6 * 46_340 * 46_340, MemoryBudget.doubles(6.0 * 46_340 * 46_340));
  }
}
