package genontk.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class BackendsTest {

  /** A backend that counts how often it is opened, and works unless a reason is given. */
  private static final class Counting implements BackendProvider, Backend {
    private final String name;
    private final List<String> reasons;
    private int opened;

    Counting(String name, String... reasons) {
      this.name = name;
      this.reasons = List.of(reasons);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Backend open() throws BackendUnavailable {
      opened++;
      if (!reasons.isEmpty()) {
        throw new BackendUnavailable(reasons);
      }
      return this;
    }

    @Override
    public String description() {
      return "described " + name;
    }

    @Override
    public LinearAlgebra on(Execution execution) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void theFastestThatWorksIsChosenAndTheOthersSayWhyNot() {
    Counting gpu = new Counting("gpu", "No device.");
    Counting blas = new Counting("blas");
    Backends.Choice choice = new Backends(List.of(blas, gpu)).named("auto");
    assertSame(blas, choice.backend());
    assertEquals(List.of("gpu: No device."), choice.reasons());
  }

  @Test
  void plainJavaIsChosenIfNothingElseWorks() {
    Counting blas = new Counting("blas", "Not here.", "Nor there.");
    Backends.Choice choice = new Backends(List.of(blas)).named("auto");
    assertEquals("java", choice.backend().name());
    assertEquals("java", choice.backend().on(Execution.quiet()).name());
    assertTrue(choice.reasons().containsAll(List.of("blas: Not here.", "blas: Nor there.")));
  }

  @Test
  void eachBackendIsOpenedOnce() {
    Counting gpu = new Counting("gpu", "No device.");
    Counting blas = new Counting("blas");
    Backends backends = new Backends(List.of(gpu, blas));
    for (int i = 0; i < 3; i++) {
      backends.named("auto");
      backends.named("blas");
      assertThrows(InvalidInput.class, () -> backends.named("gpu"));
    }
    assertEquals(1, gpu.opened);
    assertEquals(1, blas.opened);
  }

  @Test
  void plainJavaOpensNothing() {
    Counting blas = new Counting("blas");
    assertEquals("java", new Backends(List.of(blas)).named("java").backend().name());
    assertEquals(0, blas.opened);
  }

  @Test
  void aBackendAskedForByNameIsNotReplaced() {
    Backends backends = new Backends(List.of(new Counting("blas", "Broken file.")));
    InvalidInput refused = assertThrows(InvalidInput.class, () -> backends.named("blas"));
    assertTrue(refused.getMessage().contains("Broken file."), refused.getMessage());
    assertThrows(InvalidInput.class, () -> backends.named("gpu"));
    assertThrows(InvalidInput.class, () -> backends.named("cuda"));
  }

  @Test
  void afterABackendWithNativeLibrariesNoOtherIsOpened() {
    Counting gpu = new Counting("gpu");
    Counting blas = new Counting("blas");
    Backends first = new Backends(List.of(gpu, blas));
    assertSame(blas, first.named("blas").backend());
    assertSame(blas, first.named("auto").backend());
    assertThrows(InvalidInput.class, () -> first.named("gpu"));
    assertEquals(0, gpu.opened);
    Backends second = new Backends(List.of(gpu, blas));
    assertSame(gpu, second.named("auto").backend());
    assertThrows(InvalidInput.class, () -> second.named("blas"));
    assertEquals(1, blas.opened);
  }

  @Test
  void librariesOfAFailedBackendKeepOthersOut() {
    Counting blas = new Counting("blas");
    BackendProvider broken =
        new BackendProvider() {
          @Override
          public String name() {
            return "gpu";
          }

          @Override
          public Backend open() throws BackendUnavailable {
            throw BackendUnavailable.afterLoading(List.of("A driver too old."));
          }
        };
    Backends.Choice choice = new Backends(List.of(broken, blas)).named("auto");
    assertEquals("java", choice.backend().name());
    assertEquals("gpu: A driver too old.", choice.reasons().get(0));
    assertEquals(0, blas.opened);
  }

  @Test
  void theErrorForAMissingGpuSaysWhatToAdd() {
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> new Backends(List.of()).named("gpu"));
    assertTrue(refused.getMessage().contains("ci/gpu-jars"), refused.getMessage());
    assertTrue(refused.getMessage().contains("GENONTK_JARS"), refused.getMessage());
  }

  @Test
  void theChoiceIsLoggedOnce() {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Backends.class.getName());
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      Backends backends = new Backends(List.of(new Counting("blas", "Broken file.")));
      backends.named("auto");
      backends.named("auto");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertEquals(1, records.size());
    Object[] parameters = records.get(0).getParameters();
    assertEquals("java", parameters[0]);
    assertTrue(String.valueOf(parameters[2]).contains("Broken file."));
  }
}
