package genontk.genotype;

/** What a column of genotypes is turned into before it is scaled. */
public enum Coding {
  /** The number of copies of the counted allele, centred. */
  ADDITIVE,
  /** The dominance deviation, {@link DominanceCode}. */
  DOMINANCE
}
