package genontk.genotype;

import genontk.error.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text tables of a PLINK 1 fileset: people (.fam) and SNPs (.bim), six columns each, separated
 * by white space.
 */
final class PlinkTables {

  private static final int COLUMNS = 6;

  private PlinkTables() {}

  /**
   * The people of a .fam.
   *
   * @param ids the IID where all of them are unique, FID:IID otherwise
   * @param sexes their sexes
   */
  record Fam(List<String> ids, List<Sex> sexes) {}

  /** Reads the people. */
  static Fam readFam(Path fam) {
    List<String[]> rows = read(fam, "FID IID father mother sex phenotype");
    List<String> ids =
        PersonIds.of(
            rows.stream().map(row -> row[0]).toList(),
            rows.stream().map(row -> row[1]).toList(),
            fam);
    return new Fam(ids, rows.stream().map(row -> Sex.of(row[4])).toList());
  }

  /** Reads the SNPs. */
  static List<Snp> readBim(Path bim) {
    List<Snp> snps = new ArrayList<>();
    for (String[] row : read(bim, "chromosome SNP centimorgans position allele1 allele2")) {
      snps.add(new Snp(row[1], row[0], position(bim, row), row[4], row[5]));
    }
    String duplicate = Names.firstDuplicate(snps.stream().map(Snp::id).toList());
    if (duplicate != null) {
      throw new InvalidInput(
          "'"
              + bim
              + "' names the SNP '"
              + duplicate
              + "' twice; give every SNP a name of its own, as plink2 --set-all-var-ids does.");
    }
    return snps;
  }

  private static long position(Path bim, String[] row) {
    try {
      return Long.parseLong(row[3]);
    } catch (NumberFormatException e) {
      throw new InvalidInput(
          "'"
              + bim
              + "' gives SNP '"
              + row[1]
              + "' the position '"
              + row[3]
              + "'; allowed are whole numbers.",
          e);
    }
  }

  private static List<String[]> read(Path file, String columns) {
    List<String> lines = TextLines.read(file);
    List<String[]> rows = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] row = line.split("\\s+");
      if (row.length != COLUMNS) {
        throw new InvalidInput(
            String.format(
                "'%s' has %d columns in line %d; allowed are the six: %s. No name may hold a"
                    + " space.",
                file, row.length, i + 1, columns));
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw new InvalidInput(
          "'" + file + "' is empty; it should hold the columns " + columns + ".");
    }
    return rows;
  }
}
