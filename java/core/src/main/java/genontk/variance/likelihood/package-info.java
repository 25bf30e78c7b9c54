/** Restricted likelihood of several kernels, from one factorisation of V. */
package genontk.variance.likelihood;
