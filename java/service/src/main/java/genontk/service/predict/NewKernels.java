package genontk.service.predict;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Gram;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.kernel.KernelNotes;
import genontk.service.model.FittedModel;
import genontk.service.people.PeopleSource;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * New people and their kernels with the training people, one entry per component of the model.
 *
 * @param people the people to be predicted
 * @param present places of the people whom every kernel knows
 * @param matrices K* (people present x training people) for intervals; null without them
 * @param diagonals K(x*, x*) of the people present; null where it is unknown
 * @param products K* dual (people present x components)
 * @param messages notes for the user
 */
record NewKernels(
    NewPeople people,
    int[] present,
    List<Matrix> matrices,
    List<double[]> diagonals,
    Matrix products,
    List<String> messages) {

  /** Joins the people, and computes their kernels or takes them from the request. */
  static NewKernels of(
      Request request,
      FittedModel model,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    boolean whole = request.prediction().interval() != null;
    OwnNewKernels given = OwnNewKernels.of(request, model, exchange);
    List<PeopleSource> sources = new ArrayList<>();
    Genotypes genotypes = null;
    if (model.needsGenotypes()) {
      genotypes = required(request, exchange);
      sources.add(new PeopleSource("genotypes", genotypes.ids(), genotypes.people()));
    }
    sources.addAll(given.sources());
    if (sources.isEmpty()) {
      sources.add(NewPeople.ofData(request, exchange));
    }
    NewPeople people = NewPeople.of(request, exchange, model.summary().terms(), sources);
    List<String> messages = new ArrayList<>(people.messages());
    NewLevels levels = NewLevels.of(request, model, people);
    messages.addAll(levels.messages());
    int[] present = levels.present(people.present());
    int n = model.dual().length;
    int components = model.summary().components().size();
    MemoryBudget.require(
        MemoryBudget.doubles((whole ? components + 1.0 : 0) * present.length * n),
        Message.of("A prediction of %s people", present.length));
    Matrix dual = Matrix.column(model.dual());
    Matrix products = Matrix.zeros(present.length, components);
    List<Matrix> matrices = new ArrayList<>(Collections.nCopies(components, null));
    List<double[]> diagonals = new ArrayList<>(Collections.nCopies(components, null));
    if (genotypes != null) {
      NewGenotypes fresh = NewGenotypes.of(model, genotypes, rows(people, 0, present));
      messages.addAll(fresh.messages());
      for (FittedModel.SnpGroup group : model.snpGroups()) {
        Group made = new Group(model, group, fresh.x(), algebra, execution);
        Gram.People known = whole ? made.cross(matrices, diagonals) : made.score(products);
        messages.addAll(KernelNotes.zeroRows(known, group.snps() == null));
      }
    }
    int first = sources.size() - given.sources().size();
    int own = 0;
    for (int k = 0; k < components; k++) {
      if (levels.has(k)) {
        matrices.set(k, whole ? levels.kernel(k, present) : null);
        diagonals.set(k, levels.diagonal(present));
        double[] scores = levels.product(k, present, model.dual());
        System.arraycopy(scores, 0, products.data(), products.start(k), scores.length);
      }
      if (model.summary().components().get(k).isGiven()) {
        int[] rows = rows(people, first + own, present);
        matrices.set(k, given.kernel(own, rows));
        diagonals.set(k, given.diagonal(own, rows));
        own++;
      }
      if (matrices.get(k) != null) {
        Matrix place = products.block(0, k, present.length, 1);
        algebra.multiply(1, matrices.get(k), false, dual, false, 0, place);
      }
    }
    return new NewKernels(people, present, whole ? matrices : null, diagonals, products, messages);
  }

  /** Computes the kernels of components made from the same SNPs. */
  private record Group(
      FittedModel model,
      FittedModel.SnpGroup group,
      StandardizedGenotypes fresh,
      LinearAlgebra algebra,
      Execution execution) {

    private StandardizedGenotypes rows() {
      return fresh.subset(group.snps());
    }

    private StandardizedGenotypes columns() {
      return model.training().subset(group.snps());
    }

    private void require(double doubles) {
      MemoryBudget.require(
          MemoryBudget.doubles(doubles), Message.of("A prediction of %s people", fresh.people()));
    }

    /** Puts the kernels and their diagonals in the places of their components. */
    Gram.People cross(List<Matrix> matrices, List<double[]> diagonals) {
      StandardizedGenotypes rows = rows();
      StandardizedGenotypes columns = columns();
      require(Kernels.crossDoubles(group.kernels(), rows.people(), columns.people(), rows.snps()));
      Kernels.Cross made =
          Kernels.cross(group.kernels(), rows, columns, model.tilePrecision(), algebra, execution);
      for (int k = 0; k < group.components().size(); k++) {
        matrices.set(group.components().get(k), made.matrices().get(k));
        diagonals.set(group.components().get(k), made.diagonals().get(k));
      }
      return made.fresh();
    }

    /** Writes K* dual into the columns of the components. */
    Gram.People score(Matrix products) {
      StandardizedGenotypes rows = rows();
      StandardizedGenotypes columns = columns();
      require(Kernels.scoreDoubles(group.kernels(), rows, columns, model.tilePrecision(), algebra));
      Kernels.Scores made =
          Kernels.score(
              group.kernels(),
              rows,
              columns,
              model.dual(),
              model.tilePrecision(),
              algebra,
              execution);
      for (int k = 0; k < group.components().size(); k++) {
        double[] scores = made.products().columnValues(k);
        int start = products.start(group.components().get(k));
        System.arraycopy(scores, 0, products.data(), start, scores.length);
      }
      return made.fresh();
    }
  }

  /** Returns the new people's genotypes, which the request must name. */
  static Genotypes required(Request request, Exchange exchange) {
    if (request.genotypes().genotypes() == null) {
      throw new InvalidInput(
          "No genotypes of the new people were given; give a .bed or a matrix with the fit's"
              + " SNPs.");
    }
    return exchange.genotypes(request.genotypes().genotypes());
  }

  private static int[] rows(NewPeople people, int source, int[] present) {
    return Arrays.stream(present).map(i -> people.sourceRows().get(source)[i]).toArray();
  }

  /** Returns the genetic values sum_k s_k K*_k dual of the people present. */
  double[] scores(List<FittedModel.Component> components) {
    double[] scores = new double[present.length];
    for (int k = 0; k < components.size(); k++) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] += components.get(k).variance() * products.get(i, k);
      }
    }
    return scores;
  }

  /** Returns sum_k s_k K*_k (people present x training people); overwrites the first matrix. */
  Matrix genetic(List<FittedModel.Component> components) {
    return weightedSum(matrices, components);
  }

  /** Returns sum_k s_k A_k for matrices of one size without gaps; overwrites the first one. */
  static Matrix weightedSum(List<Matrix> matrices, List<FittedModel.Component> components) {
    double[] sum = matrices.get(0).data();
    for (int k = 0; k < matrices.size(); k++) {
      double variance = components.get(k).variance();
      double[] values = matrices.get(k).data();
      for (int i = 0; i < sum.length; i++) {
        sum[i] = (k == 0 ? 0 : sum[i]) + variance * values[i];
      }
    }
    return matrices.get(0);
  }

  /**
   * Returns sum_k s_k K_k(x*, x*) of each person present.
   *
   * @throws InvalidInput if a diagonal is unknown
   */
  double[] geneticDiagonal(List<FittedModel.Component> components) {
    double[] sum = new double[present.length];
    for (int k = 0; k < components.size(); k++) {
      if (diagonals.get(k) == null) {
        throw new InvalidInput(
            "An interval needs kernel_diagonal, K(x, x) of each new person, where the kernel is"
                + " the user's own; give it.");
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += components.get(k).variance() * diagonals.get(k)[i];
      }
    }
    return sum;
  }
}
