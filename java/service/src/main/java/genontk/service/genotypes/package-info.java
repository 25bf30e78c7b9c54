/** Tasks that read, convert or simulate genotypes and traits. */
package genontk.service.genotypes;
