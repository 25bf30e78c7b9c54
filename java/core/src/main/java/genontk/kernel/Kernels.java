package genontk.kernel;

import genontk.error.InvalidInput;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Device;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    List<Matrix> matrices = zeros(kernels.size(), x.people(), x.people());
    List<Kernel> trained = new ArrayList<>(kernels);
    Gram.People people = null;
    Pairwise pairwise = Pairwise.of(kernels, matrices);
    if (!pairwise.isEmpty()) {
      boolean learns = pairwise.kernels.stream().anyMatch(PairwiseKernel::learns);
      PairwiseTransform transform =
          new PairwiseTransform(pairwise.kernels, pairwise.outputs, execution);
      GramPass.Strips strips = learns ? GramPass.Strips.KEPT : transform;
      Gram gram =
          pairwise.runsOn(algebra, precision)
              ? pairwise.onDevice(x, x, algebra, execution, transform)
              : pairwise.gram(x, x, precision, algebra, execution, strips);
      if (learns) {
        pairwise.learn(gram, trained, execution);
        GramPass.replay(gram, execution, transform);
      }
      transform.finish(gram);
      people = gram.rows();
    }
    if (pairwise.kernels.size() < kernels.size()) {
      Dense dense = Dense.of(x, execution);
      for (int k = 0; k < kernels.size(); k++) {
        if (kernels.get(k) instanceof EmpiricalNeuralTangentKernel empirical) {
          new EmpiricalPass(
                  empirical, dense.values, dense.values, matrices.get(k), algebra, execution)
              .run();
        }
      }
      people = dense.people;
    }
    return new Trained(List.copyOf(trained), matrices, people);
  }

  /**
   * Returns the kernels with what they learn from the training people; their matrices are computed
   * only where one learns.
   *
   * @param x the training people's standardised genotypes (n x p)
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
   * @param fresh the new people's genotypes, standardised by what the training people taught
   * @param training the training people's
   * @throws InvalidInput if a kernel has not learnt what it is to learn
   */
  public static Cross cross(
      List<? extends Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    requireLearnt(trained);
    List<Matrix> matrices = zeros(trained.size(), fresh.people(), training.people());
    double[][] diagonals = new double[trained.size()][];
    Gram.People people = null;
    Pairwise pairwise = Pairwise.of(trained, matrices);
    if (!pairwise.isEmpty()) {
      PairwiseTransform transform =
          new PairwiseTransform(pairwise.kernels, pairwise.outputs, execution);
      Gram gram =
          pairwise.runsOn(algebra, precision)
              ? pairwise.onDevice(fresh, training, algebra, execution, transform)
              : pairwise.gram(fresh, training, precision, algebra, execution, transform);
      transform.finish(gram);
      people = gram.rows();
      for (int k = 0; k < pairwise.kernels.size(); k++) {
        diagonals[pairwise.places.get(k)] = pairwise.kernels.get(k).diagonal(people);
      }
    }
    if (pairwise.kernels.size() < trained.size()) {
      Dense left = Dense.of(fresh, execution);
      Dense right = Dense.of(training, execution);
      for (int k = 0; k < trained.size(); k++) {
        if (trained.get(k) instanceof EmpiricalNeuralTangentKernel empirical) {
          EmpiricalPass pass =
              new EmpiricalPass(
                  empirical, left.values, right.values, matrices.get(k), algebra, execution);
          pass.run();
          diagonals[k] = pass.diagonal();
        }
      }
      people = left.people;
    }
    return new Cross(matrices, List.of(diagonals), people);
  }

  /**
   * What the kernels of new people say by themselves.
   *
   * @param products K*_k d, a column a kernel (new people x kernels)
   * @param fresh the new people
   */
  public record Scores(Matrix products, Gram.People fresh) {}

  /**
   * Computes K*_k d of new people, K*_k their kernels with the training people, which need not be
   * held as a whole.
   *
   * @param dual d (n)
   * @throws InvalidInput if a kernel has not learnt what it is to learn
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
    Matrix column = Matrix.column(dual);
    Matrix products = Matrix.zeros(fresh.people(), trained.size());
    List<PairwiseKernel> stripped = stripped(trained, fresh, training, precision, algebra);
    if (!stripped.isEmpty()) {
      ScorePass pass = new ScorePass(stripped, fresh, training, algebra, execution);
      pass.run(column, products);
      return new Scores(products, pass.fresh());
    }
    Cross cross = cross(trained, fresh, training, precision, algebra, execution);
    for (int k = 0; k < trained.size(); k++) {
      Matrix place = products.block(0, k, products.rows(), 1);
      algebra.multiply(1, cross.matrices().get(k), false, column, false, 0, place);
    }
    return new Scores(products, cross.fresh());
  }

  /** Returns how many doubles {@link #score} holds at the most. */
  public static double scoreDoubles(
      List<? extends Kernel> trained,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra) {
    int rows = fresh.people();
    int columns = training.people();
    int kernels = trained.size();
    return stripped(trained, fresh, training, precision, algebra).isEmpty()
        ? crossDoubles(trained, rows, columns, training.snps()) + (double) kernels * rows * columns
        : ScorePass.doubles(kernels, rows, columns, training.snps());
  }

  /** Returns the kernels where each can do with strips of inner products, otherwise none. */
  private static List<PairwiseKernel> stripped(
      List<? extends Kernel> kernels,
      StandardizedGenotypes fresh,
      StandardizedGenotypes training,
      Precision precision,
      LinearAlgebra algebra) {
    boolean pairwise =
        precision == Precision.DOUBLE
            && algebra.device().isEmpty()
            && kernels.stream().allMatch(PairwiseKernel.class::isInstance);
    List<PairwiseKernel> all =
        pairwise ? kernels.stream().map(PairwiseKernel.class::cast).toList() : List.of();
    return pairwise && ScorePass.serves(all, fresh, training) ? all : List.of();
  }

  /** Returns how many doubles {@link #train} holds at the most besides the kernels' matrices. */
  public static double trainDoubles(List<? extends Kernel> kernels, int people, int snps) {
    return doubles(kernels, people, people, true, snps);
  }

  /** Returns how many doubles {@link #cross} holds at the most besides the kernels' matrices. */
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

  private static List<Matrix> zeros(int count, int rows, int columns) {
    return Stream.generate(() -> Matrix.zeros(rows, columns)).limit(count).toList();
  }

  /** X as a whole (n x p), which networks need. */
  private record Dense(Matrix values, Gram.People people) {

    static Dense of(StandardizedGenotypes x, Execution execution) {
      Matrix values = Matrix.zeros(x.people(), x.snps());
      x.read(0, values, execution.threads());
      Gram.People people = new Gram.People(x);
      people.add(values, execution.threads());
      people.complete();
      return new Dense(values, people);
    }
  }

  /** The kernels that share the inner products, where they stand, and where they go. */
  private record Pairwise(
      List<PairwiseKernel> kernels, List<Integer> places, List<Matrix> outputs) {

    static Pairwise of(List<? extends Kernel> all, List<Matrix> matrices) {
      Pairwise pairwise = new Pairwise(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int k = 0; k < all.size(); k++) {
        if (all.get(k) instanceof PairwiseKernel kernel) {
          pairwise.kernels.add(kernel);
          pairwise.places.add(k);
          pairwise.outputs.add(matrices.get(k));
        }
      }
      return pairwise;
    }

    boolean isEmpty() {
      return kernels.isEmpty();
    }

    /** Returns whether inner products can stay on a device until they are kernels. */
    boolean runsOn(LinearAlgebra algebra, Precision precision) {
      return algebra.device().isPresent()
          && precision == Precision.DOUBLE
          && kernels.stream().allMatch(kernel -> kernel.runsOnDevice());
    }

    Gram onDevice(
        StandardizedGenotypes rows,
        StandardizedGenotypes columns,
        LinearAlgebra algebra,
        Execution execution,
        PairwiseTransform transform) {
      Device device = algebra.device().orElseThrow();
      return DeviceGram.run(rows, columns, kernels, outputs, transform, device, execution);
    }

    Gram gram(
        StandardizedGenotypes rows,
        StandardizedGenotypes columns,
        Precision precision,
        LinearAlgebra algebra,
        Execution execution,
        GramPass.Strips strips) {
      boolean counts =
          kernels.stream().anyMatch(PairwiseKernel::countsObserved)
              && (rows.missesAny() || columns.missesAny());
      Matrix observed = counts ? Matrix.zeros(rows.people(), columns.people()) : null;
      return GramPass.run(
          rows, columns, outputs.get(0), observed, precision, algebra, execution, strips);
    }

    void learn(Gram gram, List<Kernel> trained, Execution execution) {
      for (int k = 0; k < kernels.size(); k++) {
        kernels.set(k, kernels.get(k).trainedOn(gram, execution));
        trained.set(places.get(k), kernels.get(k));
      }
    }
  }
}
