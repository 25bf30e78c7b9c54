/** What given variances make of the model: fixed effects, BLUP and PEV. */
package genontk.variance.solution;
