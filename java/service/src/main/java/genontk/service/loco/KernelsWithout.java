package genontk.service.loco;

import genontk.genotype.StandardizedGenotypes;
import genontk.kernel.Kernels;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.service.model.FittedModel;
import genontk.service.request.KernelParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The kernels of a fit's people without the SNPs of some chromosomes. Matrices of the user's own
 * stay as they are.
 *
 * @param chromosomes the chromosomes of the SNPs
 * @param whole the kernels of all SNPs (n x n each)
 */
record KernelsWithout(
    FittedModel model,
    Chromosomes chromosomes,
    List<Matrix> whole,
    LinearAlgebra algebra,
    Execution execution) {

  /** Returns K_k of each component made of the other chromosomes; null where no SNP is left. */
  List<Matrix> of(Collection<String> gone) {
    List<Matrix> kernels = new ArrayList<>();
    for (int k = 0; k < whole.size(); k++) {
      FittedModel.Component component = model.summary().components().get(k);
      kernels.add(component.isMade() ? without(component, whole.get(k), gone) : whole.get(k));
    }
    return kernels;
  }

  private Matrix without(FittedModel.Component component, Matrix all, Collection<String> gone) {
    int[] snps = component.snpsOf(chromosomes.ofSnps().size());
    int[] out = chromosomes.select(snps, gone, true);
    if (out.length == 0) {
      return all;
    }
    int[] left = chromosomes.select(snps, gone, false);
    if (left.length == 0) {
      return null;
    }
    if (!component.kernel().hasSnpEffects()) {
      return made(component.kernel().unlearnt(), left);
    }
    // XX' is a sum over SNPs, so that each SNP is read twice and not once per chromosome.
    Matrix kernel = made(component.kernel(), out);
    double ofAll = (double) snps.length / left.length;
    double ofOut = (double) out.length / left.length;
    Arrays.setAll(kernel.data(), i -> ofAll * all.data()[i] - ofOut * kernel.data()[i]);
    return kernel;
  }

  private Matrix made(KernelParameters kernel, int[] snps) {
    StandardizedGenotypes x = model.training().subset(snps);
    return Kernels.train(List.of(kernel.make()), x, model.tilePrecision(), algebra, execution)
        .matrices()
        .get(0);
  }
}
