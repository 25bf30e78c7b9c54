package genontk.service.request;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Genotypes, and which people and SNPs of them are used.
 *
 * @param genotypes where they are
 * @param genotypes2 those of the columns of a kernel, or null
 * @param people IDs, numbers from 1, or true and false for each; null for all
 * @param snps names, numbers from 1, ranges, or true and false for each; null for all
 * @param sets sets of SNPs by name or the file that lists them; null for one kernel of all
 * @param values whether the task genotypes returns them as a matrix
 * @param statistics whether the task genotypes returns statistics of all SNPs
 */
public record GenotypeFields(
    GenotypeReference genotypes,
    GenotypeReference genotypes2,
    JsonNode people,
    JsonNode snps,
    JsonNode sets,
    @Default("false") boolean values,
    @Default("false") boolean statistics)
    implements Group {}
