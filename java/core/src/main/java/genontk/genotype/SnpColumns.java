package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.error.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of a fit's SNPs in other genotypes.
 *
 * @param columns the column of each SNP, or -1 where the genotypes lack it
 * @param flips whether those genotypes count the other allele
 * @param messages the messages to the user about the join
 */
public record SnpColumns(int[] columns, boolean[] flips, List<String> messages) {

  static final int ABSENT = -1;
  private static final double MAX_ABSENT = 0.1;
  private static final int LISTED = 5;

  /** Returns the columns of the training genotypes themselves. */
  public static SnpColumns asTrained(int[] columns) {
    return new SnpColumns(columns, new boolean[columns.length], List.of());
  }

  /** Returns the columns of the SNPs in these places. */
  SnpColumns subset(int[] places) {
    boolean[] chosen = new boolean[places.length];
    for (int k = 0; k < places.length; k++) {
      chosen[k] = flips[places[k]];
    }
    return new SnpColumns(
        Arrays.stream(places).map(place -> columns[place]).toArray(), chosen, messages);
  }

  /**
   * Finds the SNPs of a fit in new genotypes. If both carry names, a SNP is found by name, else by
   * chromosome, position and alleles. If one of them carries none, SNPs are matched by their order.
   *
   * @param trained the kept SNPs of the fit
   * @param trainedColumns the columns of these SNPs in the training genotypes
   * @param trainedTotal the number of SNPs of the training genotypes
   * @param trainedNamed whether the training genotypes carried names
   * @param genotypes the new genotypes
   * @throws InvalidInput if more than 10 % of the SNPs are absent, if the alleles of a SNP
   *     contradict each other, or if the numbers of SNPs differ where these are matched by order
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
    SnpIndex index = new SnpIndex(genotypes.snps(), trained);
    int[] columns = new int[trained.size()];
    boolean[] flips = new boolean[trained.size()];
    List<String> ambiguous = new ArrayList<>();
    int absent = 0;
    int flipped = 0;
    int complemented = 0;
    int placed = 0;
    for (int j = 0; j < columns.length; j++) {
      SnpIndex.Match match = index.find(trained.get(j));
      columns[j] = match.column();
      flips[j] = match.alleles().swapped();
      absent += match.column() == ABSENT ? 1 : 0;
      flipped += flips[j] ? 1 : 0;
      complemented += match.alleles().complemented() ? 1 : 0;
      placed += match.byPlace() ? 1 : 0;
      if (match.alleles().ambiguous()) {
        ambiguous.add(trained.get(j).id());
      }
    }
    if (absent > MAX_ABSENT * columns.length) {
      throw InvalidInput.of(
          "%s of the fit's %s SNPs are not in the new genotypes; allowed are up to 10 %%. Give"
              + " genotypes of the same SNPs under the same names.",
          absent, columns.length);
    }
    List<String> messages = new ArrayList<>();
    if (absent > 0) {
      messages.add(
          Message.of(
              "%s of %s SNPs are not in the new genotypes; the training mean stands for them.",
              absent, columns.length));
    }
    if (placed > 0) {
      messages.add(
          placed
              + " SNPs have other names in the new genotypes; they were joined by chromosome,"
              + " position and alleles.");
    }
    if (flipped > 0) {
      messages.add(
          flipped + " SNPs count the other allele in the new genotypes; they were flipped.");
    }
    if (complemented > 0) {
      messages.add(
          complemented
              + " SNPs have the alleles of the other strand in the new genotypes; these were"
              + " complemented.");
    }
    if (!ambiguous.isEmpty()) {
      messages.add(
          Message.of(
              "%s SNPs have the alleles A and T or C and G, which do not tell the strand; they were"
                  + " taken as they are named: %s.",
              ambiguous.size(), some(ambiguous)));
    }
    return new SnpColumns(columns, flips, List.copyOf(messages));
  }

  private static String some(List<String> names) {
    int others = names.size() - LISTED;
    return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
        + (others > 0 ? " and " + others + " more" : "");
  }

  private static SnpColumns byPosition(
      int[] trainedColumns, int trainedTotal, boolean oneSideNamed, Genotypes genotypes) {
    if (genotypes.snps().size() != trainedTotal) {
      throw InvalidInput.of(
          "The new genotypes have %s SNPs, the training genotypes had %s, and without names on both"
              + " they are joined by position. Give the same SNPs in the same order, or name them.",
          genotypes.snps().size(), trainedTotal);
    }
    List<String> messages =
        oneSideNamed
            ? List.of(
                "SNPs were joined by position: only the fit's or only the new genotypes name them.")
            : List.of();
    return new SnpColumns(trainedColumns, new boolean[trainedColumns.length], messages);
  }

  /** Returns the column of SNP j. */
  public int column(int j) {
    return columns[j];
  }

  /** Returns whether the genotypes lack SNP j. */
  public boolean isAbsent(int j) {
    return columns[j] == ABSENT;
  }

  /** Returns whether the genotypes count the other allele of SNP j. */
  public boolean isFlipped(int j) {
    return flips[j];
  }
}
