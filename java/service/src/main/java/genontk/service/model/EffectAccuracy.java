package genontk.service.model;

import genontk.design.FixedEffects;
import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import java.util.List;

/**
 * What the effects of SNPs and their accuracy are made of: with the coded, scaled genotypes x_t of
 * SNP t, the model's dual vector and P = V^-1 - V^-1 Z (Z'V^-1 Z)^-1 Z'V^-1.
 *
 * @param products x_t' dual of each SNP (p)
 * @param explained x_t'P x_t of each SNP (p)
 * @param variances the sample variance of x_t of each SNP (p)
 */
record EffectAccuracy(double[] products, double[] explained, double[] variances) {

  /** Computes the products of all SNPs in one coding. */
  static EffectAccuracy of(
      FittedModel model,
      ModelCovariance covariance,
      StandardizedGenotypes x,
      LinearAlgebra algebra,
      Execution execution) {
    int p = x.snps();
    EffectAccuracy all = new EffectAccuracy(new double[p], new double[p], new double[p]);
    Matrix dual = Matrix.column(model.dual());
    for (int first = 0; first < p; first += SnpEffects.BLOCK) {
      execution.step("effects", (double) first / p);
      Matrix block = SnpEffects.block(x, first, execution);
      int count = block.columns();
      double[] products = algebra.product(block, true, dual, false).toArray();
      System.arraycopy(products, 0, all.products, first, count);
      for (int j = 0; j < count; j++) {
        all.variances[first + j] = variance(block, j);
      }
      System.arraycopy(covariance.explained(block), 0, all.explained, first, count);
    }
    return all;
  }

  private static double variance(Matrix block, int column) {
    double mean = 0;
    for (int i = 0; i < block.rows(); i++) {
      mean += block.get(i, column) / block.rows();
    }
    double squares = 0;
    for (int i = 0; i < block.rows(); i++) {
      squares += (block.get(i, column) - mean) * (block.get(i, column) - mean);
    }
    return squares / (block.rows() - 1);
  }

  /**
   * Returns the variance of the trait beyond fixed effects, sum_k s_k c_k + s_e with c_k = tr(P_0
   * K_k) / (n - q), which is the denominator of heritability.
   */
  static double traitVariance(
      FittedModel model, List<Matrix> kernels, LinearAlgebra algebra, Execution execution) {
    FixedEffects fixed = FixedEffects.of(model.design(), model.summary().terms());
    Matrix basis = fixed.basis(execution.threads());
    double total = model.summary().residual();
    for (int k = 0; k < kernels.size(); k++) {
      Matrix kernel = kernels.get(k);
      Matrix product = algebra.product(kernel, false, basis, false);
      double trace = 0;
      for (int i = 0; i < kernel.rows(); i++) {
        trace += kernel.get(i, i);
        for (int l = 0; l < basis.columns(); l++) {
          trace -= basis.get(i, l) * product.get(i, l);
        }
      }
      double variance = model.summary().components().get(k).variance();
      total += variance * trace / (kernel.rows() - fixed.rank());
    }
    return total;
  }
}
