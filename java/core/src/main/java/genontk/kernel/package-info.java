/** Kernels between people: functions of the inner products of their standardised genotypes. */
package genontk.kernel;
