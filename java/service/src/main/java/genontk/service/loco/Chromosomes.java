package genontk.service.loco;

import genontk.error.InvalidInput;
import genontk.genotype.Snp;
import genontk.service.model.FittedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The chromosomes of a fit's SNPs.
 *
 * @param ofSnps the chromosome of each SNP kept (p)
 * @param names the chromosomes, in the order of the SNPs
 */
record Chromosomes(List<String> ofSnps, List<String> names) {

  /** The number that regenie gives to the names in {@link #SEX}. */
  private static final int SEX_NUMBER = 23;

  private static final Set<String> SEX = Set.of("X", "Y", "XY", "PAR1", "PAR2");

  /**
   * Finds the chromosomes.
   *
   * @param given the chromosome of each SNP of the training genotypes; null: those of the file, or
   *     of the names of the SNPs
   * @throws InvalidInput if a chromosome is unknown, or there is only one
   */
  static Chromosomes of(FittedModel model, List<String> given) {
    int total = model.summary().trainingSnps();
    if (given != null && given.size() != total) {
      throw InvalidInput.of(
          "chromosomes has %s values for %s SNPs of the fit's genotypes; give each one.",
          given.size(), total);
    }
    List<Snp> snps = model.standardization().snps();
    int[] columns = model.standardization().columns();
    List<String> found = new ArrayList<>();
    for (int j = 0; j < snps.size(); j++) {
      String chromosome =
          given == null ? snps.get(j).withPlaceOfName().chromosome() : given.get(columns[j]);
      if (chromosome == null || chromosome.isBlank()) {
        throw InvalidInput.of(
            "The chromosome of SNP '%s' is not known. Give chromosomes, one per SNP, or name SNPs"
                + " as in 19:44908684:C:T, or fit from a .bed.",
            snps.get(j).id());
      }
      found.add(chromosome);
    }
    List<String> names = List.copyOf(new LinkedHashSet<>(found));
    if (names.size() == 1) {
      throw InvalidInput.of(
          "All SNPs of the fit are on chromosome '%s', so that none is left without it. Give"
              + " chromosomes, one per SNP, or fit with the SNPs of two chromosomes or more.",
          names.get(0));
    }
    return new Chromosomes(found, names);
  }

  /** Returns those of these SNPs that are on one of some chromosomes, or those that are not. */
  int[] select(int[] snps, Collection<String> chromosomes, boolean on) {
    return Arrays.stream(snps).filter(j -> chromosomes.contains(ofSnps.get(j)) == on).toArray();
  }

  /** Returns the chromosomes by the number that regenie gives them; others have none. */
  SortedMap<Integer, List<String>> numbered() {
    SortedMap<Integer, List<String>> numbered = new TreeMap<>();
    for (String name : names) {
      String code = name.replaceFirst("^chr", "");
      if (SEX.contains(code) || code.matches("[1-9]\\d{0,2}")) {
        int number = SEX.contains(code) ? SEX_NUMBER : Integer.parseInt(code);
        numbered.computeIfAbsent(number, missing -> new ArrayList<>()).add(name);
      }
    }
    return numbered;
  }
}
