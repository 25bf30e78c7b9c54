package genontk.genotype;

import java.util.Locale;

/** The number of copies of a chromosome that people have, by PLINK's names of chromosomes. */
public enum Ploidy {
  /** Two in everyone: autosomes, and XY, the pseudo-autosomal region. */
  DIPLOID,
  /** Two in women, one in men. */
  X,
  /** None in women, one in men. */
  Y,
  /** One in everyone: mitochondria. */
  HAPLOID;

  /** Returns the ploidy of a chromosome; one without a name counts as an autosome. */
  public static Ploidy of(String chromosome) {
    if (chromosome == null) {
      return DIPLOID;
    }
    String name = chromosome.toUpperCase(Locale.ROOT);
    return switch (name.startsWith("CHR") ? name.substring(3) : name) {
      case "X", "23" -> X;
      case "Y", "24" -> Y;
      case "M", "MT", "26" -> HAPLOID;
      default -> DIPLOID;
    };
  }

  /** Returns whether a person of this sex has one copy. */
  boolean isHaploid(Sex sex) {
    return this == HAPLOID || (this != DIPLOID && sex == Sex.MALE);
  }
}
