/**
 * Linear algebra by a BLAS and LAPACK that the machine already has, called through JNA: R's own,
 * the system's, or that in the wheels of SciPy and NumPy.
 */
package genontk.blas;
