/** Fits of the mixed model and of kernel ridge regression. */
package genontk.service.fit;
