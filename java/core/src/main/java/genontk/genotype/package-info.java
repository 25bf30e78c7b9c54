/**
 * Genotypes as files and matrices hold them, the SNPs worth keeping, and their standardised
 * columns.
 */
package genontk.genotype;
