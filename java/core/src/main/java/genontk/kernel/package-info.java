/** Kernels: similarities of people, computed from their standardised genotypes. */
package genontk.kernel;
