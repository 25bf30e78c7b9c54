package genontk.ridge;

import genontk.Dense;
import genontk.TestData;
import genontk.design.FixedEffects;
import genontk.design.Records;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A ridge regression of weighted people, with its answer by refitting and by repeated rows. */
record WeightedCase(RidgeCase data, double[] weights) {

  /** One, two or three copies of each person. */
  static WeightedCase ofCopies(RidgeCase data) {
    double[] weights = new double[data.people()];
    Arrays.setAll(weights, i -> 1 + i * i % 3);
    return new WeightedCase(data, weights);
  }

  /** Weights from .2 to 4. */
  static WeightedCase fractional(RidgeCase data) {
    double[] weights = TestData.normal(data.people(), 123);
    Arrays.setAll(weights, i -> Math.max(0.2, Math.min(4, Math.exp(weights[i]))));
    return new WeightedCase(data, weights);
  }

  /** Returns the person of each repeated row. */
  int[] rows() {
    return IntStream.range(0, weights.length)
        .flatMap(i -> IntStream.generate(() -> i).limit(Math.round(weights[i])))
        .toArray();
  }

  /** Returns the case of repeated rows, each person as often as their weight says. */
  RidgeCase repeated() {
    return selected(rows());
  }

  /** Returns the case of some rows with their folds. */
  RidgeCase selected(int[] rows) {
    List<Folds> rounds =
        data.plan().rounds().stream()
            .map(
                round ->
                    Folds.labelled(
                        Arrays.stream(rows).mapToObj(round.namesOfPeople()::get).toList()))
            .toList();
    return new RidgeCase(
        data.kernels().stream().map(kernel -> Dense.select(kernel, rows, rows)).toList(),
        Dense.select(data.design(), rows, Dense.range(data.design()[0].length)),
        Dense.select(data.y(), rows),
        new FoldPlan(rounds));
  }

  PersonWeights personWeights() {
    return PersonWeights.of(weights.length, weights);
  }

  FixedEffects fixed() {
    Matrix scaled = new Records(weights.length, null, weights).scaled(Dense.matrix(data.design()));
    return TestData.fixed(Dense.of(scaled));
  }

  RidgeProblem problem() {
    return new RidgeProblem(List.of(data.candidate()), fixed(), Matrix.column(data.y()), weights);
  }

  RidgeFit fit(double[] penalties, Rule rule) {
    return fit(new KernelRidge(penalties, rule), false);
  }

  RidgeFit fit(KernelRidge ridge, boolean diagnosed) {
    return ridge
        .fit(problem(), data.plan(), diagnosed, TestData.algebra(), Execution.quiet())
        .get(0);
  }

  KernelScales parts() {
    return KernelScales.of(
        data.candidate(), personWeights(), fixed(), TestData.algebra(), Execution.quiet());
  }

  double total() {
    return Arrays.stream(weights).sum();
  }

  /** Returns K + lambda W^-1. */
  double[][] covariance(double[][] kernel, double penalty) {
    double[] residual = Arrays.stream(weights).map(weight -> penalty / weight).toArray();
    return Dense.combine(1, kernel, 1, Dense.diagonal(residual));
  }

  /** Returns tr(P_0 W^1/2 K_k W^1/2). */
  double trace(int k) {
    double[][] root = Dense.diagonal(Arrays.stream(weights).map(Math::sqrt).toArray());
    double[][] scaled = Dense.times(root, data.kernels().get(k), root);
    return Dense.trace(Dense.times(Dense.contrasts(Dense.times(root, data.design())), scaled));
  }

  /** Returns K mixed by the definition: each kernel over tr(P_0 W^1/2 K W^1/2) / (sum w - q). */
  double[][] mixed(double... shares) {
    double[][] sum = new double[weights.length][weights.length];
    for (int k = 0; k < shares.length; k++) {
      double unit = trace(k) / (total() - data.design()[0].length);
      sum = Dense.combine(1, sum, shares[k] / unit, data.kernels().get(k));
    }
    return sum;
  }

  /** Returns y - yhat of everyone in each round, every fold refitted from the definition. */
  double[] refitted(double[][] kernel, double penalty) {
    int n = weights.length;
    double[] errors = new double[data.plan().rounds().size() * n];
    for (int round = 0; round < data.plan().rounds().size(); round++) {
      Folds folds = data.plan().rounds().get(round);
      for (int fold = 0; fold < folds.count(); fold++) {
        int[] held = folds.members(fold);
        double[] own = heldOut(kernel, held, penalty);
        for (int i = 0; i < held.length; i++) {
          errors[round * n + held[i]] = own[i];
        }
      }
    }
    return errors;
  }

  double[] heldOut(double[][] kernel, int[] held, double penalty) {
    int[] others =
        IntStream.range(0, weights.length)
            .filter(i -> Arrays.stream(held).noneMatch(j -> j == i))
            .toArray();
    double[][] v = Dense.select(covariance(kernel, penalty), others, others);
    int[] columns = Dense.range(data.design()[0].length);
    double[][] z = Dense.select(data.design(), others, columns);
    double[] y = Dense.select(data.y(), others);
    double[] dual = Dense.times(Dense.projection(v, z), y);
    double[] b = effects(v, z, y);
    double[] random = Dense.times(Dense.select(kernel, held, others), dual);
    double[] fixed = Dense.times(Dense.select(data.design(), held, columns), b);
    double[] errors = Dense.select(data.y(), held);
    Arrays.setAll(errors, i -> errors[i] - fixed[i] - random[i]);
    return errors;
  }

  /** Returns (Z'V^-1 Z)^-1 Z'V^-1 y. */
  static double[] effects(double[][] v, double[][] z, double[] y) {
    double[][] zv = Dense.times(Dense.transpose(z), Dense.inverse(v));
    return Dense.times(Dense.inverse(Dense.times(zv, z)), Dense.times(zv, y));
  }

  /** Returns sum w e^2 / sum w. */
  double meanSquare(double[] errors) {
    double sum = 0;
    for (int i = 0; i < errors.length; i++) {
      sum += weights[i % weights.length] * errors[i] * errors[i];
    }
    return sum / total() / (errors.length / weights.length);
  }
}
