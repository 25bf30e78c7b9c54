package genontk.service.request;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import genontk.error.InvalidInput;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.Precision;
import genontk.run.Threads;
import genontk.variance.component.Intervals;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a fit with their defaults filled in. What a later version will serve is refused by
 * name.
 */
public record Options(
    JsonNode kernel,
    String ntk,
    @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) int[] depth,
    String parameterization,
    int width,
    int networks,
    long seed,
    boolean unitDiagonal,
    boolean divideBySnps,
    double bandwidth,
    int degree,
    String scale,
    double maf,
    double hwe,
    boolean midp,
    double maxMissing,
    double maxMissingPerson,
    String duplicates,
    String missing,
    String precision,
    int threads,
    String method,
    boolean constrain,
    Boolean accuracy,
    String intervals,
    Double prevalence,
    double[] penalty,
    Integer folds,
    int repeats,
    String rule,
    boolean nested,
    Boolean diagnostics,
    @JsonIgnore JsonNode sets) {

  public static final String PAIRWISE = "pairwise";
  private static final String DROP = "drop";
  private static final int[] DEFAULT_DEPTH = {2};
  private static final int DEFAULT_FOLDS = 5;
  private static final int DEFAULT_WIDTH = 500;

  public static Options of(Request request) {
    refuseWhatIsNotYetServed(request);
    Integer folds =
        request.folds() == null || request.folds().isNull()
            ? (Integer) DEFAULT_FOLDS
            : number(request.folds());
    return new Options(
        present(request.kernel()) ? request.kernel() : defaultKernel(request.task()),
        oneOf("ntk", orElse(request.ntk(), "exact"), "exact", KernelParameters.EMPIRICAL),
        depths(request.depth()),
        oneOf("parameterization", orElse(request.parameterization(), "ntk"), "ntk", "standard"),
        positive("width", orElse(request.width(), DEFAULT_WIDTH)),
        positive("networks", orElse(request.networks(), 1)),
        orElse(request.seed(), 1L),
        orElse(request.unitDiagonal(), true),
        orElse(request.divideBySnps(), false),
        positive("bandwidth", orElse(request.bandwidth(), 1.0)),
        positive("degree", orElse(request.degree(), 2)),
        scale(request),
        orElse(request.maf(), 0.0),
        orElse(request.hwe(), 0.0),
        orElse(request.midp(), false),
        orElse(request.maxMissing(), 1.0),
        share("max_missing_person", orElse(request.maxMissingPerson(), 1.0)),
        oneOf("duplicates", orElse(request.duplicates(), "keep"), "keep", DROP),
        oneOf("missing", orElse(request.missing(), "mean"), "mean", "error", PAIRWISE),
        Precision.named(orElse(request.precision(), "double")).label(),
        threads(request).count(),
        oneOf("method", orElse(request.method(), "reml"), "reml", "minque0", "minque1", "iminque"),
        orElse(request.constrain(), true),
        request.accuracy(),
        Intervals.named(orElse(request.intervals(), "profile")).label(),
        request.prevalence(),
        request.penalty(),
        folds,
        orElse(request.repeats(), 1),
        orElse(request.rule(), "min"),
        orElse(request.nested(), false),
        request.diagnostics(),
        request.sets());
  }

  /** A new person's missing genotype is the mean, which a fit without means could not give. */
  private static String scale(Request request) {
    Scale scale = Scale.named(orElse(request.scale(), "center"));
    if (scale == Scale.NONE && !"kernel".equals(request.task())) {
      throw new InvalidInput(
          "scale = 'none' was given; it is for ntk_kernel, whose matrix a fit takes as its kernel."
              + " Allowed here are 'center', 'sd' and 'hwe'.");
    }
    return scale.label();
  }

  private static int[] depths(int[] given) {
    if (given != null && given.length == 0) {
      throw InvalidInput.of(
          "depth is empty; allowed are whole numbers from 1 to %s.", NeuralTangentKernel.MAX_DEPTH);
    }
    return given == null ? DEFAULT_DEPTH : given;
  }

  private static <T extends Number> T positive(String option, T value) {
    if (!(value.doubleValue() > 0)) {
      throw InvalidInput.of("%s = %s was given; allowed are numbers above 0.", option, value);
    }
    return value;
  }

  private static double share(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw InvalidInput.of("%s = %s was given; allowed is 0 to 1.", option, value);
    }
    return value;
  }

  /** The mixed model splits the NTK; what else there is takes it whole. */
  private static JsonNode defaultKernel(String task) {
    return TextNode.valueOf("ntk_lmm".equals(task) ? "additive+ntk" : "ntk");
  }

  public Precision tilePrecision() {
    return Precision.named(precision);
  }

  public static Threads threads(Request request) {
    return request.threads() == null ? Threads.available() : Threads.of(request.threads());
  }

  @JsonIgnore
  public SnpFilter filter() {
    return new SnpFilter(
        maf, maxMissing, !missing.equals("error"), hwe, midp, duplicates.equals(DROP));
  }

  /** Returns the labels given for the rows of y, or null if there are none. */
  public static List<String> labels(JsonNode given) {
    if (given == null || !given.isArray()) {
      return null;
    }
    List<String> labels = new ArrayList<>(given.size());
    given.forEach(label -> labels.add(label.isNull() ? null : label.asText()));
    return labels;
  }

  private static Integer number(JsonNode folds) {
    if (folds.isArray()) {
      return null;
    }
    if (!folds.canConvertToInt() || folds.doubleValue() != folds.intValue()) {
      throw InvalidInput.of(
          "folds = %s was given; allowed is a whole number from 2, or a fold label for each"
              + " person.",
          folds);
    }
    return folds.intValue();
  }

  private static void refuseWhatIsNotYetServed(Request request) {
    boolean mixed = "ntk_lmm".equals(request.task()) || "predict".equals(request.task());
    refuse(request.weights() != null && !mixed, "weights in " + request.task(), "equal weights");
    refuse(
        request.prevalence() != null && !mixed,
        "prevalence in " + request.task(),
        "the observed scale");
    if (present(request.sets()) && !List.of("ntk_lmm", "kernel").contains(request.task())) {
      throw new InvalidInput(
          "sets was given; a variance component each is for ntk_lmm and ntk_kernel. Leave sets out,"
              + " or use ntk_lmm.");
    }
  }

  private static boolean present(JsonNode node) {
    return node != null && !node.isNull();
  }

  private static void refuse(boolean refused, String what, String served) {
    if (refused) {
      throw InvalidInput.of(
          "%s is not in this version (%s); allowed so far: %s.", what, Version.CURRENT, served);
    }
  }

  public static String oneOf(String argument, String value, String... allowed) {
    for (String name : allowed) {
      if (name.equals(value)) {
        return value;
      }
    }
    throw InvalidInput.of(
        "%s = '%s' was given; allowed are '%s'.", argument, value, String.join("', '", allowed));
  }

  private static <T> T orElse(T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
