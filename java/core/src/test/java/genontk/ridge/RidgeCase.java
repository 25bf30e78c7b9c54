package genontk.ridge;

import genontk.Dense;
import genontk.TestData;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.variance.onekernel.RestrictedSpectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A ridge regression with its answer by refitting every fold with inverses. */
record RidgeCase(List<double[][]> kernels, double[][] design, double[] y, FoldPlan plan) {

  static final int N = 27;

  /** Folds of sizes 12, 8, 6 and 1. */
  static RidgeCase of(int q, int rank) {
    double[][] kernel = TestData.kernel(N, rank, 41);
    double[][] design = TestData.design(N, q, 42);
    double[] y = TestData.trait(kernel, design, 3, 1, 43);
    return of(kernel, design, y, unequal());
  }

  static RidgeCase of(double[][] kernel, double[][] design, double[] y, Folds folds) {
    return new RidgeCase(Collections.singletonList(kernel), design, y, FoldPlan.of(folds));
  }

  /** Two kernels, neither scaled to c = 1. */
  static RidgeCase mixture(int q) {
    RidgeCase one = of(q, 40);
    double[][] other = Dense.combine(5, TestData.kernel(N, 15, 77), 0.3, Dense.identity(N));
    return new RidgeCase(List.of(one.kernel(), other), one.design, one.y, one.plan);
  }

  /** Three kernels; the trait depends on the first. */
  static RidgeCase sets(int q) {
    RidgeCase two = mixture(q);
    List<double[][]> kernels = new ArrayList<>(two.kernels);
    kernels.add(Dense.combine(0.2, TestData.kernel(N, 20, 78), 0.1, Dense.identity(N)));
    return new RidgeCase(kernels, two.design, two.y, two.plan);
  }

  static Folds unequal() {
    return Folds.labelled(
        IntStream.range(0, N)
            .mapToObj(i -> i == 9 ? "alone" : i % 9 < 4 ? "a" : i % 9 < 7 ? "b" : "c")
            .toList());
  }

  RidgeCase with(FoldPlan other) {
    return new RidgeCase(kernels, design, y, other);
  }

  double[][] kernel() {
    return kernels.get(0);
  }

  int people() {
    return y.length;
  }

  Candidate candidate() {
    return new Candidate("kernel", kernels.stream().map(Dense::matrix).toList());
  }

  RestrictedSpectrum spectrum() {
    return TestData.spectrum(kernel(), design);
  }

  RidgeFit fit(double[] penalties, Rule rule) {
    return fit(new KernelRidge(penalties, rule));
  }

  RidgeFit fit(KernelRidge ridge) {
    return ridge.fit(
        List.of(candidate()),
        TestData.fixed(design),
        y,
        plan,
        TestData.algebra(),
        Execution.quiet());
  }

  RidgeFit diagnosed(KernelRidge ridge) {
    List<RidgeFit> fits =
        ridge.fit(
            List.of(candidate()),
            TestData.fixed(design),
            Matrix.column(y),
            plan,
            true,
            TestData.algebra(),
            Execution.quiet());
    return fits.get(0);
  }

  List<FoldSpace> folds() {
    return FoldSpace.of(
        plan, TestData.fixed(design).basis(Execution.quiet().threads()), TestData.algebra());
  }

  /** Returns the mixtures at these shares of the first kernel. */
  List<KernelMixture> mixtures(double... shares) {
    KernelScales parts =
        KernelScales.of(
            candidate(),
            PersonWeights.of(people(), null),
            TestData.fixed(design),
            TestData.algebra(),
            Execution.quiet());
    return Shares.of(kernels.size(), shares).stream().map(parts::mixture).toList();
  }

  SpectralFolds spectral() {
    return new SpectralFolds(
        spectrum(), Matrix.column(y), people(), folds(), TestData.algebra(), Execution.quiet());
  }

  LanczosFolds lanczos() {
    return new LanczosFolds(
        Matrix.column(y), folds(), plan.rounds().size(), TestData.algebra(), Execution.quiet());
  }

  /** Returns the errors of all rounds by Lanczos steps. */
  double[][] stepped(double[] penalties) {
    var wanted = List.of(new LanczosFolds.Wanted(mixtures().get(0), 0, penalties));
    return lanczos().errors(wanted).get(0).orElseThrow();
  }

  /** Returns the errors of all rounds by refitting on the kernel given. */
  double[] refitted(double[][] kernel, double penalty) {
    double[] errors = new double[plan.rounds().size() * people()];
    for (int round = 0; round < plan.rounds().size(); round++) {
      Folds folds = plan.rounds().get(round);
      for (int fold = 0; fold < folds.count(); fold++) {
        int[] held = folds.members(fold);
        double[] own = heldOut(kernel, held, penalty);
        for (int i = 0; i < held.length; i++) {
          errors[round * people() + held[i]] = own[i];
        }
      }
    }
    return errors;
  }

  /** Returns y - yhat of the people held out, everything refitted on the others. */
  double[] heldOut(double[][] kernel, int[] held, double penalty) {
    int[] others =
        IntStream.range(0, people())
            .filter(i -> Arrays.stream(held).noneMatch(j -> j == i))
            .toArray();
    int[] columns = Dense.range(design[0].length);
    double[][] v = Dense.covariance(Dense.select(kernel, others, others), 1, penalty);
    double[][] inverse = Dense.inverse(v);
    double[][] z = Dense.select(design, others, columns);
    double[] trait = Dense.select(y, others);
    double[] b =
        Dense.times(
            Dense.inverse(Dense.times(Dense.transpose(z), inverse, z)),
            Dense.times(Dense.times(Dense.transpose(z), inverse), trait));
    double[] left = new double[others.length];
    double[] zb = Dense.times(z, b);
    Arrays.setAll(left, i -> trait[i] - zb[i]);
    double[] dual = Dense.times(inverse, left);
    double[] random = Dense.times(Dense.select(kernel, held, others), dual);
    double[] fixed = Dense.times(Dense.select(design, held, columns), b);
    double[] errors = new double[held.length];
    Arrays.setAll(errors, i -> y[held[i]] - fixed[i] - random[i]);
    return errors;
  }

  /** Returns two kernels mixed by the definition. */
  double[][] mixed(double share) {
    return mixed(new double[] {share, 1 - share});
  }

  /** Returns K as mixed by the definition: every kernel divided by c = tr(P_0 K) / (n - q). */
  double[][] mixed(double[] shares) {
    double[][] contrasts = Dense.contrasts(design);
    double[][] sum = new double[people()][people()];
    for (int k = 0; k < shares.length; k++) {
      double[][] kernel = kernels.get(k);
      double c = Dense.trace(Dense.times(contrasts, kernel)) / (people() - design[0].length);
      sum = Dense.combine(1, sum, shares[k] / c, kernel);
    }
    return sum;
  }
}
