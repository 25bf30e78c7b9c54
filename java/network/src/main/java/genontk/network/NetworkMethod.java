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
 * A multilayer perceptron on the SNPs, centred by the training people's means. It learns the
 * residuals of the trait after least squares on the covariates, divided by their standard
 * deviation.
 *
 * @param genotypes the genotypes of the people and perhaps of others
 * @param rows the rows of the n people
 * @param seed the seed of the weights, the validation people and the order of training
 * @param settings the settings of the training
 */
public record NetworkMethod(Genotypes genotypes, int[] rows, long seed, NetworkSettings settings)
    implements Method {

  @Override
  public List<Kernel> kernels() {
    return List.of();
  }

  @Override
  public double[] predict(SplitData data) {
    int[] training = people(data.split().training());
    Standardization standardization =
        Standardization.learn(
            genotypes, training, Scale.CENTER, SnpFilter.none(), data.execution());
    LinearAlgebra algebra = data.algebra();
    Matrix basis = data.fixed().basis(data.execution().threads());
    Matrix effects = algebra.product(basis, true, Matrix.column(data.y()), false);
    double[] explained = algebra.product(basis, false, effects, false).toArray();
    data.fixed().solve(effects);
    double[] residuals = data.y().clone();
    Arrays.setAll(residuals, i -> residuals[i] - explained[i]);
    double squares = Arrays.stream(residuals).map(e -> e * e).sum();
    double deviation = Math.sqrt(squares / residuals.length);
    float[] target = new float[residuals.length];
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) (residuals[i] / deviation);
    }
    float[] predicted =
        new Perceptron(settings, seed + data.number())
            .learn(
                matrix(training, standardization),
                target,
                matrix(people(data.split().test()), standardization),
                data.execution().cancellation());
    double[] y = data.linear(effects.toArray()).toArray();
    Arrays.setAll(y, i -> y[i] + deviation * predicted[i]);
    return y;
  }

  private int[] people(int[] places) {
    return Arrays.stream(places).map(i -> rows[i]).toArray();
  }

  /** Returns the centred SNPs of each person (people x p). */
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
