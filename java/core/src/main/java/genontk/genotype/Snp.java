package genontk.genotype;

/**
 * A SNP.
 *
 * @param id its name
 * @param chromosome its chromosome, or null where a matrix names none
 * @param position its position in base pairs, 0 where unknown
 * @param allele1 the allele that is counted, or null where a matrix names none
 * @param allele2 the other allele, or null
 */
public record Snp(String id, String chromosome, long position, String allele1, String allele2) {

  /** Returns a SNP of which only the name is known. */
  public static Snp named(String id) {
    return new Snp(id, null, 0, null, null);
  }

  /** Returns whether both alleles are known. */
  public boolean hasAlleles() {
    return allele1 != null && allele2 != null;
  }
}
