package genontk.service.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Where genotypes are: in a .bed, a matrix or a file with one byte per genotype.
 *
 * @param bed path of a PLINK 1 .bed
 * @param values matrix of people x SNPs
 * @param ids IDs of the people, or null
 * @param snps names of the SNPs, or null
 * @param bk file with one byte per genotype
 * @param selectedPeople people that are used; null: all
 * @param selectedSnps SNPs that are used; null: all
 */
public record GenotypeReference(
    String bed,
    MatrixReference values,
    List<String> ids,
    List<String> snps,
    ByteReference bk,
    JsonNode selectedPeople,
    JsonNode selectedSnps) {}
