package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Held-out errors of every fold and penalty without a factorisation: one Lanczos column a fold,
 * trait and kernel, all stepped together.
 *
 * <p>The vectors kept never take more numbers than a kernel does; where that ends before a solution
 * is exact, the spectrum is hard and there is no answer.
 */
final class LanczosFolds {

  /**
   * From how many people on, for each column, stepping beats an eigendecomposition. Measured as the
   * least of 15 to 60 runs of both on one thread of EJML, 25 penalties and 5 folds, n = 20 to 300:
   * 6 (one trait) and 3 (four traits) for the neural tangent kernel, 11 and 8 for an additive one.
   */
  private static final int PEOPLE_PER_COLUMN = 8;

  /** How many steps room is kept for when columns are put together. */
  private static final int USUAL_STEPS = 64;

  /** Numbers that may be kept whatever n is (32 MB). */
  private static final long ROOM = 1L << 22;

  private final Matrix y;
  private final List<FoldSpace> folds;
  private final int rounds;
  private final LinearAlgebra algebra;
  private final Execution execution;
  private final Map<Place, LanczosColumn> kept = new HashMap<>();

  LanczosFolds(
      Matrix y, List<FoldSpace> folds, int rounds, LinearAlgebra algebra, Execution execution) {
    this.y = y;
    this.folds = folds;
    this.rounds = rounds;
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Returns whether stepping that many columns beats a factorisation. */
  static boolean pays(int people, int columns) {
    return people >= (long) PEOPLE_PER_COLUMN * columns;
  }

  /** Returns how many vectors of n numbers may be kept. */
  static int mostVectors(int people) {
    long numbers = Math.max(ROOM, (long) people * people);
    return (int) Math.min(Integer.MAX_VALUE, numbers / people);
  }

  /** A trait on a kernel at penalties, ascending. */
  record Wanted(MixedKernel kernel, int trait, double[] penalties) {}

  /** What a column belongs to. */
  private record Place(MixedKernel kernel, int trait, FoldSpace fold) {}

  /** A column that is wanted. */
  private record Asked(int wanted, FoldSpace fold) {}

  /**
   * Returns the errors of the people held out.
   *
   * @param wanted on mixtures of one candidate
   * @return of each wanted, by penalty, and person of each round; empty where a spectrum is hard
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
    int most = mostVectors(y.rows());
    int batch = Math.max(folds.size(), most / USUAL_STEPS);
    boolean keep = asked.size() <= batch;
    for (int from = 0; from < asked.size(); from += batch) {
      List<Asked> some =
          asked.subList(from, Math.min(asked.size(), from + batch)).stream()
              .filter(one -> !hard[one.wanted])
              .toList();
      run(some, wanted, most, keep, errors, hard);
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
      int most,
      boolean keep,
      List<double[][]> errors,
      boolean[] hard) {
    if (asked.isEmpty()) {
      return;
    }
    List<LanczosColumn> columns = asked.stream().map(one -> column(one, wanted, keep)).toList();
    Candidate candidate = wanted.get(0).kernel.candidate();
    Lanczos.run(candidate, columns, most / columns.size(), algebra, execution);
    for (int c = 0; c < columns.size(); c++) {
      Wanted own = wanted.get(asked.get(c).wanted);
      FoldSpace fold = asked.get(c).fold;
      if (!columns.get(c).isSettled()) {
        hard[asked.get(c).wanted] = true;
        continue;
      }
      double[][] places = errors.get(asked.get(c).wanted);
      for (int k = 0; k < places.length; k++) {
        double[] held = columns.get(c).heldErrors(own.penalties[k]);
        for (int i = 0; i < held.length; i++) {
          places[k][fold.offset() + fold.held()[i]] = held[i];
        }
      }
    }
  }

  /** Returns a column that was kept from other penalties, or a new one. */
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
