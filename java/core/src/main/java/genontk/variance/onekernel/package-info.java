/** Estimators of one kernel, on its spectrum or its tridiagonal form. */
package genontk.variance.onekernel;
