package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;

/** All kernels of one fit or prediction. The pairwise ones share one pass over the genotypes. */
public final class Kernels {

  private Kernels() {}

  /**
   * The kernels of the training people.
   *
   * @param kernels the kernels, with what they learnt
   * @param matrices each kernel's matrix (n x n), symmetric
   * @param people the training people
   */
  public record Trained(List<Kernel> kernels, List<Matrix> matrices, Gram.People people) {}

  /**
   * The kernels of new people with the training people.
   *
   * @param matrices each kernel's matrix (new people x training people)
   * @param diagonals each kernel's K(x, x) of the new people
   * @param fresh the new people
   */
  public record Cross(List<Matrix> matrices, List<double[]> diagonals, Gram.People fresh) {}

  /**
   * Computes the kernels of the training people.
   *
   * @param kernels at least one
   * @param x their standardised genotypes (n x p)
   */
  public static Trained train(
      List<? extends Kernel> kernels,
      StandardizedGenotypes x,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    Sorted sorted = Sorted.of(kernels, x.people(), x.people());
    Matrix observed = sorted.observed(x, x);
    boolean learns = sorted.pairwise.stream().anyMatch(PairwiseKernel::learns);
    PairwiseTransform transform = new PairwiseTransform(sorted.pairwise, sorted.outputs, execution);
    Gram gram =
        GramPass.run(
            x,
            x,
            sorted.outputs.get(0),
            observed,
            precision,
            algebra,
            execution,
            learns ? GramPass.Strips.KEPT : transform);
    if (learns) {
      sorted.pairwise.replaceAll(kernel -> kernel.trainedOn(gram, execution));
      GramPass.replay(gram, execution, transform);
    }
    transform.finish(gram);
    return new Trained(sorted.kernels(), sorted.matrices(), gram.rows());
  }

  /**
   * Computes the kernels of new people with the training people.
   *
   * @param trained the kernels, with what they learnt from the training people
   * @param fresh the new people's genotypes, standardised by what the training people taught
   * @param training the training people's
   */
  public static Cross cross(
      List<? extends Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    Sorted sorted = Sorted.of(trained, fresh.people(), training.people());
    PairwiseTransform transform = new PairwiseTransform(sorted.pairwise, sorted.outputs, execution);
    Gram gram =
        GramPass.run(
            fresh,
            training,
            sorted.outputs.get(0),
            sorted.observed(fresh, training),
            precision,
            algebra,
            execution,
            transform);
    transform.finish(gram);
    List<double[]> diagonals = new ArrayList<>();
    for (PairwiseKernel kernel : sorted.pairwise) {
      diagonals.add(kernel.diagonal(gram.rows()));
    }
    return new Cross(sorted.matrices(), List.copyOf(diagonals), gram.rows());
  }

  /** Returns how many doubles {@link #train} holds at the most besides the kernels' matrices. */
  public static double trainDoubles(List<? extends Kernel> kernels, int people, int snps) {
    return GramPass.blockDoubles(people, snps)
        + (countsObserved(kernels) ? (double) people * people : 0);
  }

  /** Returns how many doubles {@link #cross} holds at the most besides the kernels' matrices. */
  public static double crossDoubles(
      List<? extends Kernel> kernels, int fresh, int training, int snps) {
    return GramPass.blockDoubles(fresh + training, snps)
        + (countsObserved(kernels) ? (double) fresh * training : 0);
  }

  private static boolean countsObserved(List<? extends Kernel> kernels) {
    return kernels.stream()
        .anyMatch(kernel -> kernel instanceof PairwiseKernel one && one.countsObserved());
  }

  /** The kernels by what they are made from. */
  private record Sorted(List<PairwiseKernel> pairwise, List<Matrix> outputs) {

    static Sorted of(List<? extends Kernel> kernels, int rows, int columns) {
      List<PairwiseKernel> pairwise = new ArrayList<>();
      List<Matrix> outputs = new ArrayList<>();
      for (Kernel kernel : kernels) {
        pairwise.add((PairwiseKernel) kernel);
        outputs.add(Matrix.zeros(rows, columns));
      }
      return new Sorted(pairwise, outputs);
    }

    Matrix observed(StandardizedGenotypes rows, StandardizedGenotypes columns) {
      return countsObserved(pairwise) && (rows.missesAny() || columns.missesAny())
          ? Matrix.zeros(rows.people(), columns.people())
          : null;
    }

    List<Kernel> kernels() {
      return List.copyOf(pairwise);
    }

    List<Matrix> matrices() {
      return List.copyOf(outputs);
    }
  }
}
