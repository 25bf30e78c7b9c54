/** MINQUE of several kernels, its standard errors and its solution by conjugate gradients. */
package genontk.variance.moment;
