package genontk.service;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.run.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a fit with their defaults filled in. What a later version will serve is refused by
 * name.
 */
record Options(
    String kernel,
    int depth,
    String scale,
    double maf,
    double maxMissing,
    String missing,
    int threads,
    String method,
    boolean constrain,
    double[] penalty,
    Integer folds,
    String rule,
    long seed) {

  private static final int DEFAULT_DEPTH = 2;
  private static final int DEFAULT_FOLDS = 5;
  private static final int DEFAULT_WIDTH = 500;

  static Options of(Request request) {
    refuseWhatIsNotYetServed(request);
    Integer folds =
        request.folds() == null || request.folds().isNull()
            ? (Integer) DEFAULT_FOLDS
            : number(request.folds());
    return new Options(
        kernelName(request.kernel()),
        orElse(request.depth(), DEFAULT_DEPTH),
        Scale.named(orElse(request.scale(), "center")).label(),
        orElse(request.maf(), 0.0),
        orElse(request.maxMissing(), 1.0),
        oneOf("missing", orElse(request.missing(), "mean"), "mean", "error"),
        threads(request).count(),
        oneOf("method", orElse(request.method(), "reml"), "reml", "minque0", "minque1", "iminque"),
        orElse(request.constrain(), true),
        request.penalty(),
        folds,
        orElse(request.rule(), "min"),
        orElse(request.seed(), 1L));
  }

  static Threads threads(Request request) {
    return request.threads() == null ? Threads.available() : Threads.of(request.threads());
  }

  @JsonIgnore
  SnpFilter filter() {
    return new SnpFilter(maf, maxMissing, missing.equals("mean"));
  }

  /** Returns the fold labels given for the rows of y, or null if a number was given. */
  static List<String> foldLabels(JsonNode folds) {
    if (folds == null || !folds.isArray()) {
      return null;
    }
    List<String> labels = new ArrayList<>(folds.size());
    folds.forEach(label -> labels.add(label.isNull() ? null : label.asText()));
    return labels;
  }

  private static Integer number(JsonNode folds) {
    if (folds.isArray()) {
      return null;
    }
    if (!folds.canConvertToInt() || folds.doubleValue() != folds.intValue()) {
      throw new InvalidInput(
          "folds = "
              + folds
              + " was given; allowed is a whole number from 2, or a fold label for each person.");
    }
    return folds.intValue();
  }

  /** Returns the name of a kernel chosen by name, or of one of the user's own. */
  private static String kernelName(JsonNode kernel) {
    if (kernel == null || kernel.isNull()) {
      return "ntk";
    }
    if (kernel.isTextual()) {
      String name = kernel.asText();
      refuse(
          List.of("additive+ntk", "gaussian", "polynomial", "arccosine", "laplace").contains(name),
          "kernel = '" + name + "'",
          "'ntk', 'additive' and a square matrix");
      return oneOf("kernel", name, "ntk", "additive");
    }
    if (!kernel.isArray() && !kernel.isObject()) {
      throw new InvalidInput(
          "kernel = " + kernel + " was given; allowed are 'ntk', 'additive' and a square matrix.");
    }
    refuse(
        kernel.isArray(),
        "a list of several kernels",
        "one kernel: 'ntk', 'additive' or a square matrix");
    return kernel.path("name").asText("kernel");
  }

  private static void refuseWhatIsNotYetServed(Request request) {
    refuse(differs(request.ntk(), "exact"), "ntk = '" + request.ntk() + "'", "'exact'");
    refuse(
        differs(request.parameterization(), "ntk"),
        "parameterization = '" + request.parameterization() + "'",
        "'ntk'");
    refuse(
        differs(request.networks(), 1),
        "networks = " + request.networks(),
        "1 (the exact NTK draws no network)");
    refuse(
        differs(request.width(), DEFAULT_WIDTH),
        "width = " + request.width(),
        "500 (the exact NTK is that of an infinitely wide network)");
    refuse(
        differs(request.precision(), "double"),
        "precision = '" + request.precision() + "'",
        "'double'");
    refuse(request.hwe() != null && request.hwe() != 0, "hwe = " + request.hwe(), "0 (no filter)");
    refuse(request.weights() != null, "weights", "equal weights");
    refuse(present(request.people()), "people", "everyone; choose them by the rows of data");
    refuse(present(request.snps()), "snps", "every SNP");
    refuse(present(request.sets()), "sets", "one set of SNPs");
    refuse(request.prevalence() != null, "prevalence", "the observed scale");
    refuse(present(request.groups()), "groups", "folds given as labels");
    refuse(differs(request.repeats(), 1), "repeats = " + request.repeats(), "1");
  }

  private static boolean present(JsonNode node) {
    return node != null && !node.isNull();
  }

  private static <T> boolean differs(T value, T served) {
    return value != null && !value.equals(served);
  }

  private static void refuse(boolean refused, String what, String served) {
    if (refused) {
      throw new InvalidInput(
          what
              + " is not in this version ("
              + Version.CURRENT
              + "); allowed so far: "
              + served
              + ".");
    }
  }

  static String oneOf(String argument, String value, String... allowed) {
    for (String name : allowed) {
      if (name.equals(value)) {
        return value;
      }
    }
    throw new InvalidInput(
        argument
            + " = '"
            + value
            + "' was given; allowed are '"
            + String.join("', '", allowed)
            + "'.");
  }

  private static <T> T orElse(T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
