package genontk.service.request;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.genotype.Snp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The people and SNPs that {@code people} and {@code snps} name: by ID, by number from 1, by true
 * and false for each, and SNPs by a range such as 19:44000000-46000000 or a chromosome such as 19:.
 */
public final class Selection {

  private static final Pattern RANGE = Pattern.compile("(?:chr)?([^:\\s]+):(?:(\\d+)-(\\d+))?");
  private static final int EXAMPLES = 3;

  private Selection() {}

  /** Returns the genotypes of those people and SNPs; a null node selects all. */
  public static Genotypes of(Genotypes genotypes, JsonNode people, JsonNode snps) {
    if (absent(people) && absent(snps)) {
      return genotypes;
    }
    int[] rows = places("people", people, genotypes.people(), genotypes.ids(), null);
    List<Snp> all = genotypes.snps();
    List<String> names = genotypes.hasSnpNames() ? all.stream().map(Snp::id).toList() : null;
    return genotypes.select(rows, places("snps", snps, all.size(), names, all));
  }

  private static boolean absent(JsonNode node) {
    return node == null || node.isNull();
  }

  private static int[] places(
      String what, JsonNode chosen, int count, List<String> names, List<Snp> snps) {
    if (absent(chosen)) {
      return IntStream.range(0, count).toArray();
    }
    List<JsonNode> entries = new ArrayList<>();
    if (chosen.isArray()) {
      chosen.forEach(entries::add);
    } else {
      entries.add(chosen);
    }
    boolean mask = !entries.isEmpty() && entries.stream().allMatch(JsonNode::isBoolean);
    if (mask && entries.size() != count) {
      throw InvalidInput.of(
          "%s has %s times true or false; give one for each of %s.", what, entries.size(), count);
    }
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; names != null && i < count; i++) {
      byName.put(names.get(i), i);
    }
    Set<Integer> found = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (int k = 0; k < entries.size(); k++) {
      JsonNode entry = entries.get(k);
      if (mask) {
        if (entry.booleanValue()) {
          found.add(k);
        }
      } else if (entry.isNumber()) {
        found.add(number(what, entry, count));
      } else if (byName.containsKey(entry.asText())) {
        found.add(byName.get(entry.asText()));
      } else if (!addRange(entry.asText(), snps, found)) {
        unknown.add("'" + entry.asText() + "'");
      }
    }
    requireKnown(what, unknown, names);
    if (found.isEmpty()) {
      throw InvalidInput.of(
          "%s selects nobody and nothing; allowed is one of %s or more.", what, count);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int number(String what, JsonNode entry, int count) {
    double number = entry.doubleValue();
    if (number != Math.rint(number) || number < 1 || number > count) {
      throw InvalidInput.of(
          "%s names number %s; allowed are whole numbers from 1 to %s, counted from 1 here.",
          what, entry, count);
    }
    return (int) number - 1;
  }

  /** Returns whether the text is a range; adds what lies in it. */
  private static boolean addRange(String text, List<Snp> snps, Set<Integer> found) {
    Matcher range = RANGE.matcher(text);
    if (snps == null || !range.matches()) {
      return false;
    }
    long from = range.group(2) == null ? 0 : Long.parseLong(range.group(2));
    long to = range.group(3) == null ? Long.MAX_VALUE : Long.parseLong(range.group(3));
    int before = found.size();
    for (int j = 0; j < snps.size(); j++) {
      Snp snp = snps.get(j);
      if (snp.chromosome() != null
          && bare(snp.chromosome()).equals(range.group(1))
          && snp.position() >= from
          && snp.position() <= to) {
        found.add(j);
      }
    }
    if (found.size() == before) {
      throw InvalidInput.of(
          "snps = '%s' is a range in which no SNP lies (or none that was not named before);"
              + " chromosomes are written as in the .bim.",
          text);
    }
    return true;
  }

  private static String bare(String chromosome) {
    return chromosome.startsWith("chr") ? chromosome.substring(3) : chromosome;
  }

  private static void requireKnown(String what, List<String> unknown, List<String> names) {
    if (!unknown.isEmpty()) {
      String some = String.join(", ", unknown.subList(0, Math.min(EXAMPLES, unknown.size())));
      throw InvalidInput.of(
          "%s names %s that the genotypes do not have (%s); %s",
          what,
          unknown.size(),
          some,
          names == null
              ? "these carry no names: give numbers."
              : Message.of("they have, for one, '%s'.", names.get(0)));
    }
  }
}
