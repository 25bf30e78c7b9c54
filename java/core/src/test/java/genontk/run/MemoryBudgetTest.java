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
  void moreThanTheHeapIsRefusedWithTheBytes() {
    long heap = Runtime.getRuntime().maxMemory();
    OutOfMemory error =
        assertThrows(OutOfMemory.class, () -> MemoryBudget.require(2 * heap, "A test"));
    assertTrue(error.neededBytes() >= 2 * heap);
    assertTrue(error.availableBytes() > 0 && error.availableBytes() <= heap);
  }

  @Test
  void whatFitsIsGrantedAndReturned() {
    assertTrue(MemoryBudget.require(1000, "A test") >= 1000);
  }

  @Test
  void nothingIsAllocatedByAsking() {
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
