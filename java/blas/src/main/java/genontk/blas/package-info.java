/**
 * Linear algebra by a BLAS and LAPACK that is already on the machine: R's own, the system's, or the
 * one in the wheels of SciPy and NumPy; called by name through JNA.
 */
package genontk.blas;
