package genontk.ridge;

import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Held-out errors of every fold and penalty without a factorisation: one Lanczos column a fold and
 * trait, all stepped together.
 *
 * <p>The vectors kept never take more numbers than a kernel does; where that ends before a solution
 * is exact, the spectrum is hard and there is no answer.
 */
final class LanczosFolds {

  /**
   * From how many people on, for each column, stepping beats an eigendecomposition: timed by the
   * benchmark of both routes on one neural tangent kernel with 5 folds.
   */
  static final int PEOPLE_PER_COLUMN = 10;

  /** How many steps room is kept for when columns are put together. */
  private static final int USUAL_STEPS = 64;

  /** Numbers that may be kept whatever n is (32 MB). */
  private static final long ROOM = 1L << 22;

  private final Matrix y;
  private final List<FoldSpace> folds;
  private final int rounds;
  private final LinearAlgebra algebra;
  private final Execution execution;

  LanczosFolds(
      Matrix y, List<FoldSpace> folds, int rounds, LinearAlgebra algebra, Execution execution) {
    this.y = y;
    this.folds = folds;
    this.rounds = rounds;
    this.algebra = algebra;
    this.execution = execution;
  }

  /** Returns how many vectors of n numbers may be kept. */
  static int mostVectors(int people) {
    long numbers = Math.max(ROOM, (long) people * people);
    return (int) Math.min(Integer.MAX_VALUE, numbers / people);
  }

  private record Place(int kernel, int trait, FoldSpace fold) {}

  /**
   * Returns the errors of the people held out.
   *
   * @param kernels mixtures of one candidate
   * @param penalties those of each, ascending
   * @return of each kernel, by trait, penalty, and person of each round; empty for one whose
   *     spectrum is hard
   */
  List<Optional<double[][][]>> errors(List<MixedKernel> kernels, List<double[]> penalties) {
    List<double[][][]> errors = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (int k = 0; k < kernels.size(); k++) {
      errors.add(new double[y.columns()][penalties.get(k).length][rounds * y.rows()]);
      for (int trait = 0; trait < y.columns(); trait++) {
        for (FoldSpace fold : folds) {
          places.add(new Place(k, trait, fold));
        }
      }
    }
    boolean[] hard = new boolean[kernels.size()];
    int most = mostVectors(y.rows());
    int batch = Math.max(folds.size(), most / USUAL_STEPS);
    for (int from = 0; from < places.size(); from += batch) {
      List<Place> some =
          places.subList(from, Math.min(places.size(), from + batch)).stream()
              .filter(place -> !hard[place.kernel])
              .toList();
      run(some, kernels, penalties, most, errors, hard);
    }
    List<Optional<double[][][]>> found = new ArrayList<>();
    for (int k = 0; k < hard.length; k++) {
      found.add(hard[k] ? Optional.empty() : Optional.of(errors.get(k)));
    }
    return found;
  }

  private void run(
      List<Place> places,
      List<MixedKernel> kernels,
      List<double[]> penalties,
      int most,
      List<double[][][]> errors,
      boolean[] hard) {
    if (places.isEmpty()) {
      return;
    }
    List<LanczosColumn> columns = new ArrayList<>();
    for (Place place : places) {
      columns.add(
          new LanczosColumn(
              place.fold,
              kernels.get(place.kernel),
              y.columnValues(place.trait),
              penalties.get(place.kernel)));
    }
    Candidate candidate = kernels.get(0).candidate();
    Lanczos.run(candidate, columns, most / columns.size(), algebra, execution);
    for (int c = 0; c < columns.size(); c++) {
      Place place = places.get(c);
      if (!columns.get(c).isSettled()) {
        hard[place.kernel] = true;
        continue;
      }
      double[][] ofTrait = errors.get(place.kernel)[place.trait];
      for (int k = 0; k < ofTrait.length; k++) {
        double[] held = columns.get(c).heldErrors(penalties.get(place.kernel)[k]);
        for (int i = 0; i < held.length; i++) {
          ofTrait[k][place.fold.offset() + place.fold.held()[i]] = held[i];
        }
      }
    }
  }
}
