package genontk.linalg;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.run.Execution;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The choice of the backend. Each backend is opened at most once per process.
 *
 * <p>"auto" takes the first of gpu, blas and java that works; java always does. The first choice is
 * logged, at the level in the system property {@code genontk.log}. After a backend with native
 * libraries no other is opened.
 */
public final class Backends {

  /** Name that leaves the choice to this class. */
  public static final String AUTO = "auto";

  private static final List<String> FASTEST_FIRST = List.of("gpu", "blas");
  private static final String LOG_LEVEL = "genontk.log";
  private static final Logger LOG = System.getLogger(Backends.class.getName());
  private static final Backends OF_THIS_PROCESS =
      new Backends(
          ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
              .map(ServiceLoader.Provider::get)
              .toList());

  private final Map<String, BackendProvider> providers = new LinkedHashMap<>();
  private final Map<String, Opened> opened = new LinkedHashMap<>();
  private String nativeOne;
  private boolean logged;

  /**
   * A backend that was chosen.
   *
   * @param backend the backend
   * @param reasons one sentence per faster backend, why it was not chosen
   */
  public record Choice(Backend backend, List<String> reasons) {}

  /** A backend that was opened, or null and the reasons. */
  private record Opened(Backend backend, List<String> reasons) {}

  Backends(List<BackendProvider> providers) {
    providers.forEach(provider -> this.providers.put(provider.name(), provider));
  }

  /**
   * Chooses the backend of a request.
   *
   * @param name the name: "auto", "java", "blas" or "gpu"; null means "auto"
   * @throws InvalidInput if there is no backend of that name, or it does not work on this machine
   */
  public static Choice choose(String name) {
    return OF_THIS_PROCESS.named(name == null ? AUTO : name);
  }

  /** Chooses among the providers of this object, see {@link #choose}. */
  synchronized Choice named(String name) {
    if (name.equals(AUTO)) {
      return logged(best());
    }
    if (name.equals(PureJava.NAME)) {
      return new Choice(PureJava.INSTANCE, List.of());
    }
    if (!FASTEST_FIRST.contains(name)) {
      throw InvalidInput.of(
          "backend = '%s' was given; allowed are 'auto', 'java', 'blas' and 'gpu'.", name);
    }
    Opened found = open(name);
    if (found.backend() == null) {
      throw InvalidInput.of(
          "backend = '%s' was given and cannot be used here: %s Leave backend out to use the"
              + " fastest there is.",
          name, String.join(" ", found.reasons()));
    }
    return logged(new Choice(found.backend(), List.of()));
  }

  private Choice best() {
    List<String> reasons = new ArrayList<>();
    for (String name : FASTEST_FIRST) {
      Opened found = open(name);
      if (found.backend() != null) {
        return new Choice(found.backend(), reasons);
      }
      found.reasons().forEach(reason -> reasons.add(name + ": " + reason));
    }
    return new Choice(PureJava.INSTANCE, reasons);
  }

  private Opened open(String name) {
    Opened found = opened.get(name);
    if (found == null) {
      found = openFirst(name);
      opened.put(name, found);
    }
    return found;
  }

  /** Opens a backend unless another has native libraries, since two of them may crash. */
  private Opened openFirst(String name) {
    BackendProvider provider = providers.get(name);
    if (provider == null) {
      return new Opened(null, List.of(howToAdd(name)));
    }
    if (nativeOne != null) {
      return new Opened(
          null,
          List.of(
              Message.of(
                  "The libraries of the backend %s are in this process, which allows no others; use"
                      + " a new process.",
                  nativeOne)));
    }
    try {
      Backend backend = provider.open();
      nativeOne = name;
      return new Opened(backend, List.of());
    } catch (BackendUnavailable e) {
      nativeOne = e.hasLoadedLibraries() ? name : null;
      return new Opened(null, e.reasons());
    }
  }

  private static String howToAdd(String name) {
    return name.equals("gpu")
        ? "It is no part of the packages, since its libraries for CUDA take 600 MB. In a checkout"
            + " of genontk type 'ci/gpu-jars FOLDER', set the environment variable GENONTK_JARS to"
            + " that folder (R: options(genontk.jars = \"FOLDER\")) and start anew."
        : Message.of("The jar genontk-%s is not on the class path; put it there.", name);
  }

  private Choice logged(Choice choice) {
    if (!logged) {
      logged = true;
      LOG.log(
          Level.valueOf(System.getProperty(LOG_LEVEL, Level.INFO.name())),
          "Backend {0}: {1}. Passed over: {2}",
          choice.backend().name(),
          choice.backend().description(),
          choice.reasons().isEmpty() ? "none" : String.join(" ", choice.reasons()));
    }
    return choice;
  }

  /** The backend that every machine has. */
  private static final class PureJava implements Backend {

    private static final String NAME = "java";
    private static final PureJava INSTANCE = new PureJava();

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return PlainLinearAlgebra.DESCRIPTION;
    }

    @Override
    public LinearAlgebra on(Execution execution) {
      return new PlainLinearAlgebra(execution);
    }
  }
}
