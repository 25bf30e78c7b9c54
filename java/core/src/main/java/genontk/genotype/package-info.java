/**
 * Genotypes as files and matrices hold them, the choice of SNPs, and their standardised columns.
 */
package genontk.genotype;
