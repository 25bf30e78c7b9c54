package genontk.service.training;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Dropped;
import genontk.genotype.Genotypes;
import genontk.genotype.Standardization;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.linalg.Matrix;
import genontk.run.MemoryBudget;
import genontk.service.kernel.GenotypeKernels;
import genontk.service.kernel.KernelChoice;
import genontk.service.kernel.KernelNotes;
import genontk.service.kernel.OwnKernel;
import genontk.service.kernel.SnpSets;
import genontk.service.kernel.StandardizedPeople;
import genontk.service.people.PeopleSource;
import genontk.service.people.Traits;
import genontk.service.request.Request;
import genontk.service.request.TaskContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * The people of a fit and their kernels, with all that a model keeps of both.
 *
 * @param people people of the fit
 * @param components kernels of all candidates, with what they learnt from the training people
 * @param matrices their matrices (n x n each)
 * @param givenSizes number of rows of each matrix of the user's own
 * @param genotypes genotypes of the kernels; null where no kernel is made from genotypes
 * @param standardization the SNPs kept; null where no kernel is made from genotypes
 * @param dropped people and SNPs that were left out
 * @param messages notes for the user
 * @param estimatedBytes bytes of the heap that the fit will need
 * @param estimatedNativeBytes bytes outside the heap that it will need
 */
public record TrainingKernels(
    TrainingPeople people,
    List<KernelChoice.Component> components,
    List<Matrix> matrices,
    List<Integer> givenSizes,
    Genotypes genotypes,
    Standardization standardization,
    List<Dropped> dropped,
    List<String> messages,
    long estimatedBytes,
    long estimatedNativeBytes) {

  /**
   * Memory that the fit of n records takes beside the kernels.
   *
   * @param heap number of doubles on the heap
   * @param outside number of doubles outside
   */
  public record Needs(IntToDoubleFunction heap, IntToDoubleFunction outside) {

    private long[] require(TrainingPeople people, int kernels, double training) {
      double n = people.count();
      int records = people.records().count();
      MemoryBudget.requireAddressable(records);
      // Records that differ from people have kernels of their own.
      double own =
          people.records().isPlain() ? 0 : kernels * (double) records * records + 2 * n * n;
      String what = Message.of("A fit of %s people", people.count());
      long bytes =
          MemoryBudget.require(
              MemoryBudget.doubles(kernels * n * n + own + heap.applyAsDouble(records) + training),
              what);
      long nativeBytes =
          MemoryBudget.requireNative(
              bytes, MemoryBudget.doubles(outside.applyAsDouble(records)), what);
      return new long[] {bytes, nativeBytes};
    }
  }

  /**
   * Joins people and computes or takes their kernels.
   *
   * @param components the kernels that are asked for
   * @param joined the people of the data who are in all sources
   * @throws InvalidInput if a kernel is made from genotypes and there are none
   */
  public static TrainingKernels of(
      TaskContext context,
      List<KernelChoice.Component> components,
      Function<List<PeopleSource>, TrainingPeople> joined,
      Needs needs) {
    List<OwnKernel> given =
        components.stream()
            .filter(KernelChoice.Component::isGiven)
            .map(component -> OwnKernel.of(component.given(), context.exchange()))
            .map(OwnKernel::requireSymmetric)
            .toList();
    return components.stream().anyMatch(KernelChoice.Component::isMade)
        ? made(context, components, given, joined, needs)
        : given(context, components, given, joined, needs);
  }

  private static TrainingKernels made(
      TaskContext context,
      List<KernelChoice.Component> components,
      List<OwnKernel> given,
      Function<List<PeopleSource>, TrainingPeople> joined,
      Needs needs) {
    Request request = context.request();
    if (request.genotypes().genotypes() == null) {
      throw new InvalidInput(
          "No genotypes were given, and the kernel is made from them. Give genotypes, or a kernel"
              + " matrix.");
    }
    List<KernelChoice.Component> asked =
        components.stream().filter(KernelChoice.Component::isMade).toList();
    List<Kernel> kernels = asked.stream().map(component -> component.kernel().make()).toList();
    ChosenGenotypes chosen = ChosenGenotypes.of(request, context.exchange(), context.execution());
    Genotypes genotypes = chosen.genotypes();
    List<PeopleSource> sources = new ArrayList<>();
    sources.add(chosen.source());
    given.forEach(kernel -> sources.add(kernel.source()));
    TrainingPeople people = joined.apply(sources);
    long[] bytes =
        needs.require(
            people,
            components.size(),
            Kernels.trainDoubles(kernels, people.count(), genotypes.snps().size()));
    StandardizedPeople standardized =
        StandardizedPeople.of(
            genotypes,
            people.sourceRows().get(0),
            countedWeights(request, people),
            request,
            context.execution());
    GenotypeKernels trained =
        GenotypeKernels.of(
            asked,
            SnpSets.of(request.genotypes().sets()),
            standardized,
            request.computing().tilePrecision(),
            context.algebra(),
            context.execution());
    List<KernelChoice.Component> learnt = identities(components, request, people);
    List<Matrix> matrices = notMade(learnt, given, people);
    int made = 0;
    for (int k = 0; k < learnt.size(); k++) {
      if (learnt.get(k).isMade()) {
        matrices.set(k, trained.matrices().get(made));
        learnt.set(k, trained.components().get(made));
        made++;
      }
    }
    List<String> messages = new ArrayList<>(people.messages());
    messages.addAll(KernelNotes.of(components, request));
    messages.addAll(standardized.notes());
    messages.addAll(trained.messages());
    List<Dropped> dropped = new ArrayList<>(people.dropped());
    dropped.addAll(standardized.standardization().dropped());
    return new TrainingKernels(
        people,
        learnt,
        matrices,
        sizes(given),
        genotypes,
        standardized.standardization(),
        dropped,
        messages,
        bytes[0],
        bytes[1]);
  }

  /**
   * Returns the weights by which people count in what is learnt from genotypes: those of ridge
   * regression, where a person of weight 2 is as good as two. In a mixed model weights tell how
   * precise records are, and every person counts once: null.
   */
  private static double[] countedWeights(Request request, TrainingPeople people) {
    return "ntk_krr".equals(request.task()) ? people.records().weights() : null;
  }

  private static TrainingKernels given(
      TaskContext context,
      List<KernelChoice.Component> components,
      List<OwnKernel> given,
      Function<List<PeopleSource>, TrainingPeople> joined,
      Needs needs) {
    Request request = context.request();
    TrainingPeople people =
        joined.apply(
            given.isEmpty()
                ? List.of(
                    PeopleSource.ofData(
                        request.data().ids(),
                        Traits.of(request, context.exchange()).values().rows()))
                : given.stream().map(OwnKernel::source).toList());
    long[] bytes = needs.require(people, components.size(), 0);
    List<KernelChoice.Component> learnt = identities(components, request, people);
    List<String> messages = new ArrayList<>(people.messages());
    if (request.genotypes().genotypes() != null) {
      messages.add(
          Message.of(
              "genotypes were not used: kernel is %s.",
              given.isEmpty() ? "the identity" : "a matrix"));
    }
    return new TrainingKernels(
        people,
        learnt,
        notMade(learnt, given, people),
        sizes(given),
        null,
        null,
        people.dropped(),
        messages,
        bytes[0],
        bytes[1]);
  }

  /** Returns the components with the levels of the people in identity kernels. */
  private static List<KernelChoice.Component> identities(
      List<KernelChoice.Component> components, Request request, TrainingPeople people) {
    List<KernelChoice.Component> learnt = new ArrayList<>();
    for (KernelChoice.Component component : components) {
      learnt.add(
          component.isIdentity() ? PeopleLevels.learnt(component, request, people) : component);
    }
    return learnt;
  }

  /** Returns the matrices that are not made from genotypes, and null in place of the others. */
  private static List<Matrix> notMade(
      List<KernelChoice.Component> components, List<OwnKernel> given, TrainingPeople people) {
    List<Matrix> matrices = new ArrayList<>();
    int own = 0;
    for (KernelChoice.Component component : components) {
      if (component.isGiven()) {
        int source = people.sourceRows().size() - given.size() + own;
        matrices.add(given.get(own).among(people.sourceRows().get(source)));
        own++;
      } else {
        matrices.add(component.isIdentity() ? component.identity().matrix() : null);
      }
    }
    return matrices;
  }

  private static List<Integer> sizes(List<OwnKernel> given) {
    return given.stream().map(kernel -> kernel.values().rows()).toList();
  }

  /** Returns the same with other matrices and messages. */
  public TrainingKernels with(List<Matrix> others, List<String> told) {
    return new TrainingKernels(
        people,
        components,
        others,
        givenSizes,
        genotypes,
        standardization,
        dropped,
        told,
        estimatedBytes,
        estimatedNativeBytes);
  }

  /** Returns the number of SNPs that the kernels are made of. */
  public int snps() {
    return standardization == null ? 0 : standardization.snps().size();
  }

  /** Returns a component's matrix (n x n). */
  public Matrix matrix(KernelChoice.Component component) {
    return matrices.get(components.indexOf(component));
  }

  /** Returns the rows of a matrix of the user's own that the fit uses. */
  public OwnKernel.Rows givenRows(KernelChoice.Component component) {
    List<KernelChoice.Component> given =
        components.stream().filter(KernelChoice.Component::isGiven).toList();
    int place = given.indexOf(component);
    int sources = people.sourceRows().size();
    return new OwnKernel.Rows(
        people.sourceRows().get(sources - given.size() + place), givenSizes.get(place));
  }
}
