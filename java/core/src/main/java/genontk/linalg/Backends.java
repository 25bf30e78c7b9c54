package genontk.linalg;

import genontk.error.InvalidInput;
import genontk.run.Execution;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The choice of the backend: each is opened at most once a process, and what was found is kept.
 *
 * <p>"auto" takes the first that works of gpu, blas and java; the last always does. The first
 * choice is logged, at the level that the system property {@code genontk.log} names.
 */
public final class Backends {

  /** The name that leaves the choice to this class. */
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
  private boolean logged;

  /**
   * A backend that was chosen.
   *
   * @param backend the backend
   * @param reasons why each faster one was passed over, a sentence each
   */
  public record Choice(Backend backend, List<String> reasons) {}

  /** A backend that was opened, or else null and why not. */
  private record Opened(Backend backend, List<String> reasons) {}

  Backends(List<BackendProvider> providers) {
    providers.forEach(provider -> this.providers.put(provider.name(), provider));
  }

  /**
   * Chooses the backend of a request.
   *
   * @param name "auto", "java", "blas" or "gpu"; null is "auto"
   * @throws InvalidInput if there is none of that name, or it does not work on this machine
   */
  public static Choice choose(String name) {
    return OF_THIS_PROCESS.named(name == null ? AUTO : name);
  }

  /** Chooses among these providers, see {@link #choose}. */
  synchronized Choice named(String name) {
    if (name.equals(AUTO)) {
      return logged(best());
    }
    if (name.equals(PureJava.NAME)) {
      return new Choice(PureJava.INSTANCE, List.of());
    }
    if (!FASTEST_FIRST.contains(name)) {
      throw new InvalidInput(
          "backend = '" + name + "' was given; allowed are 'auto', 'java', 'blas' and 'gpu'.");
    }
    Opened found = open(name);
    if (found.backend() == null) {
      throw new InvalidInput(
          "backend = '"
              + name
              + "' was given and cannot be used here: "
              + String.join(" ", found.reasons())
              + " Leave backend out to use the fastest there is.");
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
    return opened.computeIfAbsent(
        name,
        absent -> {
          BackendProvider provider = providers.get(name);
          try {
            return provider == null
                ? new Opened(null, List.of(howToAdd(name)))
                : new Opened(provider.open(), List.of());
          } catch (BackendUnavailable e) {
            return new Opened(null, e.reasons());
          }
        });
  }

  private static String howToAdd(String name) {
    return name.equals("gpu")
        ? "This version computes on the CPU only."
        : "The jar genontk-" + name + " is not on the class path; put it there.";
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
      return EjmlLinearAlgebra.DESCRIPTION;
    }

    @Override
    public LinearAlgebra on(Execution execution) {
      return new EjmlLinearAlgebra(execution.threads());
    }
  }
}
