package genontk.network;

import genontk.comparison.Method;
import genontk.comparison.Round;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.SnpFilter;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.linalg.Matrix;
import genontk.run.Threads;
import java.util.Arrays;
import java.util.List;

/**
 * A multilayer perceptron on the SNPs, centred by the training people's means. It learns the trait
 * less its training mean, over its deviation; covariates besides the intercept are left to the
 * caller, who gives an adjusted trait.
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
  public double[] predict(Round round) {
    int[] training = people(round.split().training());
    Standardization standardization =
        Standardization.learn(
            genotypes, training, Scale.CENTER, SnpFilter.none(), round.execution());
    double mean = Arrays.stream(round.y()).average().orElse(0);
    double squares = Arrays.stream(round.y()).map(y -> (y - mean) * (y - mean)).sum();
    double deviation = Math.sqrt(squares / round.y().length);
    float[] target = new float[round.y().length];
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) ((round.y()[i] - mean) / deviation);
    }
    float[] predicted =
        new Perceptron(settings, seed + round.number())
            .learn(
                matrix(training, standardization),
                target,
                matrix(people(round.split().test()), standardization),
                round.execution().cancellation());
    double[] y = new double[predicted.length];
    Arrays.setAll(y, i -> mean + deviation * predicted[i]);
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
