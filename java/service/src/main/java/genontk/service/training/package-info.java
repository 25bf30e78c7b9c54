/** The people, genotypes and kernels that a fit learns from. */
package genontk.service.training;
