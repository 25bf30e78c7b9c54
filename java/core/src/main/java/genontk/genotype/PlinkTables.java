package genontk.genotype;

import genontk.error.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The text tables of a PLINK 1 fileset, separated by white space: people (.fam), of six columns or
 * more, and SNPs (.bim), of six.
 */
final class PlinkTables {

  private static final int COLUMNS = 6;

  /** The length of a short line of a .bim, which gives a bound on the number of names. */
  private static final int CHARACTERS_OF_SNP = 16;

  private PlinkTables() {}

  /**
   * The people of a .fam.
   *
   * @param ids the IID where all of them are unique, FID:IID otherwise
   * @param sexes the people's sexes
   */
  record Fam(List<String> ids, List<Sex> sexes) {}

  /** Reads the people of a .fam; throws InvalidInput if it is not one. */
  static Fam readFam(Path fam) {
    TablePeople people = TablePeople.read(fam, CellRules.USUAL);
    return new Fam(people.ids(fam), people.sexes());
  }

  /** Reads the SNPs of a .bim; throws InvalidInput if it is not one, or a name stands twice. */
  static List<Snp> readBim(Path bim) {
    String text = TextLines.text(bim);
    List<Snp> snps = new ArrayList<>();
    Set<String> names = new HashSet<>(text.length() / CHARACTERS_OF_SNP);
    read(
        bim,
        text,
        "chromosome SNP centimorgans position allele1 allele2",
        row -> {
          if (!names.add(row[1])) {
            throw InvalidInput.of(
                "'%s' names the SNP '%s' twice; give every SNP a name of its own, as plink2"
                    + " --set-all-var-ids does.",
                bim, row[1]);
          }
          snps.add(new Snp(row[1], row[0], position(bim, row), row[4], row[5]));
        });
    return snps;
  }

  private static long position(Path bim, String[] row) {
    if (!NumberText.isWhole(row[3])) {
      throw InvalidInput.of(
          "'%s' gives SNP '%s' the position '%s'; allowed are whole numbers.", bim, row[1], row[3]);
    }
    return Long.parseLong(row[3]);
  }

  /** Passes the words of each row on, always in the same array. */
  private static void read(Path file, String text, String columns, Consumer<String[]> rows) {
    TextWords words = new TextWords(text, COLUMNS);
    boolean any = false;
    while (words.nextLine()) {
      if (words.count() == 0) {
        continue;
      }
      if (words.count() != COLUMNS) {
        throw InvalidInput.of(
            "'%s' has %d columns in line %d; allowed are the six: %s. No name may hold a"
                + " space.",
            file, words.count(), words.line(), columns);
      }
      any = true;
      rows.accept(words.row());
    }
    if (!any) {
      throw InvalidInput.of("'%s' is empty; it should hold the columns %s.", file, columns);
    }
  }
}
