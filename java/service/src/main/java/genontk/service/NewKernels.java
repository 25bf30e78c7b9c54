package genontk.service;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.genotype.SnpColumns;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * New people and their kernels with the training people, an entry a component of the model.
 *
 * @param people who is predicted
 * @param present the places of those who are known to every kernel
 * @param matrices K* (people present x training people)
 * @param diagonals K(x*, x*) of the same people; null where it is unknown
 * @param messages what a user should know
 */
record NewKernels(
    NewPeople people,
    int[] present,
    List<Matrix> matrices,
    List<double[]> diagonals,
    List<String> messages) {

  /** Joins people and computes or takes their kernels. */
  static NewKernels of(
      Request request,
      FittedModel model,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    GivenNewKernels given = GivenNewKernels.of(request, model, exchange);
    List<PeopleSource> sources = new ArrayList<>();
    Genotypes genotypes = null;
    if (model.needsGenotypes()) {
      if (request.genotypes() == null) {
        throw new InvalidInput(
            "No genotypes of the new people were given; give a .bed or a matrix with the fit's"
                + " SNPs.");
      }
      genotypes = exchange.genotypes(request.genotypes());
      sources.add(new PeopleSource("genotypes", genotypes.ids(), genotypes.people()));
    }
    sources.addAll(given.sources());
    NewPeople people = NewPeople.of(request, exchange, model.summary().terms(), sources);
    List<String> messages = new ArrayList<>(people.messages());
    int[] present = people.present();
    MemoryBudget.require(
        MemoryBudget.doubles(
            (model.summary().components().size() + 1.0) * present.length * model.dual().length),
        "A prediction of " + present.length + " people");
    Kernels.Cross made = null;
    if (genotypes != null) {
      int[] rows = rows(people, 0, present);
      made = cross(model, genotypes, rows, messages, algebra, execution);
    }
    List<Matrix> matrices = new ArrayList<>();
    List<double[]> diagonals = new ArrayList<>();
    int ownKernels = 0;
    for (FittedModel.Component component : model.summary().components()) {
      if (component.isGiven()) {
        int[] rows = rows(people, sources.size() - given.sources().size() + ownKernels, present);
        matrices.add(given.kernel(ownKernels, rows));
        diagonals.add(given.diagonal(ownKernels, rows));
        ownKernels++;
      } else {
        int place = matrices.size() - ownKernels;
        matrices.add(made.matrices().get(place));
        diagonals.add(made.diagonals().get(place));
      }
    }
    return new NewKernels(people, present, matrices, diagonals, messages);
  }

  private static int[] rows(NewPeople people, int source, int[] present) {
    return Arrays.stream(present).map(i -> people.sourceRows().get(source)[i]).toArray();
  }

  private static Kernels.Cross cross(
      FittedModel model,
      Genotypes genotypes,
      int[] rows,
      List<String> messages,
      LinearAlgebra algebra,
      Execution execution) {
    FittedModel.Summary summary = model.summary();
    SnpColumns columns =
        SnpColumns.join(
            model.standardization().snps(),
            model.standardization().columns(),
            summary.trainingSnps(),
            summary.namedSnps(),
            genotypes);
    messages.addAll(columns.messages());
    StandardizedGenotypes fresh =
        StandardizedGenotypes.joined(genotypes, rows, columns, model.standardization());
    List<String> mostlyMissing = fresh.mostlyMissing();
    if (!mostlyMissing.isEmpty()) {
      messages.add(
          "More than 10 % of the fit's SNPs are missing in: "
              + String.join(", ", mostlyMissing)
              + ".");
    }
    List<Kernel> kernels = model.madeKernels();
    Kernels.Cross cross =
        Kernels.cross(kernels, fresh, model.training(), model.tilePrecision(), algebra, execution);
    messages.addAll(Notes.zeroRows(cross.fresh()));
    return cross;
  }

  /** Returns sum_k s_k K*_k (people present x training people), in the place of the first. */
  Matrix genetic(List<FittedModel.Component> components) {
    return weightedSum(matrices, components);
  }

  /** Returns sum_k s_k A_k of equally large matrices without gaps, in the place of the first. */
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
   * @throws InvalidInput if one of them is unknown
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
