package genontk.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the model files in src/test/resources/genontk/service/earlier and the predictions beside
 * them. They stay as version 0.1.0 wrote them: run this class for a new kind of model only.
 */
final class EarlierModels {

  private static final Sample ALL = Sample.of(33, 30, 11);
  private static final Sample TRAINING = ALL.people(Sample.range(0, 25));
  private static final Sample FRESH = ALL.people(Sample.range(25, 33));

  /** The people of 40 records: everyone once, the first 15 twice. */
  private static final int[] RECORDS = new int[40];

  static {
    Arrays.setAll(RECORDS, record -> record % 25);
  }

  private EarlierModels() {}

  /** Writes into the folder that is the first argument. */
  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, Call> fit : fits().entrySet()) {
      byte[] model = fit.getValue().run().succeeded().model();
      Files.write(Path.of(arguments[0], fit.getKey() + ".genontk"), model);
      Files.writeString(
          Path.of(arguments[0], fit.getKey() + ".txt"), text(predictions(fit.getKey(), model)));
    }
  }

  private static Map<String, Call> fits() {
    Map<String, Call> fits = new LinkedHashMap<>();
    fits.put("mixed", mixed());
    fits.put(
        "ridge",
        Call.fit("ntk_krr", TRAINING)
            .with("penalty", 1)
            .with("ntk", "empirical")
            .with("width", 40)
            .with("networks", 2)
            .with("seed", 3));
    fits.put(
        "gaussian",
        Call.fit("ntk_krr", TRAINING)
            .genotypes(dosages(TRAINING), TRAINING.ids(), TRAINING.snps())
            .with("kernel", "gaussian")
            .with("penalty", new double[] {0.1, 1, 10}));
    fits.put(
        "own",
        Call.fit("ntk_lmm", TRAINING.people(Sample.range(0, 22)))
            .without("genotypes")
            .kernel(TRAINING.additiveKernel(), TRAINING.ids()));
    fits.values().forEach(fit -> fit.with("threads", 1));
    return fits;
  }

  /** Additive and non-additive kernel, covariates, and records with weights. */
  private static Call mixed() {
    double[][] design = Sample.rows(TRAINING.design(), RECORDS);
    double[] y = Sample.select(TRAINING.y(), RECORDS);
    double[] weights = new double[RECORDS.length];
    for (int record = 0; record < y.length; record++) {
      design[record][1] += record / 25;
      y[record] += Math.sin(record);
      weights[record] = 0.5 + record % 4;
    }
    return Call.fit("ntk_lmm", TRAINING)
        .with("kernel", "additive+ntk")
        .matrix("y", Sample.column(y))
        .with("ids", Sample.select(TRAINING.ids(), RECORDS))
        .covariates(design, TRAINING.terms())
        .matrix("weights", Sample.column(weights));
  }

  /** Returns fractions of copies, which no .bed can hold. */
  private static double[][] dosages(Sample sample) {
    double[][] dosages = Sample.copy(sample.genotypes());
    for (double[] person : dosages) {
      Arrays.setAll(person, j -> 0.1 + 0.9 * person[j]);
    }
    return dosages;
  }

  /** Returns prediction, lower and upper limit of the new people, one row per person. */
  static double[][] predictions(String name, byte[] model) {
    Call call =
        Call.task("predict")
            .model(model)
            .with("ids", FRESH.ids())
            .covariates(FRESH.design(), FRESH.terms())
            .with("interval", "prediction");
    switch (name) {
      case "own" -> {
        double[][] kernel = ALL.additiveKernel();
        double[][] fresh = Sample.rows(kernel, Sample.range(25, 33));
        double[] diagonal = new double[fresh.length];
        for (int i = 0; i < fresh.length; i++) {
          diagonal[i] = fresh[i][25 + i];
          fresh[i] = Arrays.copyOf(fresh[i], 25);
        }
        call.kernel(fresh, FRESH.ids()).matrix("kernel_diagonal", Sample.column(diagonal));
      }
      case "gaussian" -> call.genotypes(dosages(FRESH), FRESH.ids(), FRESH.snps());
      default -> call.genotypes(FRESH.genotypes(), FRESH.ids(), FRESH.snps());
    }
    return call.run().succeeded().rows("prediction");
  }

  private static String text(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  static double[][] numbers(List<String> lines) {
    return lines.stream()
        .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
