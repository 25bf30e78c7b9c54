package genontk.service.training;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Dropped;
import genontk.genotype.Genotypes;
import genontk.genotype.Scale;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.kernel.GenotypeKernels;
import genontk.service.kernel.KernelChoice;
import genontk.service.kernel.KernelNotes;
import genontk.service.kernel.OwnKernel;
import genontk.service.kernel.SnpSets;
import genontk.service.people.PeopleSource;
import genontk.service.people.Traits;
import genontk.service.request.Exchange;
import genontk.service.request.Options;
import genontk.service.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The people of a fit and their kernels, with what a model remembers of both.
 *
 * @param people whom the fit uses
 * @param components the kernels, of all candidates one after the other; what is learnt from the
 *     training people is filled in
 * @param matrices their matrices (n x n each)
 * @param givenSizes how many rows each matrix of the user's own had, in their order
 * @param genotypes where the genotypes stand; null where no kernel is made from them
 * @param standardization the SNPs kept; null where no kernel is made from genotypes
 * @param dropped people and SNPs that were left out
 * @param messages what a user should know
 * @param estimatedBytes what the fit will need of the heap
 * @param estimatedNativeBytes what it will need outside
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
   * Joins people and computes or takes their kernels.
   *
   * @param traits the request's traits
   * @param chosen which of them are fitted: missing in the same people
   * @param components which kernels
   * @param fitDoubles how many doubles the fit of n people takes besides the kernels
   * @param nativeDoubles how many it takes outside the heap
   */
  public static TrainingKernels of(
      Request request,
      Options options,
      Traits traits,
      int[] chosen,
      List<KernelChoice.Component> components,
      IntToDoubleFunction fitDoubles,
      IntToDoubleFunction nativeDoubles,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    List<OwnKernel> given =
        components.stream()
            .filter(KernelChoice.Component::isGiven)
            .map(component -> OwnKernel.of(component.given(), exchange).requireSymmetric())
            .toList();
    return given.size() < components.size()
        ? made(
            request,
            options,
            traits,
            chosen,
            components,
            given,
            fitDoubles,
            nativeDoubles,
            exchange,
            algebra,
            execution)
        : given(request, traits, chosen, components, given, fitDoubles, nativeDoubles, exchange);
  }

  private static TrainingKernels made(
      Request request,
      Options options,
      Traits traits,
      int[] chosen,
      List<KernelChoice.Component> components,
      List<OwnKernel> given,
      IntToDoubleFunction fitDoubles,
      IntToDoubleFunction nativeDoubles,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    if (request.genotypes() == null) {
      throw new InvalidInput(
          "No genotypes were given, and the kernel is made from them. Give genotypes, or a kernel"
              + " matrix.");
    }
    List<Kernel> kernels =
        components.stream().filter(c -> !c.isGiven()).map(c -> c.kernel().make()).toList();
    ChosenGenotypes chosenGenotypes = ChosenGenotypes.of(request, options, exchange, execution);
    Genotypes genotypes = chosenGenotypes.genotypes();
    List<PeopleSource> sources = new ArrayList<>();
    sources.add(chosenGenotypes.source());
    given.forEach(kernel -> sources.add(kernel.source()));
    TrainingPeople people = TrainingPeople.of(request, exchange, traits, chosen, sources);
    int n = people.count();
    long bytes =
        requireMemory(
            people,
            components.size(),
            fitDoubles,
            Kernels.trainDoubles(kernels, n, genotypes.snps().size()));
    long nativeBytes = requireNative(people, bytes, nativeDoubles);
    int[] rows = people.sourceRows().get(0);
    Standardization standardization =
        Standardization.learn(
            genotypes, rows, Scale.named(options.scale()), options.filter(), execution);
    StandardizedGenotypes x = StandardizedGenotypes.training(genotypes, rows, standardization);
    GenotypeKernels trained =
        GenotypeKernels.of(
            components.stream().filter(component -> !component.isGiven()).toList(),
            SnpSets.of(options.sets()),
            genotypes,
            standardization,
            x,
            options.tilePrecision(),
            algebra,
            execution);
    List<KernelChoice.Component> learnt = new ArrayList<>();
    List<Matrix> matrices = new ArrayList<>();
    int made = 0;
    for (KernelChoice.Component component : components) {
      if (component.isGiven()) {
        int source = 1 + matrices.size() - made;
        matrices.add(given.get(source - 1).among(people.sourceRows().get(source)));
        learnt.add(component);
      } else {
        matrices.add(trained.matrices().get(made));
        learnt.add(trained.components().get(made));
        made++;
      }
    }
    List<String> messages = new ArrayList<>(people.messages());
    messages.addAll(KernelNotes.of(components, options));
    messages.addAll(KernelNotes.of(standardization, genotypes.snps().size()));
    messages.addAll(trained.messages());
    List<Dropped> dropped = new ArrayList<>(people.dropped());
    dropped.addAll(standardization.dropped());
    return new TrainingKernels(
        people,
        learnt,
        matrices,
        sizes(given),
        genotypes,
        standardization,
        dropped,
        messages,
        bytes,
        nativeBytes);
  }

  private static TrainingKernels given(
      Request request,
      Traits traits,
      int[] chosen,
      List<KernelChoice.Component> components,
      List<OwnKernel> given,
      IntToDoubleFunction fitDoubles,
      IntToDoubleFunction nativeDoubles,
      Exchange exchange) {
    TrainingPeople people =
        TrainingPeople.of(
            request, exchange, traits, chosen, given.stream().map(OwnKernel::source).toList());
    long bytes = requireMemory(people, components.size(), fitDoubles, 0);
    long nativeBytes = requireNative(people, bytes, nativeDoubles);
    List<Matrix> matrices = new ArrayList<>();
    for (int k = 0; k < given.size(); k++) {
      matrices.add(given.get(k).among(people.sourceRows().get(k)));
    }
    List<String> messages = new ArrayList<>(people.messages());
    if (request.genotypes() != null) {
      messages.add("genotypes were not used: kernel is a matrix.");
    }
    return new TrainingKernels(
        people,
        components,
        matrices,
        sizes(given),
        null,
        null,
        people.dropped(),
        messages,
        bytes,
        nativeBytes);
  }

  private static List<Integer> sizes(List<OwnKernel> given) {
    return given.stream().map(kernel -> kernel.values().rows()).toList();
  }

  /** Records that differ from people have kernels of their own besides. */
  private static long requireMemory(
      TrainingPeople people, int kernels, IntToDoubleFunction fitDoubles, double besides) {
    double n = people.count();
    int records = people.records().count();
    MemoryBudget.requireAddressable(records);
    double own = people.records().isPlain() ? 0 : kernels * (double) records * records + 2 * n * n;
    return MemoryBudget.require(
        MemoryBudget.doubles(kernels * n * n + own + fitDoubles.applyAsDouble(records) + besides),
        Message.of("A fit of %s people", people.count()));
  }

  private static long requireNative(
      TrainingPeople people, long heapBytes, IntToDoubleFunction nativeDoubles) {
    return MemoryBudget.requireNative(
        heapBytes,
        MemoryBudget.doubles(nativeDoubles.applyAsDouble(people.records().count())),
        Message.of("A fit of %s people", people.count()));
  }

  /** Returns how many SNPs the kernels are made of. */
  public int snps() {
    return standardization == null ? 0 : standardization.snps().size();
  }

  /** Returns a component's matrix (n x n). */
  public Matrix matrix(KernelChoice.Component component) {
    return matrices.get(components.indexOf(component));
  }

  /** Returns which rows of a matrix of the user's own the fit uses. */
  public OwnKernel.Rows givenRows(KernelChoice.Component component) {
    List<KernelChoice.Component> given =
        components.stream().filter(KernelChoice.Component::isGiven).toList();
    int place = given.indexOf(component);
    int sources = people.sourceRows().size();
    return new OwnKernel.Rows(
        people.sourceRows().get(sources - given.size() + place), givenSizes.get(place));
  }
}
