package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Held-out errors of every fold and penalty without a factorisation: one Lanczos column per fold,
 * trait and kernel, all stepped together.
 *
 * <p>The vectors kept hold no more numbers than two kernels. Columns that need more than their part
 * of this room continue one group of folds at a time. Where the room ends before a solution is
 * exact, the spectrum is hard, and there are no errors.
 */
final class LanczosFolds {

  /**
   * The number of people per column above which stepping is faster than an eigendecomposition.
   * Measured as the least of 15 to 60 runs of both on one thread of EJML, 25 penalties and 5 folds,
   * n = 20 to 300: 6 (one trait) and 3 (four traits) for the neural tangent kernel, 11 and 8 for an
   * additive one.
   */
  private static final int PEOPLE_PER_COLUMN = 8;

  /** The number of steps for which columns stepped together have room. */
  private static final int USUAL_STEPS = 64;

  /**
   * The number of steps per person above which an eigendecomposition is cheaper. Measured with
   * OpenBLAS, n = 1500 and an additive kernel of 1000 SNPs: 390 steps took 4.9 s of processor time,
   * the decomposition 1 s.
   */
  private static final double STEPS_PER_PERSON = 0.125;

  /** The number of doubles that may be kept whatever n is (32 MB). */
  private static final long LEAST_ROOM = 1L << 22;

  private final Matrix y;
  private final List<FoldSpace> folds;
  private final int rounds;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final Map<Place, LanczosColumn> kept = new HashMap<>();

  /**
   * Prepares the folds.
   *
   * @param y W^1/2 times the traits, one column each (n x t)
   */
  LanczosFolds(
      Matrix y, List<FoldSpace> folds, int rounds, LinearAlgebra algebra, Execution execution) {
    this.y = y;
    this.folds = folds;
    this.rounds = rounds;
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Returns whether stepping this many columns is faster than a factorisation. */
  static boolean pays(int people, int columns) {
    return people >= (long) PEOPLE_PER_COLUMN * columns;
  }

  /** Returns the number of steps that this many columns may take together. */
  static int mostSteps(int people, int columns) {
    int useful = Math.max(USUAL_STEPS, (int) (STEPS_PER_PERSON * people));
    return Math.min(useful, mostVectors(people) / columns);
  }

  /** Returns the number of vectors of n numbers that may be kept. */
  private static int mostVectors(int people) {
    long numbers = Math.max(LEAST_ROOM, (long) people * people);
    return (int) Math.min(Integer.MAX_VALUE, numbers / people);
  }

  /** A trait, a kernel and ascending penalties whose errors are computed. */
  record Wanted(KernelMixture kernel, int trait, double[] penalties) {}

  /** The kernel, trait and fold of a column. */
  private record Place(KernelMixture kernel, int trait, FoldSpace fold) {}

  /** One fold of a wanted trait and kernel. */
  private record Asked(int wanted, FoldSpace fold) {}

  /**
   * Returns W^1/2 times the errors of the people held out.
   *
   * @param wanted traits on mixtures of one candidate
   * @return the errors of each, by penalty and person of each round; empty where a spectrum is hard
   */
  List<Optional<double[][]>> errors(List<Wanted> wanted) {
    List<double[][]> errors = new ArrayList<>();
    List<Asked> asked = new ArrayList<>();
    for (int k = 0; k < wanted.size(); k++) {
      errors.add(new double[wanted.get(k).penalties.length][rounds * y.rows()]);
      for (FoldSpace fold : folds) {
        asked.add(new Asked(k, fold));
      }
    }
    boolean[] hard = new boolean[wanted.size()];
    int batch = Math.max(folds.size(), mostVectors(y.rows()) / USUAL_STEPS);
    boolean keep = asked.size() <= batch;
    for (int from = 0; from < asked.size(); from += batch) {
      List<Asked> some =
          asked.subList(from, Math.min(asked.size(), from + batch)).stream()
              .filter(one -> !hard[one.wanted])
              .toList();
      run(some, wanted, keep, errors, hard);
    }
    List<Optional<double[][]>> found = new ArrayList<>();
    for (int k = 0; k < hard.length; k++) {
      found.add(hard[k] ? Optional.empty() : Optional.of(errors.get(k)));
    }
    return found;
  }

  private void run(
      List<Asked> asked,
      List<Wanted> wanted,
      boolean keep,
      List<double[][]> errors,
      boolean[] hard) {
    if (asked.isEmpty()) {
      return;
    }
    Candidate candidate = wanted.get(0).kernel.candidate();
    List<LanczosColumn> columns = asked.stream().map(one -> column(one, wanted, keep)).toList();
    LanczosSteps.run(candidate, columns, mostSteps(y.rows(), columns.size()), algebra, execution);
    take(columns, asked, wanted, errors);
    List<Integer> slow =
        IntStream.range(0, columns.size())
            .filter(c -> !columns.get(c).isSettled())
            .boxed()
            .toList();
    for (int from = 0; from < slow.size(); from += folds.size()) {
      List<Integer> few = slow.subList(from, Math.min(slow.size(), from + folds.size()));
      List<LanczosColumn> own = few.stream().map(columns::get).toList();
      LanczosSteps.run(candidate, own, mostSteps(y.rows(), own.size()), algebra, execution);
      take(own, few.stream().map(asked::get).toList(), wanted, errors);
      for (int c : few) {
        if (!columns.get(c).isSettled()) {
          hard[asked.get(c).wanted] = true;
        }
        kept.values().remove(columns.get(c));
        columns.get(c).release();
      }
    }
  }

  /** Writes the errors of the settled columns, each to its own places. */
  private void take(
      List<LanczosColumn> columns,
      List<Asked> asked,
      List<Wanted> wanted,
      List<double[][]> errors) {
    execution
        .threads()
        .forEach(
            columns.size(),
            c -> {
              if (columns.get(c).isSettled()) {
                take(columns.get(c), asked.get(c), wanted, errors);
              }
            });
  }

  private static void take(
      LanczosColumn column, Asked asked, List<Wanted> wanted, List<double[][]> errors) {
    double[] penalties = wanted.get(asked.wanted).penalties;
    double[][] held = column.heldErrors(penalties);
    int[] people = asked.fold.held();
    for (int k = 0; k < penalties.length; k++) {
      double[] places = errors.get(asked.wanted)[k];
      for (int i = 0; i < people.length; i++) {
        places[asked.fold.offset() + people[i]] = held[k][i];
      }
    }
  }

  /** Returns the column kept from other penalties, or a new one. */
  private LanczosColumn column(Asked asked, List<Wanted> wanted, boolean keep) {
    Wanted own = wanted.get(asked.wanted);
    Place place = new Place(own.kernel, own.trait, asked.fold);
    LanczosColumn column = kept.get(place);
    if (column == null) {
      column = new LanczosColumn(asked.fold, own.kernel, y.columnValues(own.trait), own.penalties);
      if (keep) {
        kept.put(place, column);
      }
    } else {
      column.goOn(own.penalties);
    }
    return column;
  }
}
