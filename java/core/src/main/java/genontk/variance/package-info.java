/**
 * Variance components of a mixed model with one kernel: REML and MINQUE, their standard errors and
 * intervals, heritability.
 */
package genontk.variance;
