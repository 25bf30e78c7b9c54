package genontk.service.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernel;
import genontk.kernel.Kernels;
import genontk.kernel.Precision;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Kernels of the training people that are made from genotypes, each of all SNPs or of a set.
 * Kernels of the same SNPs share their products.
 *
 * @param components the components, with the parameters they learnt
 * @param matrices their matrices (n x n)
 * @param messages notes for the user
 */
public record GenotypeKernels(
    List<KernelChoice.Component> components, List<Matrix> matrices, List<String> messages) {

  /**
   * Computes the kernels.
   *
   * @param sets the sets that components name; null where all components are made of all SNPs
   */
  public static GenotypeKernels of(
      List<KernelChoice.Component> components,
      SnpSets sets,
      StandardizedPeople people,
      Precision precision,
      LinearAlgebra algebra,
      Execution execution) {
    SnpPlaces places = SnpPlaces.of(sets, people);
    StandardizedGenotypes x = people.x();
    KernelChoice.Component[] learnt = new KernelChoice.Component[components.size()];
    Matrix[] matrices = new Matrix[components.size()];
    List<String> messages = new ArrayList<>(places.messages());
    for (String set : components.stream().map(KernelChoice.Component::set).distinct().toList()) {
      int[] snps = places.ofSet(set);
      int[] members =
          IntStream.range(0, learnt.length)
              .filter(k -> Objects.equals(components.get(k).set(), set))
              .toArray();
      List<Kernel> kernels =
          Arrays.stream(members).mapToObj(k -> components.get(k).kernel().make()).toList();
      Kernels.Trained trained =
          Kernels.train(kernels, x.subset(snps), precision, algebra, execution);
      for (int k = 0; k < members.length; k++) {
        matrices[members[k]] = trained.matrices().get(k);
        learnt[members[k]] = components.get(members[k]).learnt(trained.kernels().get(k), snps);
      }
      messages.addAll(KernelNotes.zeroRows(trained.people(), snps == null));
    }
    return new GenotypeKernels(List.of(learnt), List.of(matrices), messages);
  }
}
