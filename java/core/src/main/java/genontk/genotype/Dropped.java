package genontk.genotype;

/**
 * A person or a SNP that was left out.
 *
 * @param type the kind, "person" or "snp"
 * @param id the person's ID or the SNP's name
 * @param reason the reason
 */
public record Dropped(String type, String id, String reason) {}
