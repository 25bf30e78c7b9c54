package genontk.genotype;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** A name that begins with a place, such as 19:44908684 or chr19:44908684:C:T. */
  private static final Pattern PLACE = Pattern.compile("(?:chr)?(\\w{1,20}):(\\d{1,18})(?::.*)?");

  /** Returns a SNP of which only the name is known. */
  public static Snp named(String id) {
    return new Snp(id, null, 0, null, null);
  }

  /** Returns the SNP with the chromosome and the position in its name, if it has no others. */
  public Snp withPlaceOfName() {
    Matcher name = PLACE.matcher(chromosome != null || id == null ? "" : id);
    return name.matches()
        ? new Snp(id, name.group(1), Long.parseLong(name.group(2)), allele1, allele2)
        : this;
  }

  /** Returns whether both alleles are known. */
  public boolean hasAlleles() {
    return allele1 != null && allele2 != null;
  }
}
