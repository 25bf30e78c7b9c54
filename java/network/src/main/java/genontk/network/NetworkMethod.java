package genontk.network;

import genontk.comparison.Method;
import genontk.comparison.SplitData;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;

/**
 * A multilayer perceptron on the SNPs, centred by the training people's means. It learns the trait
 * less what the covariates explain by least squares in the training people, over its deviation.
 *
 * @param genotypes where the people's genotypes stand
 * @param rows of the people among them
 * @param seed of the weights, the validation people and the order of training
 * @param settings how it is trained
 */
public record NetworkMethod(Genotypes genotypes, int[] rows, long seed, NetworkSettings settings)
    implements Method {

  @Override
  public List<Kernel> kernels() {
    return List.of();
  }

  @Override
  public double[] predict(SplitData round) {
    int[] training = people(round.split().training());
    Standardization standardization =
        Standardization.learn(
            genotypes, training, Scale.CENTER, SnpFilter.none(), round.execution());
    LinearAlgebra algebra = round.algebra();
    Matrix basis = round.fixed().basis(round.execution().threads());
    Matrix effects = algebra.product(basis, true, Matrix.column(round.y()), false);
    double[] explained = algebra.product(basis, false, effects, false).toArray();
    round.fixed().solve(effects);
    double[] residuals = round.y().clone();
    Arrays.setAll(residuals, i -> residuals[i] - explained[i]);
    double squares = Arrays.stream(residuals).map(e -> e * e).sum();
    double deviation = Math.sqrt(squares / residuals.length);
    float[] target = new float[residuals.length];
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) (residuals[i] / deviation);
    }
    float[] predicted =
        new Perceptron(settings, seed + round.number())
            .learn(
                matrix(training, standardization),
                target,
                matrix(people(round.split().test()), standardization),
                round.execution().cancellation());
    double[] y = round.linear(effects.toArray()).toArray();
    Arrays.setAll(y, i -> y[i] + deviation * predicted[i]);
    return y;
  }

  private int[] people(int[] places) {
    return Arrays.stream(places).map(i -> rows[i]).toArray();
  }

  /** Returns the SNPs of each person. */
  private float[][] matrix(int[] people, Standardization standardization) {
    StandardizedGenotypes x = StandardizedGenotypes.training(genotypes, people, standardization);
    Matrix values = Matrix.zeros(x.people(), x.snps());
    x.read(0, values, Threads.of(1));
    float[][] persons = new float[x.people()][x.snps()];
    for (int i = 0; i < persons.length; i++) {
      for (int j = 0; j < persons[i].length; j++) {
        persons[i][j] = (float) values.get(i, j);
      }
    }
    return persons;
  }
}
