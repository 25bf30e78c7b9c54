package genontk.bench;

import genontk.linalg.Matrix;
import genontk.variance.VarianceMethod;
import genontk.variance.component.Intervals;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** A piece of work that is timed; all its inputs were made before. */
interface Work {

  /** Renews what a run overwrites; this is not timed. */
  default void prepare() {}

  /** Does the work and returns its result, or null if there is none to show. */
  Matrix run();

  /**
   * Returns the inputs that another package needs for the same work, by the names of their files.
   */
  default Map<String, Matrix> inputs() {
    return Map.of();
  }

  /**
   * Returns the work with this name: the kind and its sizes, joined by hyphens.
   *
   * <ul>
   *   <li>{@code exact-N-P-DEPTH} the exact neural tangent kernel;
   *   <li>{@code empirical-N-P-WIDTH-DEPTH} the kernel of one network, {@code layers-...} its
   *       products of matrices alone;
   *   <li>{@code scoring-M-N-P} M new people by a model of N, {@code cross-M-N-P} its product X* X'
   *       alone;
   *   <li>{@code products-N-P} X X', {@code triangle-N-P} its lower triangle;
   *   <li>{@code additive-N}, {@code many-N} (of 5,000 SNPs), {@code ntk-N}, {@code split-N} the
   *       mixed model by REML with these kernels given, {@code wald-N} the model of split with Wald
   *       intervals, {@code variances-N} only the variances of many, {@code moments-N} only those
   *       of additive by MINQUE(0);
   *   <li>{@code gemm-N}, {@code syrk-N} (lower triangle), {@code cholesky-N}, {@code solve-N},
   *       {@code inverse-N}, {@code tridiagonal-N}, {@code eigen-N} on square matrices.
   * </ul>
   */
  static Work named(String name, Machine machine) {
    String[] words = name.split("-");
    int[] sizes = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
    return switch (words[0]) {
      case "exact" -> KernelWork.exact(sizes[0], sizes[1], sizes[2], machine);
      case "empirical" -> KernelWork.empirical(sizes[0], sizes[1], sizes[2], sizes[3], machine);
      case "layers" -> new LayerProducts(sizes[0], sizes[1], sizes[2], sizes[3], machine);
      case "products", "triangle" ->
          ProductWork.ofPeople(sizes[0], sizes[1], words[0].equals("triangle"), machine);
      case "scoring" -> ScoringWork.of(sizes[0], sizes[1], sizes[2], machine);
      case "cross" -> ScoringWork.product(sizes[0], sizes[1], sizes[2], machine);
      case "gemm", "syrk" -> ProductWork.square(sizes[0], words[0].equals("syrk"), machine);
      case "additive", "many", "ntk", "split" ->
          MixedWork.of(words[0], VarianceMethod.REML, Intervals.PROFILE, false, sizes[0], machine);
      case "variances" ->
          MixedWork.of("many", VarianceMethod.REML, Intervals.PROFILE, true, sizes[0], machine);
      case "wald" ->
          MixedWork.of("split", VarianceMethod.REML, Intervals.WALD, false, sizes[0], machine);
      case "moments" ->
          MixedWork.of("additive", VarianceMethod.MINQUE0, Intervals.WALD, true, sizes[0], machine);
      case "cholesky", "solve", "inverse", "tridiagonal", "eigen" ->
          new FactorWork(
              FactorWork.Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), sizes[0], machine);
      default -> throw new IllegalArgumentException("There is no work named " + name + ".");
    };
  }
}
