package genontk.kernel;

import genontk.linalg.Matrix;
import genontk.linalg.Symmetry;
import genontk.run.Execution;

/**
 * The additive (linear) kernel XX'/p of GBLUP; with columns scaled by sqrt(2f(1-f)) the GRM of GCTA
 * (Yang et al. 2011).
 */
public final class AdditiveKernel implements Kernel {

  @Override
  public String name() {
    return "additive";
  }

  @Override
  public Matrix inPlaceOf(Gram gram, Execution execution) {
    Matrix kernel = gram.products();
    double snps = gram.columns().genotypes().snps();
    execution
        .threads()
        .forEach(
            kernel.columns(),
            j -> {
              for (int i = gram.firstRow(j); i < kernel.rows(); i++) {
                kernel.set(i, j, kernel.get(i, j) / snps);
              }
            });
    if (gram.isSquare()) {
      Symmetry.mirrorLower(kernel, execution.threads());
    }
    return kernel;
  }

  @Override
  public double[] diagonal(Gram.People people) {
    double[] diagonal = people.squaredNorms().clone();
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] /= people.genotypes().snps();
    }
    return diagonal;
  }
}
