/** REML of several kernels and its profile-likelihood intervals. */
package genontk.variance.reml;
