package genontk.service.kernel;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Snp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The places of each set's SNPs among the SNPs kept.
 *
 * @param places the places by the set's name
 * @param messages notes for the user
 */
record SnpPlaces(Map<String, int[]> places, List<String> messages) {

  private static final Pattern RANGE = Pattern.compile("(?:chr)?(\\w+):(\\d{1,18})-(\\d{1,18})");
  private static final int LISTED = 5;

  /**
   * Finds the sets' SNPs.
   *
   * @param sets null where kernels are made of all SNPs
   * @throws InvalidInput if no SNP of a set is used
   */
  static SnpPlaces of(SnpSets sets, StandardizedPeople people) {
    if (sets == null) {
      return new SnpPlaces(Map.of(), List.of());
    }
    List<Snp> kept = people.standardization().snps();
    Map<String, Integer> names = new LinkedHashMap<>();
    for (int j = 0; j < kept.size(); j++) {
      names.put(kept.get(j).id(), j);
    }
    Set<String> known = people.genotypes().snps().stream().map(Snp::id).collect(Collectors.toSet());
    Map<String, int[]> places = new LinkedHashMap<>();
    List<String> messages = new ArrayList<>();
    boolean[] used = new boolean[kept.size()];
    for (SnpSets.SnpSet set : sets.sets()) {
      TreeSet<Integer> found = new TreeSet<>();
      List<String> unknown = new ArrayList<>();
      for (String item : set.snps()) {
        Matcher range = RANGE.matcher(item);
        if (known.contains(item)) {
          found.addAll(names.containsKey(item) ? List.of(names.get(item)) : List.of());
        } else if (range.matches()) {
          found.addAll(within(kept, range));
        } else if (!item.equals(SnpSets.REST)) {
          unknown.add(item);
        }
      }
      if (!unknown.isEmpty()) {
        messages.add(
            Message.of("Not in the genotypes, of the set '%s': %s.", set.name(), some(unknown)));
      }
      found.forEach(j -> used[j] = true);
      places.put(set.name(), found.stream().mapToInt(Integer::intValue).toArray());
    }
    int[] rest = IntStream.range(0, used.length).filter(j -> !used[j]).toArray();
    if (!addRest(sets, rest, places) && rest.length > 0) {
      messages.add(
          Message.of(
              "%s SNPs are in no set and are not used: %s. A set of '*' would hold them.",
              rest.length, some(Arrays.stream(rest).mapToObj(j -> kept.get(j).id()).toList())));
    }
    places.forEach(SnpPlaces::requireUsed);
    return new SnpPlaces(places, messages);
  }

  /** Returns the places of a set's SNPs; null where the set is null, which stands for all SNPs. */
  int[] ofSet(String set) {
    return set == null ? null : places.get(set);
  }

  /** Gives the SNPs of no set to the sets that ask for them; returns whether one does. */
  private static boolean addRest(SnpSets sets, int[] rest, Map<String, int[]> places) {
    boolean asked = false;
    for (SnpSets.SnpSet set : sets.sets()) {
      if (set.snps().contains(SnpSets.REST)) {
        asked = true;
        places.put(set.name(), rest);
      }
    }
    return asked;
  }

  private static void requireUsed(String set, int[] places) {
    if (places.length == 0) {
      throw InvalidInput.of(
          "No SNP of the set '%s' of sets is used: they are not in the genotypes, or monomorphic,"
              + " or outside the filters. Leave the set out, or give names of SNPs or ranges such"
              + " as 19:44000000-46000000.",
          set);
    }
  }

  private static List<Integer> within(List<Snp> kept, Matcher range) {
    long first = Long.parseLong(range.group(2));
    long last = Long.parseLong(range.group(3));
    List<Integer> found = new ArrayList<>();
    for (int j = 0; j < kept.size(); j++) {
      String chromosome = String.valueOf(kept.get(j).chromosome());
      boolean same = chromosome.replaceFirst("^chr", "").equals(range.group(1));
      if (same && kept.get(j).position() >= first && kept.get(j).position() <= last) {
        found.add(j);
      }
    }
    return found;
  }

  private static String some(List<String> names) {
    int others = names.size() - LISTED;
    return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
        + (others > 0 ? " and " + others + " more" : "");
  }
}
