/** Estimates as users receive them: variance components, heritability, intervals. */
package genontk.variance.component;
