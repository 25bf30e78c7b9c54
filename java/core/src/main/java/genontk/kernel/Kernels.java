package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Computes all kernels of a fit or a prediction; pairwise ones of one coding share one pass over
 * the genotypes.
 */
public final class Kernels {

  private Kernels() {}

  /**
   * The kernels of the training people.
   *
   * @param kernels the kernels, with what they learnt
   * @param matrices the symmetric matrix of each kernel (n x n)
   * @param people the training people, with their norms
   */
  public record Trained(List<Kernel> kernels, List<Matrix> matrices, Gram.People people) {}

  /**
   * The kernels of new people with the training people.
   *
   * @param matrices the matrix of each kernel (new people x training people)
   * @param diagonals K(x, x) of the new people by each kernel
   * @param fresh the new people, with their norms
   */
  public record Cross(List<Matrix> matrices, List<double[]> diagonals, Gram.People fresh) {}

  /**
   * Computes the kernels of the training people.
   *
   * @param kernels the kernels, at least one
   * @param x the standardised genotypes of the training people (n x p)
   * @param precision the precision of the inner products
   * @throws InvalidInput if a kernel cannot learn its median distance from these people
   * @throws genontk.error.Cancelled if a stop was asked for
   */
  public static Trained train(
      List<? extends Kernel> kernels,
      StandardizedGenotypes x,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    CodedKernels.requireCodes(kernels, x);
    List<Matrix> matrices = gaps(kernels.size());
    List<Kernel> trained = new ArrayList<>(kernels);
    Gram.People people = null;
    for (CodedKernels part : CodedKernels.of(kernels)) {
      StandardizedGenotypes coded = x.coded(part.coding());
      Trained made = OneCoding.train(part.kernels(), coded, precision, algebra, execution);
      part.place(made.matrices(), matrices);
      part.place(made.kernels(), trained);
      people = people == null ? made.people() : people;
    }
    return new Trained(List.copyOf(trained), List.copyOf(matrices), people);
  }

  /**
   * Returns the kernels with what they learn from the training people. Matrices are computed only
   * if a kernel learns.
   *
   * @param x the standardised genotypes of the training people (n x p)
   * @param precision the precision of the inner products
   * @throws InvalidInput if a kernel cannot learn its median distance from these people
   * @throws genontk.error.Cancelled if a stop was asked for
   */
  public static List<Kernel> learn(
      List<? extends Kernel> kernels,
      StandardizedGenotypes x,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    boolean learns =
        kernels.stream().anyMatch(k -> k instanceof PairwiseKernel pairwise && pairwise.learns());
    return learns
        ? train(kernels, x, precision, algebra, execution).kernels()
        : List.copyOf(kernels);
  }

  /**
   * Computes the kernels of new people with the training people.
   *
   * @param trained the kernels, with what they learnt from the training people
   * @param fresh the genotypes of the new people, standardised as the training people's (m x p)
   * @param training the standardised genotypes of the training people (n x p)
   * @param precision the precision of the inner products
   * @throws InvalidInput if a kernel has not learnt its median distance
   * @throws genontk.error.Cancelled if a stop was asked for
   */
  public static Cross cross(
      List<? extends Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    requireLearnt(trained);
    List<Matrix> matrices = gaps(trained.size());
    List<double[]> diagonals = gaps(trained.size());
    Gram.People people = null;
    for (CodedKernels part : CodedKernels.of(trained)) {
      StandardizedGenotypes rows = fresh.coded(part.coding());
      StandardizedGenotypes columns = training.coded(part.coding());
      Cross made = OneCoding.cross(part.kernels(), rows, columns, precision, algebra, execution);
      part.place(made.matrices(), matrices);
      part.place(made.diagonals(), diagonals);
      people = people == null ? made.fresh() : people;
    }
    return new Cross(List.copyOf(matrices), List.copyOf(diagonals), people);
  }

  /**
   * Products of the kernels of new people with a vector.
   *
   * @param products K*_k d, one column per kernel (new people x kernels)
   * @param fresh the new people, with their norms
   */
  public record Scores(Matrix products, Gram.People fresh) {}

  /**
   * Computes K*_k d for the kernels K*_k of new people with the training people, where possible
   * without holding a whole K*_k.
   *
   * @param trained the kernels, with what they learnt from the training people
   * @param fresh the genotypes of the new people, standardised as the training people's (m x p)
   * @param training the standardised genotypes of the training people (n x p)
   * @param dual the vector d (n)
   * @param precision the precision of the inner products
   * @throws InvalidInput if a kernel has not learnt its median distance
   * @throws genontk.error.Cancelled if a stop was asked for
   */
  public static Scores score(
      List<? extends Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      double[] dual,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    requireLearnt(trained);
    Matrix products = Matrix.zeros(fresh.people(), trained.size());
    Gram.People people = null;
    for (CodedKernels part : CodedKernels.of(trained)) {
      StandardizedGenotypes rows = fresh.coded(part.coding());
      StandardizedGenotypes columns = training.coded(part.coding());
      Scores made =
          OneCoding.score(part.kernels(), rows, columns, dual, precision, algebra, execution);
      for (int k = 0; k < part.places().size(); k++) {
        double[] scores = made.products().columnValues(k);
        int start = products.start(part.places().get(k));
        System.arraycopy(scores, 0, products.data(), start, scores.length);
      }
      people = people == null ? made.fresh() : people;
    }
    return new Scores(products, people);
  }

  /** Returns the largest number of doubles that {@link #score} holds. */
  public static double scoreDoubles(
      List<? extends Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra) {
    int rows = fresh.people();
    int columns = training.people();
    int kernels = trained.size();
    return OneCoding.stripped(trained, fresh, training, precision, algebra).isEmpty()
        ? crossDoubles(trained, rows, columns, training.snps()) + (double) kernels * rows * columns
        : ScorePass.doubles(kernels, rows, columns, training.snps());
  }

  /** Returns the largest number of doubles that {@link #train} holds beyond its result. */
  public static double trainDoubles(List<? extends Kernel> kernels, int people, int snps) {
    return doubles(kernels, people, people, true, snps);
  }

  /** Returns the largest number of doubles that {@link #cross} holds beyond its result. */
  public static double crossDoubles(
      List<? extends Kernel> kernels, int fresh, int training, int snps) {
    return doubles(kernels, fresh, training, false, snps);
  }

  private static double doubles(
      List<? extends Kernel> kernels, int rows, int columns, boolean square, int snps) {
    double people = square ? columns : (double) rows + columns;
    double pairwise = 0;
    double empirical = 0;
    for (Kernel kernel : kernels) {
      if (kernel instanceof EmpiricalNeuralTangentKernel one) {
        empirical = Math.max(empirical, people * snps + EmpiricalPass.doubles(one, people, snps));
      } else if (kernel instanceof PairwiseKernel one) {
        double observed = one.countsObserved() ? (double) rows * columns : 0;
        pairwise =
            Math.max(pairwise, GramPass.blockDoubles(rows, columns, square, snps) + observed);
      }
    }
    return Math.max(pairwise, empirical);
  }

  private static void requireLearnt(List<? extends Kernel> kernels) {
    for (Kernel kernel : kernels) {
      if (kernel instanceof PairwiseKernel pairwise && pairwise.learns()) {
        throw InvalidInput.of(
            "The kernel '%s' has not learnt its median distance; give the one that the training"
                + " people's kernel came with.",
            kernel.name());
      }
    }
  }

  private static <T> List<T> gaps(int count) {
    return new ArrayList<>(Collections.nCopies(count, null));
  }
}
