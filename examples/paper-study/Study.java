import genontk.variance.component.Intervals;
import genontk.variance.component.VarianceComponents;
import genontk.comparison.Comparison;
import genontk.comparison.ComparisonTable;
import genontk.comparison.Method;
import genontk.comparison.MethodProvider;
import genontk.comparison.MixedModelMethod;
import genontk.comparison.RidgeMethod;
import genontk.comparison.SplitData;
import genontk.comparison.Split;
import genontk.comparison.Splits;
import genontk.error.GenontkException;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.EmpiricalNeuralTangentKernel;
import genontk.kernel.GaussianKernel;
import genontk.kernel.Kernel;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.NonAdditiveKernel;
import genontk.kernel.Precision;
import genontk.linalg.Backend;
import genontk.linalg.Backends;
import genontk.linalg.Matrix;
import genontk.mixed.LinearMixedModel;
import genontk.ridge.FoldScheme;
import genontk.ridge.KernelRidge;
import genontk.ridge.Rule;
import genontk.run.Execution;
import genontk.run.Threads;
import genontk.simulation.GenotypeModel;
import genontk.simulation.TraitModel;
import genontk.simulation.TraitShape;
import genontk.variance.VarianceMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The paper's simulation study: {@code java -cp 'JARS/*' Study.java FILE.csv TRAITS REPLICATES PEOPLE SD_A LD
 * THREADS}, TRAITS as in {@code linear,ricker} or {@code all}. What FILE has is not run again.
 *
 * <p>A dataset is a trait, a number of SNPs and a replicate; its number is the seed of its genotypes, its trait, its
 * split into 80 % training and 20 % test people, the folds and the random networks. FILE has one line per dataset and
 * method: r in the test people, the seconds from genotypes to predictions on one thread, and for mixed models the
 * heritability and the residual variance before it was kept from being negative.
 */
class Study {

  private static final String HEADER =
      "trait,snps,replicate,method,r,seconds,h2,residual_unconstrained,failure";
  private static final int[] SIZES = {20, 100};

  /** The paper's depth: two hidden layers for few SNPs, three for many. */
  private static int depth(int snps) {
    return snps <= 20 ? 2 : 3;
  }

  private record Dataset(TraitShape trait, int snps, int replicate) {

    String key() {
      return trait.label() + "," + snps + "," + replicate + ",";
    }

    long seed() {
      return 1_000_000L * trait.ordinal() + 1_000L * snps + replicate;
    }
  }

  /** A mixed model that remembers the variances of its last fit. */
  private static final class Remembering implements Method {

    private final MixedModelMethod method;
    private VarianceComponents variances;

    Remembering(VarianceMethod estimator, Kernel... kernels) {
      LinearMixedModel model = new LinearMixedModel(estimator, true, true, Intervals.WALD);
      method = new MixedModelMethod(List.of(kernels), model);
    }

    @Override
    public List<Kernel> kernels() {
      return method.kernels();
    }

    @Override
    public double[] predict(SplitData round) {
      LinearMixedModel.Fit fit =
          method
              .model()
              .fit(round.kernels(), round.fixed(), round.y(), round.algebra(), round.execution());
      variances = fit.variances();
      Matrix dual = Matrix.column(fit.blup().dual());
      Matrix predicted =
          round
              .algebra()
              .product(round.freshDesign(), false, Matrix.column(fit.blup().fixedEffects()), false);
      for (int k = 0; k < kernels().size(); k++) {
        double variance = variances.genetic(k);
        round.algebra().multiply(variance, round.cross().get(k), false, dual, false, 1, predicted);
      }
      return predicted.toArray();
    }
  }

  private static Method ridge(long seed, Kernel kernel) {
    return new RidgeMethod(
        List.of(List.of(kernel)), new KernelRidge(null, Rule.MINIMUM), FoldScheme.of(5, seed));
  }

  private static Map<String, Method> methods(Dataset dataset, DosageMatrix genotypes, int[] rows) {
    int depth = depth(dataset.snps());
    long seed = dataset.seed();
    Kernel exact = new NeuralTangentKernel(depth);
    Kernel empirical = new EmpiricalNeuralTangentKernel(depth, 500, 1, seed);
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put("LMM", new Remembering(VarianceMethod.REML, new AdditiveKernel()));
    methods.put("NTK-LMM", new Remembering(VarianceMethod.REML, exact));
    methods.put("NTK-LMM MINQUE0", new Remembering(VarianceMethod.MINQUE0, exact));
    methods.put("NTK-LMM empirical MINQUE0", new Remembering(VarianceMethod.MINQUE0, empirical));
    methods.put(
        "split",
        new Remembering(
            VarianceMethod.REML, new AdditiveKernel(), new NonAdditiveKernel(depth)));
    methods.put("NTK-KRR", ridge(seed, exact));
    methods.put("NTK-KRR empirical", ridge(seed, empirical));
    methods.put("Gaussian KRR", ridge(seed, new GaussianKernel()));
    for (MethodProvider provider : ServiceLoader.load(MethodProvider.class)) {
      methods.put(provider.name(), provider.make(genotypes, rows, seed));
    }
    return methods;
  }

  /** Returns the lines of a dataset, without the methods that are finished. */
  private static String run(
      Dataset dataset,
      Set<String> finished,
      int people,
      double deviation,
      double ld,
      Backend backend) {
    Execution quiet = Execution.quiet();
    long seed = dataset.seed();
    GenotypeModel model = new GenotypeModel(GenotypeModel.DEFAULT_MAF, ld);
    DosageMatrix genotypes =
        new DosageMatrix(model.draw(people, dataset.snps(), seed, quiet), null, null);
    double[] y =
        new TraitModel(dataset.trait(), TraitModel.DEFAULT_H2, deviation, Map.of(), null, 0)
            .draw(genotypes, seed, quiet)
            .y();
    int[] rows = IntStream.range(0, people).toArray();
    Matrix intercept = Matrix.zeros(people, 1);
    Arrays.fill(intercept.data(), 1);
    List<Split> split = new Splits(1, 0.2, seed, null).deal(y);
    Comparison comparison =
        new Comparison(genotypes, rows, Scale.CENTER, SnpFilter.none(), Precision.DOUBLE);
    StringBuilder lines = new StringBuilder();
    Map<String, Method> left = methods(dataset, genotypes, rows);
    left.keySet().removeAll(finished);
    left.forEach(
            (name, method) -> {
              String r = "";
              String failure = "";
              long begin = System.nanoTime();
              try {
                ComparisonTable table =
                    comparison.run(
                        Map.of(name, method),
                        intercept,
                        List.of("(Intercept)"),
                        y,
                        split,
                        backend,
                        quiet);
                r = Double.toString(table.correlation()[0][0]);
                failure = Double.isNaN(table.correlation()[0][0]) ? "NoPrediction" : "";
              } catch (GenontkException e) {
                failure = e.getClass().getSimpleName();
              }
              double seconds = (System.nanoTime() - begin) / 1e9;
              String variances =
                  method instanceof Remembering mixed && mixed.variances != null
                      ? described(mixed.variances)
                      : ",";
              lines.append(
                  String.format(
                      Locale.ROOT,
                      "%s%s,%s,%.4f,%s,%s%n",
                      dataset.key(),
                      name,
                      r,
                      seconds,
                      variances,
                      failure));
            });
    return lines.toString();
  }

  private static String described(VarianceComponents variances) {
    double genetic = 0;
    int last = variances.estimate().length - 1;
    for (int k = 0; k < last; k++) {
      genetic += variances.estimate()[k] * variances.scales()[k];
    }
    return genetic / (genetic + variances.residual()) + "," + variances.unconstrained()[last];
  }

  /**
   * Keeps the whole lines of a file of a run that was killed, and returns the methods that each
   * dataset has there.
   */
  private static Map<String, Set<String>> finished(Path file) throws IOException {
    Map<String, Set<String>> byKey = new HashMap<>();
    List<String> kept = new ArrayList<>(List.of(HEADER));
    if (Files.exists(file)) {
      String text = Files.readString(file);
      text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).forEach(kept::add);
    }
    for (String line : kept.subList(1, kept.size())) {
      String[] cells = line.split(",");
      String key = String.join(",", Arrays.copyOf(cells, 3)) + ",";
      byKey.computeIfAbsent(key, unseen -> new HashSet<>()).add(cells[3]);
    }
    Path whole = file.resolveSibling(file.getFileName() + ".part");
    Files.write(whole, kept);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return byKey;
  }

  private static List<Dataset> datasets(String traits, int replicates) {
    List<Dataset> datasets = new ArrayList<>();
    for (int replicate = 1; replicate <= replicates; replicate++) {
      for (TraitShape trait : TraitShape.values()) {
        for (int snps : SIZES) {
          if (traits.equals("all") || List.of(traits.split(",")).contains(trait.label())) {
            datasets.add(new Dataset(trait, snps, replicate));
          }
        }
      }
    }
    return datasets;
  }

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int people = Integer.parseInt(arguments[3]);
    double deviation = Double.parseDouble(arguments[4]);
    double ld = Double.parseDouble(arguments[5]);
    Backend backend = Backends.choose("auto").backend();
    DosageMatrix any = new DosageMatrix(Matrix.zeros(1, 1), null, null);
    int count = methods(new Dataset(TraitShape.LINEAR, 20, 0), any, new int[1]).size();
    Map<String, Set<String>> finished = finished(file);
    List<Dataset> left = datasets(arguments[1], Integer.parseInt(arguments[2]));
    int all = left.size();
    left.removeIf(dataset -> finished.getOrDefault(dataset.key(), Set.of()).size() >= count);
    long begin = System.nanoTime();
    int[] done = {0};
    Threads.of(Integer.parseInt(arguments[6]))
        .forEach(
            left.size(),
            k -> {
              Dataset dataset = left.get(k);
              Set<String> had = finished.getOrDefault(dataset.key(), Set.of());
              String lines = run(dataset, had, people, deviation, ld, backend);
              synchronized (done) {
                append(file, lines);
                done[0]++;
                double each = (System.nanoTime() - begin) / 1e9 / done[0];
                System.err.printf(
                    "%d of %d datasets, %d methods; %.0f s so far, about %.0f s to go%n",
                    all - left.size() + done[0],
                    all,
                    count,
                    each * done[0],
                    each * (left.size() - done[0]));
              }
            });
  }

  private static void append(Path file, String lines) {
    try {
      Files.writeString(file, lines, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
