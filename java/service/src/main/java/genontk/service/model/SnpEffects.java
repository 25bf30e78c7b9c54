package genontk.service.model;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;

/**
 * The effects of SNPs in a model with additive kernels. K* = X*X'/p, so K* dual = X* (X' dual / p)
 * needs neither the training people nor their genotypes (Strandén and Garrick 2009).
 */
public final class SnpEffects {

  private static final int BLOCK = 256;

  private SnpEffects() {}

  /**
   * Returns the effect of each SNP on the scale of its standardised genotypes (p).
   *
   * @throws InvalidInput if a kernel is not additive
   */
  static double[] of(FittedModel model, LinearAlgebra algebra, Execution execution) {
    if (model.effects() != null) {
      return model.effects();
    }
    for (FittedModel.Component component : model.summary().components()) {
      requireAdditive(component);
    }
    StandardizedGenotypes x = model.training();
    double[] products = new double[x.snps()];
    Matrix dual = Matrix.column(model.dual());
    for (int first = 0; first < x.snps(); first += BLOCK) {
      execution.step("effects", (double) first / x.snps());
      Matrix product = algebra.product(block(x, first, execution), true, dual, false);
      System.arraycopy(product.toArray(), 0, products, first, product.rows());
    }
    double[] effects = new double[x.snps()];
    for (FittedModel.Component component : model.summary().components()) {
      int[] snps = component.snpsOf(x.snps());
      for (int j : snps) {
        effects[j] += component.variance() * products[j] / snps.length;
      }
    }
    return effects;
  }

  private static void requireAdditive(FittedModel.Component component) {
    boolean additive =
        component.isMade()
            && component.kernel().kernel().equals("additive")
            && !Boolean.TRUE.equals(component.kernel().pairwise());
    if (!additive) {
      throw InvalidInput.of(
          "effects_only was asked for, and the kernel '%s' is no sum over SNPs: it cannot do"
              + " without the training genotypes. Fit with kernel = 'additive' (and missing ="
              + " 'mean'), or save the whole model.",
          component.name());
    }
  }

  /** Returns sum_j effect_j x*_j of each person. */
  public static double[] predict(
      double[] effects, StandardizedGenotypes x, LinearAlgebra algebra, Execution execution) {
    MemoryBudget.require(
        MemoryBudget.doubles((BLOCK + 2.0) * x.people()),
        Message.of("A prediction of %s people", x.people()));
    Matrix sum = Matrix.zeros(x.people(), 1);
    for (int first = 0; first < x.snps(); first += BLOCK) {
      execution.step("prediction", (double) first / x.snps());
      Matrix block = block(x, first, execution);
      Matrix part = Matrix.zeros(block.columns(), 1);
      System.arraycopy(effects, first, part.data(), 0, block.columns());
      algebra.multiply(1, block, false, part, false, 1, sum);
    }
    return sum.toArray();
  }

  private static Matrix block(StandardizedGenotypes x, int first, Execution execution) {
    Matrix block = Matrix.zeros(x.people(), Math.min(BLOCK, x.snps() - first));
    x.read(first, block, execution.threads());
    return block;
  }
}
