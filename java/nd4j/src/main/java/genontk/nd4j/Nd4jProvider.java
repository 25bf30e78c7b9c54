package genontk.nd4j;

import genontk.error.Message;
import genontk.linalg.Backend;
import genontk.linalg.BackendProvider;
import genontk.linalg.BackendUnavailable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens the GPU by ND4J.
 *
 * <p>Obstacles are looked for before any native library is loaded: ND4J for the CPU contains an
 * OpenBLAS, and a second BLAS could crash the process. With the system property {@code genontk.nd4j
 * = cpu} the CPU takes the place of a device.
 */
public final class Nd4jProvider implements BackendProvider {

  static final String NAME = "gpu";

  private static final String PROPERTY = "genontk.nd4j";
  private static final String HOST = "genontk.host";
  private static final String ON_CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String ON_CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  /** Makes a provider for {@link java.util.ServiceLoader}. */
  public Nd4jProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open() throws BackendUnavailable {
    boolean cpu = "cpu".equals(System.getProperty(PROPERTY));
    String reason = whyNot(cpu, System.getProperty(HOST, ""), isThere(ON_CUDA), isThere(ON_CPU));
    if (reason == null && !cpu && !hasDevice()) {
      reason = "No NVIDIA device was found on this machine.";
    }
    if (reason != null) {
      throw new BackendUnavailable(List.of(reason));
    }
    try {
      return Nd4jDevice.open();
    } catch (LinkageError | RuntimeException e) { // ND4J does not document its exceptions
      throw BackendUnavailable.afterLoading(
          List.of(Message.of("ND4J cannot be used: %s.", deepest(e))));
    }
  }

  /** Returns why the class path does not allow this backend, or null if it does. */
  static String whyNot(boolean cpu, String host, boolean hasCuda, boolean hasCpu) {
    if (!hasCuda && !hasCpu) {
      return "genontk-nd4j is on the class path without ND4J itself; ci/gpu-jars collects both.";
    }
    if (hasCpu && host.equals("R")) {
      return "ND4J for the CPU contains an OpenBLAS with the same file name as R's own, which"
          + " crashes R. Use the jars for CUDA (ci/gpu-jars), or R's own BLAS.";
    }
    if (!cpu && !hasCuda) {
      return "The jars are those of ND4J for the CPU, which is no faster than a BLAS; ci/gpu-jars"
          + " collects those for CUDA.";
    }
    return null;
  }

  private static boolean isThere(String type) {
    String file = type.replace('.', '/') + ".class";
    return Nd4jProvider.class.getClassLoader().getResource(file) != null;
  }

  private static boolean hasDevice() {
    List<Path> signs =
        File.separatorChar == '\\'
            ? List.of(
                Path.of(String.valueOf(System.getenv("SystemRoot")), "System32", "nvcuda.dll"))
            : List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/nvidia0"), Path.of("/dev/dxg"));
    return signs.stream().anyMatch(Files::exists);
  }

  private static String deepest(Throwable e) {
    Throwable cause =
        Stream.iterate(e, one -> one != null, Throwable::getCause)
            .reduce((outer, inner) -> inner)
            .orElse(e);
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause.getClass().getSimpleName() + message.lines().findFirst().orElse("");
  }
}
