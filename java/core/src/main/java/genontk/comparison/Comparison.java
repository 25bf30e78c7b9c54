package genontk.comparison;

import genontk.design.FixedEffects;
import genontk.error.BridgeFailed;
import genontk.error.Cancelled;
import genontk.error.GenontkException;
import genontk.error.OutOfMemory;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.Precision;
import genontk.linalg.Backend;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.Progress;
import genontk.run.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Compares methods on the same splits.
 *
 * <p>In each split the means of SNPs, and with them all kernels, come from the training people
 * alone. They take the same pass over the genotypes as a fit with its predictions, so a comparison
 * shows what a user will see. Splits run in parallel, each on its share of the threads.
 *
 * @param genotypes the genotypes of the people and perhaps of others
 * @param rows the rows of the n people
 * @param scale the scale of the SNPs
 * @param filter the choice of SNPs
 * @param precision the precision of the kernels
 */
public record Comparison(
    Genotypes genotypes, int[] rows, Scale scale, SnpFilter filter, Precision precision) {

  /**
   * Runs the methods. A method that fails in a split has no scores there but the error's message;
   * the others go on.
   *
   * @param methods the methods by name, in the order of the table
   * @param design the design Z (n x columns)
   * @param names the names of the columns of Z
   * @param y the trait (n)
   * @param splits the training and the test people of each split, as places among the n people
   * @return the scores of each method in each split
   * @throws genontk.error.InvalidInput if predictions that were given are not of these splits
   * @throws Cancelled if the comparison was cancelled
   * @throws OutOfMemory if a split does not fit into memory
   * @throws BridgeFailed if a library that a method needs is not there
   */
  public ComparisonTable run(
      Map<String, Method> methods,
      Matrix design,
      List<String> names,
      double[] y,
      List<Split> splits,
      Backend backend,
      Execution execution) {
    List<Method> all = new ArrayList<>(methods.values());
    Scores[][] scores = new Scores[all.size()][splits.size()];
    all.forEach(method -> method.requireFitting(splits));
    AtomicInteger done = new AtomicInteger();
    int total = splits.size() * all.size();
    int threads = Math.max(1, execution.threads().count() / splits.size());
    Execution single = new Execution(Threads.of(threads), execution.cancellation(), Progress.NONE);
    LinearAlgebra algebra = backend.on(single);
    execution.step("comparison", 0);
    execution
        .threads()
        .forEach(
            splits.size(),
            number -> {
              Split split = splits.get(number);
              Once<SplitData> data =
                  new Once<>(() -> data(number, split, design, names, y, algebra, single));
              Once<SplitKernels> kernels = new Once<>(() -> kernels(all, split, algebra, single));
              double[] observed = select(y, split.test());
              for (int m = 0; m < all.size(); m++) {
                scores[m][number] = score(all.get(m), data, kernels, observed);
                execution.step("comparison", (double) done.incrementAndGet() / total);
              }
            });
    return ComparisonTable.of(List.copyOf(methods.keySet()), scores, splits);
  }

  /**
   * A value that the methods of a split share. It is made at the first request; a failure is kept
   * too.
   */
  private static final class Once<T> {

    private final Supplier<T> maker;
    private T made;
    private GenontkException failure;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    T get() {
      if (failure != null) {
        throw failure;
      }
      if (made == null) {
        try {
          made = maker.get();
        } catch (GenontkException e) {
          failure = e;
          throw e;
        }
      }
      return made;
    }
  }

  /** Scores a method; throws errors that every other split would meet too. */
  private static Scores score(
      Method method, Once<SplitData> data, Once<SplitKernels> kernels, double[] observed) {
    try {
      List<Kernel> own = method.kernels();
      SplitData complete =
          own.isEmpty()
              ? data.get()
              : data.get().with(kernels.get().training(own), kernels.get().cross(own));
      return Scores.ofMethod(method.predict(complete), observed);
    } catch (Cancelled | OutOfMemory | BridgeFailed e) {
      throw e;
    } catch (GenontkException e) {
      return Scores.failed(e.getMessage());
    }
  }

  private static SplitData data(
      int number,
      Split split,
      Matrix design,
      List<String> names,
      double[] y,
      LinearAlgebra algebra,
      Execution execution) {
    FixedEffects fixed = FixedEffects.of(design.selectRows(split.training()), names);
    int[] columns = fixed.names().stream().mapToInt(names::indexOf).toArray();
    return new SplitData(
        number,
        split,
        select(y, split.training()),
        fixed,
        design.select(split.test(), columns),
        List.of(),
        List.of(),
        algebra,
        execution);
  }

  /** The kernels of one split, each computed once. */
  private record SplitKernels(
      Map<Kernel, Integer> places, List<Matrix> trained, List<Matrix> fresh) {

    List<Matrix> training(List<Kernel> kernels) {
      return kernels.stream().map(kernel -> trained.get(places.get(kernel))).toList();
    }

    List<Matrix> cross(List<Kernel> kernels) {
      return kernels.stream().map(kernel -> fresh.get(places.get(kernel))).toList();
    }
  }

  private SplitKernels kernels(
      List<Method> methods, Split split, LinearAlgebra algebra, Execution execution) {
    Set<Kernel> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<Kernel, Integer> places = new IdentityHashMap<>();
    List<Kernel> wanted = new ArrayList<>();
    for (Method method : methods) {
      for (Kernel kernel : method.kernels()) {
        if (distinct.add(kernel)) {
          places.put(kernel, wanted.size());
          wanted.add(kernel);
        }
      }
    }
    if (wanted.isEmpty()) {
      return new SplitKernels(places, List.of(), List.of());
    }
    int[] training = select(rows, split.training());
    Standardization standardization =
        Standardization.learn(genotypes, training, scale, filter, execution);
    StandardizedGenotypes x = StandardizedGenotypes.training(genotypes, training, standardization);
    StandardizedGenotypes fresh =
        StandardizedGenotypes.training(genotypes, select(rows, split.test()), standardization);
    Kernels.Trained trained = Kernels.train(wanted, x, precision, algebra, execution);
    Kernels.Cross cross = Kernels.cross(trained.kernels(), fresh, x, precision, algebra, execution);
    return new SplitKernels(places, trained.matrices(), cross.matrices());
  }

  private static double[] select(double[] x, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> x[i]).toArray();
  }

  private static int[] select(int[] x, int[] places) {
    return Arrays.stream(places).map(i -> x[i]).toArray();
  }
}
