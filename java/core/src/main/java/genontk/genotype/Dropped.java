package genontk.genotype;

/**
 * A person or a SNP that was left out.
 *
 * @param type "person" or "snp"
 * @param id whom or which
 * @param reason why
 */
public record Dropped(String type, String id, String reason) {}
