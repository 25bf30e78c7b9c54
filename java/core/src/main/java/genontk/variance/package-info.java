/**
 * Variance components of a mixed model with one or several kernels: REML and MINQUE, their standard
 * errors and intervals, heritability.
 */
package genontk.variance;
