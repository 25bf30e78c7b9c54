package genontk.service.model;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Coding;
import genontk.genotype.Standardization;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;

/**
 * The effects of SNPs in a model with additive and dominance kernels. K* = X*X'/p of the coded
 * genotypes X, so K* dual = X* (X' dual / p) needs neither the training people nor their genotypes
 * (Strandén and Garrick 2009).
 */
public final class SnpEffects {

  static final int BLOCK = 256;

  private SnpEffects() {}

  /**
   * Returns the effect of each SNP on the scale of its standardised genotypes, one column per
   * coding: p x 1, or p x 2 if a kernel is made from dominance codes.
   *
   * @throws InvalidInput if a kernel is no sum over SNPs
   */
  static Matrix of(FittedModel model, LinearAlgebra algebra, Execution execution) {
    if (model.effects() != null) {
      return model.effects();
    }
    for (FittedModel.Component component : model.summary().components()) {
      requireLinear(component);
    }
    int p = model.standardization().snps().size();
    Matrix effects = Matrix.zeros(p, model.summary().hasDominance() ? 2 : 1);
    double[][] products = new double[effects.columns()][];
    for (FittedModel.Component component : model.summary().components()) {
      Coding coding = component.kernel().coding();
      int column = coding.ordinal();
      if (products[column] == null) {
        products[column] =
            products(model.training().coded(coding), model.dual(), algebra, execution);
      }
      int[] snps = component.snpsOf(p);
      for (int j : snps) {
        double effect = component.variance() * products[column][j] / snps.length;
        effects.set(j, column, effects.get(j, column) + effect);
      }
    }
    return effects;
  }

  /** Returns X' dual (p). */
  private static double[] products(
      StandardizedGenotypes x, double[] dual, LinearAlgebra algebra, Execution execution) {
    double[] products = new double[x.snps()];
    Matrix column = Matrix.column(dual);
    for (int first = 0; first < x.snps(); first += BLOCK) {
      execution.step("effects", (double) first / x.snps());
      Matrix product = algebra.product(block(x, first, execution), true, column, false);
      System.arraycopy(product.toArray(), 0, products, first, product.rows());
    }
    return products;
  }

  private static void requireLinear(FittedModel.Component component) {
    if (!component.isMade() || !component.kernel().hasSnpEffects()) {
      throw InvalidInput.of(
          "effects_only was asked for, and the kernel '%s' is no sum over SNPs: it cannot do"
              + " without the training genotypes. Fit with kernel = 'additive' or 'dominance' (and"
              + " missing = 'mean'), or save the whole model.",
          component.name());
    }
  }

  /** Returns what coded genotypes are divided by, in the order of the SNPs. */
  static double[] divisors(Standardization standardization, Coding coding) {
    return coding == Coding.ADDITIVE
        ? standardization.deviations()
        : standardization.dominanceDeviations();
  }

  /** Returns the effects of a model of effects alone per copy, or per unit of the code (p). */
  static double[] perUnit(FittedModel model, Coding coding) {
    double[] effects = model.effects().columnValues(coding.ordinal());
    double[] divisors = divisors(model.standardization(), coding);
    for (int j = 0; j < effects.length; j++) {
      effects[j] /= divisors[j];
    }
    return effects;
  }

  /**
   * Returns the sum of each person's coded genotypes times the effects.
   *
   * @param effects as in the model, one column per coding
   */
  public static double[] predict(
      Matrix effects, StandardizedGenotypes x, LinearAlgebra algebra, Execution execution) {
    MemoryBudget.require(
        MemoryBudget.doubles((BLOCK + 2.0) * x.people()),
        Message.of("A prediction of %s people", x.people()));
    Matrix sum = Matrix.zeros(x.people(), 1);
    for (int column = 0; column < effects.columns(); column++) {
      StandardizedGenotypes coded = x.coded(Coding.values()[column]);
      for (int first = 0; first < x.snps(); first += BLOCK) {
        execution.step("prediction", (double) first / x.snps());
        Matrix block = block(coded, first, execution);
        Matrix part = effects.block(first, column, block.columns(), 1);
        algebra.multiply(1, block, false, part, false, 1, sum);
      }
    }
    return sum.toArray();
  }

  /** Reads {@link #BLOCK} columns, or those that are left. */
  static Matrix block(StandardizedGenotypes x, int first, Execution execution) {
    Matrix block = Matrix.zeros(x.people(), Math.min(BLOCK, x.snps() - first));
    x.read(first, block, execution.threads());
    return block;
  }
}
