package genontk.nd4j;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Nd4jProviderTest {

  @Test
  void jarsForTheCpuAreNoDevice() {
    assertTrue(Nd4jProvider.whyNot(false, "", false, true).contains("CUDA"));
    assertNull(Nd4jProvider.whyNot(true, "", false, true));
    assertNull(Nd4jProvider.whyNot(false, "", true, false));
  }

  @Test
  void anotherOpenBlasIsRefusedInsideR() {
    assertTrue(Nd4jProvider.whyNot(true, "R", false, true).contains("OpenBLAS"));
    assertTrue(Nd4jProvider.whyNot(false, "R", true, true).contains("OpenBLAS"));
    assertNull(Nd4jProvider.whyNot(false, "R", true, false));
  }

  @Test
  void theModuleWithoutNd4jSaysWhatIsMissing() {
    assertTrue(Nd4jProvider.whyNot(false, "", false, false).contains("ci/gpu-jars"));
  }
}
