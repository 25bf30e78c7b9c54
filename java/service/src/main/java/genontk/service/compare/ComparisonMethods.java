package genontk.service.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import genontk.comparison.GivenPredictions;
import genontk.comparison.Method;
import genontk.comparison.MethodProvider;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.kernel.Kernel;
import genontk.mixed.LinearMixedModel;
import genontk.ridge.FoldScheme;
import genontk.ridge.KernelRidge;
import genontk.ridge.Rule;
import genontk.service.kernel.KernelChoice;
import genontk.service.request.Allowed;
import genontk.service.request.Exchange;
import genontk.service.request.Fields;
import genontk.service.request.KernelOptions;
import genontk.service.request.KernelParameters;
import genontk.service.request.MatrixReference;
import genontk.service.request.MixedModelOptions;
import genontk.service.request.Request;
import genontk.service.request.RidgeOptions;
import genontk.service.wire.Json;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The methods that a request compares. Each is a known name, a name that a jar of the user's
 * brings, a fit with its options, or a table of predictions of the user's own.
 */
final class ComparisonMethods {

  /** The fit and kernel of each known name, in the order of the default. */
  private static final Map<String, Map<String, String>> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("LMM", Map.of("fit", "ntk_lmm", "kernel", "additive"));
    KNOWN.put("NTK-LMM", Map.of("fit", "ntk_lmm", "kernel", "ntk"));
    KNOWN.put("split LMM", Map.of("fit", "ntk_lmm", "kernel", "additive+ntk"));
    KNOWN.put("NTK-KRR", Map.of("fit", "ntk_krr", "kernel", "ntk"));
    KNOWN.put("Gaussian KRR", Map.of("fit", "ntk_krr", "kernel", "gaussian"));
  }

  /** Marks an entry whose method a jar of the user's brings. */
  private static final String BROUGHT = "brought";

  /** The options of fits that are the same for all methods, or that no comparison reads. */
  private static final Set<String> COMMON =
      Set.of("groups", "nested", "diagnostics", "accuracy", "intervals", "prevalence");

  private static final Set<String> OWN = own();

  private final Request request;
  private final Genotypes genotypes;
  private final int[] rows;
  private final List<String> groups;
  private final int[] testSizes;
  private final Exchange exchange;
  private final Map<KernelParameters, Kernel> kernels = new HashMap<>();
  private final List<Request> fitted = new ArrayList<>();

  /**
   * Makes the methods of a request.
   *
   * @param genotypes genotypes that hold the fitted people
   * @param rows rows of these people in the genotypes
   * @param groups group of each fitted person, or null
   * @param testSizes number of test people per split
   */
  ComparisonMethods(
      Request request,
      Genotypes genotypes,
      int[] rows,
      List<String> groups,
      int[] testSizes,
      Exchange exchange) {
    this.request = request;
    this.genotypes = genotypes;
    this.rows = rows;
    this.groups = groups;
    this.testSizes = testSizes;
    this.exchange = exchange;
  }

  /** Returns the methods by name, in their order. */
  Map<String, Method> all() {
    List<JsonNode> wanted = new ArrayList<>();
    JsonNode given = request.comparison().methods();
    if (!Json.isGiven(given)) {
      KNOWN.keySet().forEach(name -> wanted.add(TextNode.valueOf(name)));
    } else if (given.isArray()) {
      given.forEach(wanted::add);
    }
    if (wanted.isEmpty()) {
      throw InvalidInput.of("methods is empty; give one or more, such as %s.", known());
    }
    Map<String, Method> methods = new LinkedHashMap<>();
    for (JsonNode one : wanted) {
      ObjectNode entry = entry(one);
      String name = entry.path("name").asText("");
      entry.remove("name");
      if (name.isBlank() || methods.containsKey(name)) {
        throw InvalidInput.of(
            "methods has %s; give each a name of its own.",
            name.isBlank() ? "one without a name" : Message.of("'%s' more than once", name));
      }
      methods.put(name, made(name, entry));
    }
    return methods;
  }

  /** Returns the different kernels of all methods. */
  List<Kernel> kernels() {
    return List.copyOf(kernels.values());
  }

  private Method made(String name, ObjectNode entry) {
    if (entry.has(BROUGHT)) {
      return brought()
          .get(entry.path(BROUGHT).asText())
          .make(genotypes, rows, request.kernel().seed());
    }
    return entry.has("predictions") ? given(name, entry) : method(name, entry);
  }

  /** Returns the methods that other jars bring, by name. In R no other class loader sees them. */
  private static Map<String, MethodProvider> brought() {
    ClassLoader loader = MethodProvider.class.getClassLoader();
    Map<String, MethodProvider> providers = new TreeMap<>();
    ServiceLoader.load(MethodProvider.class, loader)
        .forEach(provider -> providers.put(provider.name(), provider));
    return providers;
  }

  /** Returns an entry with its name and what it is; a text is a known name. */
  private static ObjectNode entry(JsonNode one) {
    ObjectNode entry = one.isObject() ? one.deepCopy() : Json.object();
    String name = one.isObject() ? one.path("known").asText(null) : one.asText("");
    entry.remove("known");
    if (name != null) {
      boolean known = KNOWN.containsKey(name);
      if (!known && !brought().containsKey(name)) {
        throw InvalidInput.of(
            "methods has '%s', which is not known here; known are %s. Or say which fit and kernel"
                + " it is: fit = 'ntk_krr', kernel = 'laplace'. A neural network wants the jars"
                + " that ci/network gathers, in a folder that GENONTK_JARS names.",
            name, known());
      }
      if (!entry.has("name")) {
        entry.put("name", name);
      }
      if (known) {
        KNOWN.get(name).forEach(entry::put);
      } else {
        entry.put(BROUGHT, name);
      }
    }
    return entry;
  }

  private static String known() {
    List<String> names = new ArrayList<>(KNOWN.keySet());
    names.addAll(brought().keySet());
    return "'" + String.join("', '", names) + "'";
  }

  private Method given(String name, ObjectNode entry) {
    Given given = Json.read(entry, Given.class, "Method '" + name + "'");
    double[] values = exchange.matrix(given.predictions, "predictions").toArray();
    List<String> failures = given.failures;
    if (values.length != Arrays.stream(testSizes).sum()
        || failures == null
        || failures.size() != testSizes.length) {
      throw InvalidInput.of(
          "Method '%s' has %s predictions, and %s people are tested. Predict the test people of"
              + " every split, one split after the other.",
          name, values.length, Arrays.stream(testSizes).sum());
    }
    double[][] predictions = new double[testSizes.length][];
    int from = 0;
    for (int k = 0; k < testSizes.length; k++) {
      predictions[k] = Arrays.copyOfRange(values, from, from + testSizes[k]);
      from += testSizes[k];
    }
    return new GivenPredictions(predictions, failures);
  }

  /** Predictions of the user's own, one split after the other, and what failed in each. */
  private record Given(MatrixReference predictions, List<String> failures) {}

  /** Returns the options that a method may set for itself: those of its kernel and its fit. */
  private static Set<String> own() {
    Set<String> own = new TreeSet<>(Fields.of(KernelOptions.class).keySet());
    own.addAll(Fields.of(MixedModelOptions.class).keySet());
    own.addAll(Fields.of(RidgeOptions.class).keySet());
    own.removeAll(COMMON);
    own.add("fit");
    return own;
  }

  private Method method(String name, ObjectNode entry) {
    entry
        .fieldNames()
        .forEachRemaining(
            option -> {
              if (!OWN.contains(option)) {
                throw InvalidInput.of(
                    "Method '%s' has '%s'; allowed are %s. Everything else is the same for all"
                        + " methods.",
                    name, option, OWN);
              }
            });
    String task = Allowed.oneOf("fit", entry.path("fit").asText(""), "ntk_lmm", "ntk_krr");
    entry.remove("fit");
    Request own = request.fitted(task, entry, Message.of("Method '%s'", name));
    fitted.add(own);
    KernelChoice choice = KernelChoice.of(own);
    return task.equals("ntk_lmm")
        ? new genontk.comparison.MixedModelMethod(
            kernels(choice.only()),
            // A comparison reads no intervals.
            new LinearMixedModel(
                VarianceMethod.named(own.mixedModel().method()),
                own.mixedModel().constrain(),
                true,
                Intervals.WALD))
        : ridge(own, choice);
  }

  private Method ridge(Request own, KernelChoice choice) {
    RidgeOptions options = own.ridge();
    if (options.folds().count() == null) {
      throw new InvalidInput(
          "folds was given as labels; the folds of a comparison are drawn anew among the training"
              + " people of each split. Give a number, and groups for people who belong together.");
    }
    return new genontk.comparison.RidgeMethod(
        choice.candidates().stream().map(this::kernels).toList(),
        new KernelRidge(options.penalty(), Rule.named(options.rule())),
        new FoldScheme(options.folds().count(), options.repeats(), own.kernel().seed(), groups));
  }

  /** Returns the kernels of a candidate; the same kernel of two methods is the same object. */
  private List<Kernel> kernels(KernelChoice.Candidate candidate) {
    List<Kernel> own = new ArrayList<>();
    for (KernelChoice.Component component : candidate.components()) {
      if (!component.isMade()) {
        throw InvalidInput.of(
            "kernel is %s; methods are compared on kernels made anew from the training people"
                + " of each split. Name another kernel, or give a function of your own.",
            component.isGiven() ? "a matrix" : "'identity'");
      }
      own.add(kernels.computeIfAbsent(component.kernel(), KernelParameters::make));
    }
    return own;
  }

  /** Returns the number of doubles that the largest fit takes beside the kernels. */
  double doubles(int people) {
    double squares = new KernelRidge(null, Rule.REML).doublesNeeded(people, 1, 2, false);
    return fitted.stream()
        .map(Request::mixedModel)
        .map(one -> new LinearMixedModel(VarianceMethod.named(one.method()), one.constrain()))
        .mapToDouble(model -> model.doublesNeeded(people, Math.max(1, Math.min(2, kernels.size()))))
        .reduce(squares, Math::max);
  }
}
