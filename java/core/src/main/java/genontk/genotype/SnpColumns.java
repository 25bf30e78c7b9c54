package genontk.genotype;

import genontk.error.InvalidInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the SNPs of a fit stand in other genotypes.
 *
 * @param columns the column of each SNP, or -1 where the genotypes lack it
 * @param flips whether they count the other allele there
 * @param messages what a user should know of the join
 */
public record SnpColumns(int[] columns, boolean[] flips, List<String> messages) {

  private static final int ABSENT = -1;
  private static final double MAX_ABSENT = 0.1;
  private static final String NOBODYS_ALLELE = "0";

  /** Returns the columns of the training genotypes themselves. */
  public static SnpColumns asTrained(int[] columns) {
    return new SnpColumns(columns, new boolean[columns.length], List.of());
  }

  /**
   * Finds the SNPs of a fit in new genotypes: by name where both carry names, by position where
   * they are equally many.
   *
   * @param trained the kept SNPs of the fit
   * @param trainedColumns where they stood in the training genotypes
   * @param trainedTotal how many SNPs the training genotypes had
   * @param trainedNamed whether these carried names
   * @throws InvalidInput if more than 10 % are lacking, or alleles contradict one another
   */
  public static SnpColumns join(
      List<Snp> trained,
      int[] trainedColumns,
      int trainedTotal,
      boolean trainedNamed,
      Genotypes genotypes) {
    if (!trainedNamed || !genotypes.hasSnpNames()) {
      boolean oneSideNamed = trainedNamed || genotypes.hasSnpNames();
      return byPosition(trainedColumns, trainedTotal, oneSideNamed, genotypes);
    }
    Map<String, Integer> places = new HashMap<>();
    for (int j = 0; j < genotypes.snps().size(); j++) {
      places.put(genotypes.snps().get(j).id(), j);
    }
    int[] columns = new int[trained.size()];
    boolean[] flips = new boolean[trained.size()];
    int absent = 0;
    int flipped = 0;
    for (int j = 0; j < columns.length; j++) {
      columns[j] = places.getOrDefault(trained.get(j).id(), ABSENT);
      if (columns[j] == ABSENT) {
        absent++;
      } else if (swapped(trained.get(j), genotypes.snps().get(columns[j]))) {
        flips[j] = true;
        flipped++;
      }
    }
    if (absent > MAX_ABSENT * columns.length) {
      throw new InvalidInput(
          absent
              + " of the fit's "
              + columns.length
              + " SNPs are not in the new genotypes; allowed are up to 10 %. Give genotypes of the"
              + " same SNPs under the same names.");
    }
    List<String> messages = new ArrayList<>();
    if (absent > 0) {
      messages.add(
          absent
              + " of "
              + columns.length
              + " SNPs are not in the new genotypes; the training mean stands for them.");
    }
    if (flipped > 0) {
      messages.add(
          flipped + " SNPs count the other allele in the new genotypes; they were flipped.");
    }
    return new SnpColumns(columns, flips, List.copyOf(messages));
  }

  private static SnpColumns byPosition(
      int[] trainedColumns, int trainedTotal, boolean oneSideNamed, Genotypes genotypes) {
    if (genotypes.snps().size() != trainedTotal) {
      throw new InvalidInput(
          "The new genotypes have "
              + genotypes.snps().size()
              + " SNPs, the training genotypes had "
              + trainedTotal
              + ", and without names on both they are joined by position. Give the same SNPs in the"
              + " same order, or name them.");
    }
    List<String> messages =
        oneSideNamed
            ? List.of(
                "SNPs were joined by position: only the fit's or only the new genotypes name them.")
            : List.of();
    return new SnpColumns(trainedColumns, new boolean[trainedColumns.length], messages);
  }

  private static boolean swapped(Snp trained, Snp other) {
    if (!trained.hasAlleles() || !other.hasAlleles()) {
      return false;
    }
    if (agree(trained.allele1(), other.allele1()) && agree(trained.allele2(), other.allele2())) {
      return false;
    }
    if (agree(trained.allele1(), other.allele2()) && agree(trained.allele2(), other.allele1())) {
      return true;
    }
    throw new InvalidInput(
        "SNP '"
            + trained.id()
            + "' has the alleles "
            + other.allele1()
            + "/"
            + other.allele2()
            + " in the new genotypes and "
            + trained.allele1()
            + "/"
            + trained.allele2()
            + " in the fit. Give genotypes of the same build and strand.");
  }

  /** PLINK writes 0 for an allele that nobody in a file carries. */
  private static boolean agree(String one, String other) {
    return one.equals(other) || one.equals(NOBODYS_ALLELE) || other.equals(NOBODYS_ALLELE);
  }

  /** Returns the column of SNP j. */
  public int column(int j) {
    return columns[j];
  }

  /** Returns whether the genotypes lack SNP j. */
  public boolean isAbsent(int j) {
    return columns[j] == ABSENT;
  }

  /** Returns whether SNP j counts the other allele there. */
  public boolean isFlipped(int j) {
    return flips[j];
  }
}
