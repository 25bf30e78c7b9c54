package genontk.service.loco;

import genontk.error.InvalidInput;
import genontk.genotype.PersonTable;
import genontk.linalg.Matrix;
import genontk.service.request.Exchange;
import genontk.service.wire.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Files of genetic values without one chromosome, for the second step of regenie and for PLINK 2.
 *
 * @param prefix the beginning of their paths
 * @param trait the name of the trait, without blanks
 * @param families the family ID of each person
 * @param within the individual ID of each person
 */
record LocoFiles(Path prefix, String trait, List<String> families, List<String> within) {

  /** regenie numbers 22 autosomes and X, and looks for chromosome c in line c + 1. */
  private static final int LEAST_ROWS = 23;

  /**
   * Names people and files.
   *
   * @param fam the path of a .fam with the people's family IDs; null: their IDs stand for both
   * @throws InvalidInput if the .fam lacks a person, an ID has a blank, or the files cannot be
   *     written
   */
  static LocoFiles of(String prefix, String trait, List<String> people, String fam) {
    List<String> families = people;
    List<String> within = people;
    if (fam != null) {
      Path file = Exchange.path(fam);
      PersonTable table = PersonTable.read(file);
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < table.ids().size(); i++) {
        places.put(table.ids().get(i), i);
      }
      List<Integer> rows = new ArrayList<>();
      for (String person : people) {
        if (!places.containsKey(person)) {
          throw InvalidInput.of(
              "'%s' lacks '%s', a person of the fit; give the .fam of the fit's genotypes.",
              file, person);
        }
        rows.add(places.get(person));
      }
      families = rows.stream().map(table.families()::get).toList();
      within = rows.stream().map(table.within()::get).toList();
    }
    for (String person : people) {
      if (person.isEmpty() || person.chars().anyMatch(Character::isWhitespace)) {
        throw InvalidInput.of(
            "'%s' is an ID with a blank, which a file for regenie or PLINK cannot hold; rename it.",
            person);
      }
    }
    return new LocoFiles(Exchange.path(prefix), trait.replaceAll("\\s+", "_"), families, within);
  }

  /**
   * Writes {@code PREFIX_1.loco} and {@code PREFIX_pred.list}, of predictions in standard
   * deviations of the trait beyond fixed effects, as regenie takes them.
   *
   * @param values the genetic values (n) without each chromosome, by its number
   * @param whole the genetic values of all chromosomes, for those without SNPs (n)
   * @param deviation that standard deviation
   * @return the paths
   */
  List<String> writeRegenie(SortedMap<Integer, double[]> values, double[] whole, double deviation) {
    int rows = values.isEmpty() ? LEAST_ROWS : Math.max(LEAST_ROWS, values.lastKey());
    List<String> lines = new ArrayList<>();
    lines.add("FID_IID " + joined(i -> families.get(i) + "_" + within.get(i)));
    for (int row = 1; row <= rows; row++) {
      double[] of = values.getOrDefault(row, whole);
      lines.add(row + " " + joined(i -> String.valueOf(of[i] / deviation)));
    }
    write(loco(), lines);
    write(list(), List.of(trait + " " + loco()));
    return List.of(loco().toString(), list().toString());
  }

  /** Returns whether regenie can read the list of predictions, which it splits at blanks. */
  boolean regenieReadsList() {
    return loco().toString().chars().noneMatch(Character::isWhitespace);
  }

  Path list() {
    return path("_pred.list");
  }

  private Path loco() {
    return path("_1.loco");
  }

  private Path pheno() {
    return path(".pheno");
  }

  /**
   * Writes {@code PREFIX.pheno}: the trait less fixed effects and genetic values, one column per
   * chromosome, as PLINK 2 takes it.
   *
   * @param residual the trait less fixed effects (n)
   * @return the path
   */
  List<String> writePlink(List<String> chromosomes, Matrix values, double[] residual) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "#FID\tIID\t"
            + chromosomes.stream()
                .map(name -> trait + "_without_" + name)
                .collect(Collectors.joining("\t")));
    for (int i = 0; i < residual.length; i++) {
      int person = i;
      lines.add(
          families.get(i)
              + "\t"
              + within.get(i)
              + "\t"
              + IntStream.range(0, values.columns())
                  .mapToObj(c -> String.valueOf(residual[person] - values.get(person, c)))
                  .collect(Collectors.joining("\t")));
    }
    write(pheno(), lines);
    return List.of(pheno().toString());
  }

  private String joined(IntFunction<String> cell) {
    return IntStream.range(0, within.size()).mapToObj(cell).collect(Collectors.joining(" "));
  }

  private Path path(String ending) {
    return prefix.resolveSibling(prefix.getFileName() + ending);
  }

  private static void write(Path target, List<String> lines) {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(target, out -> out.write(text));
  }
}
