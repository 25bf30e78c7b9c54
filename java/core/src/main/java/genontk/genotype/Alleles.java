package genontk.genotype;

/**
 * The comparison of the alleles of one SNP in two files.
 *
 * @param agree whether both files have the same alleles, in either order and on either strand
 * @param swapped whether the other file counts the other allele
 * @param complemented whether the other file names the alleles of the other strand
 * @param ambiguous whether the alleles are A and T or C and G, which are the same on both strands
 */
record Alleles(boolean agree, boolean swapped, boolean complemented, boolean ambiguous) {

  /** Alleles of which one is unknown cannot disagree. */
  static final Alleles UNKNOWN = new Alleles(true, false, false, false);

  private static final Alleles CONTRADICTING = new Alleles(false, false, false, false);
  private static final String NOBODYS_ALLELE = "0";
  private static final String BASES = "ACGTacgt";
  private static final String COMPLEMENTS = "TGCAtgca";

  /**
   * Compares the alleles, first as they are named. The other strand is tried only where that fails,
   * so a SNP with A and T, or C and G, is never taken to be on the other strand.
   */
  static Alleles of(Snp trained, Snp other) {
    if (!trained.hasAlleles() || !other.hasAlleles()) {
      return UNKNOWN;
    }
    boolean ambiguous = trained.allele1().equals(complement(trained.allele2()));
    String first = other.allele1();
    String second = other.allele2();
    if (are(trained, first, second)) {
      return new Alleles(true, false, false, ambiguous);
    }
    if (are(trained, second, first)) {
      return new Alleles(true, true, false, ambiguous);
    }
    if (isNobodys(trained) || isNobodys(other)) { // one allele does not tell the strand
      return CONTRADICTING;
    }
    if (are(trained, complement(first), complement(second))) {
      return new Alleles(true, false, true, false);
    }
    if (are(trained, complement(second), complement(first))) {
      return new Alleles(true, true, true, false);
    }
    return CONTRADICTING;
  }

  private static boolean isNobodys(Snp snp) {
    return snp.allele1().equals(NOBODYS_ALLELE) || snp.allele2().equals(NOBODYS_ALLELE);
  }

  private static boolean are(Snp trained, String allele1, String allele2) {
    return same(trained.allele1(), allele1) && same(trained.allele2(), allele2);
  }

  /** PLINK writes 0 for an allele that nobody in a file carries. */
  private static boolean same(String one, String other) {
    return one.equals(other) || one.equals(NOBODYS_ALLELE) || other.equals(NOBODYS_ALLELE);
  }

  /** Returns the allele on the other strand; one that is no sequence of bases stays as it is. */
  private static String complement(String allele) {
    StringBuilder complement = new StringBuilder();
    for (int k = allele.length() - 1; k >= 0; k--) {
      int base = BASES.indexOf(allele.charAt(k));
      if (base < 0) {
        return allele;
      }
      complement.append(COMPLEMENTS.charAt(base));
    }
    return complement.toString();
  }
}
