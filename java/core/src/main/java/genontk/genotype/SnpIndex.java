package genontk.genotype;

import genontk.error.InvalidInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the SNPs of a file by name, or by chromosome, position and alleles. */
final class SnpIndex {

  /** The form chromosome:position:counted allele:other allele that a SNP's name may have. */
  private static final Pattern PLACE =
      Pattern.compile("(?:chr)?(\\w{1,20})[:_](\\d{1,18})[:_]([A-Za-z]+)[:_]([A-Za-z]+)");

  private static final Map<String, String> CHROMOSOMES =
      Map.of("23", "X", "24", "Y", "25", "X", "XY", "X", "26", "MT", "M", "MT");

  private final List<Snp> given;
  private final List<Snp> snps;
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<String, List<Integer>> places = new HashMap<>();

  /**
   * The place at which a SNP of a fit was found.
   *
   * @param column its column, or -1
   * @param alleles the comparison of the alleles in the fit and in the file
   * @param byPlace whether it was found under another name
   */
  record Match(int column, Alleles alleles, boolean byPlace) {}

  /**
   * Makes the index.
   *
   * @param snps the SNPs of the file
   * @param trained the SNPs of the fit; SNPs of the file with these names are found by name alone
   */
  SnpIndex(List<Snp> snps, List<Snp> trained) {
    Set<String> named = trained.stream().map(Snp::id).collect(Collectors.toSet());
    this.given = snps;
    this.snps = snps.stream().map(SnpIndex::placed).toList();
    for (int j = 0; j < snps.size(); j++) {
      names.put(snps.get(j).id(), j);
      String place = place(this.snps.get(j));
      if (place != null && !named.contains(snps.get(j).id())) {
        places.computeIfAbsent(place, any -> new ArrayList<>(1)).add(j);
      }
    }
  }

  /**
   * Finds a SNP of a fit.
   *
   * @throws InvalidInput if the SNP of the same name has other alleles, or several SNPs match
   */
  Match find(Snp named) {
    Snp trained = placed(named);
    Integer column = names.get(trained.id());
    if (column != null) {
      // The alleles are those of the files, not of a common name: in
      // chromosome:position:reference:alternative the name does not tell which allele a matrix
      // counts.
      Alleles alleles = Alleles.of(named, given.get(column));
      if (!alleles.agree()) {
        throw contradicting(named, given.get(column));
      }
      return new Match(column, alleles, false);
    }
    String place = place(trained);
    Match found = null;
    for (int candidate :
        place == null ? List.<Integer>of() : places.getOrDefault(place, List.of())) {
      Alleles alleles = Alleles.of(trained, snps.get(candidate));
      if (alleles.agree() && found != null) {
        throw InvalidInput.of(
            "SNP '%s' of the fit could be '%s' or '%s' of the new genotypes, at the same position"
                + " with the same alleles. Keep one.",
            trained.id(), snps.get(found.column()).id(), snps.get(candidate).id());
      }
      found = alleles.agree() ? new Match(candidate, alleles, true) : found;
    }
    return found == null ? new Match(SnpColumns.ABSENT, Alleles.UNKNOWN, false) : found;
  }

  /** Returns the SNP with the place and the alleles in its name, if it has no others. */
  private static Snp placed(Snp snp) {
    Matcher name = PLACE.matcher(snp.id() == null || snp.hasAlleles() ? "" : snp.id());
    return name.matches()
        ? new Snp(
            snp.id(),
            name.group(1),
            Long.parseLong(name.group(2)),
            name.group(3).toUpperCase(Locale.ROOT),
            name.group(4).toUpperCase(Locale.ROOT))
        : snp;
  }

  private static String place(Snp snp) {
    if (!snp.hasAlleles() || snp.chromosome() == null || snp.position() <= 0) {
      return null;
    }
    String chromosome = snp.chromosome().toUpperCase(Locale.ROOT);
    chromosome = chromosome.startsWith("CHR") ? chromosome.substring(3) : chromosome;
    return chromosome.equals("0")
        ? null
        : CHROMOSOMES.getOrDefault(chromosome, chromosome) + ":" + snp.position();
  }

  private static InvalidInput contradicting(Snp trained, Snp other) {
    return InvalidInput.of(
        "SNP '%s' has the alleles %s/%s in the new genotypes and %s/%s in the fit, and on neither"
            + " strand are they the same. Give genotypes of the same build, or leave the SNP out.",
        trained.id(), other.allele1(), other.allele2(), trained.allele1(), trained.allele2());
  }
}
