package genontk.service.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.Snp;
import genontk.genotype.TextLines;
import genontk.service.request.Exchange;
import genontk.service.wire.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Sets of SNPs, each with a kernel and a variance component of its own.
 *
 * @param sets at least one
 */
public record SnpSets(List<SnpSet> sets) {

  /** What a set holds in place of names: every SNP that is in no other set. */
  static final String REST = "*";

  private static final Pattern RANGE = Pattern.compile("(?:chr)?(\\w+):(\\d{1,18})-(\\d{1,18})");
  private static final int LISTED = 5;

  /**
   * A set.
   *
   * @param name what tables call it
   * @param snps names of SNPs, ranges such as 19:44000000-46000000, or {@link #REST}
   */
  record SnpSet(String name, List<String> snps) {}

  /** What a request says: the sets themselves, or the file that lists them. */
  record Given(List<SnpSet> sets, String file) {}

  /**
   * The places of each set's SNPs among the kept ones.
   *
   * @param places by the set's name
   * @param messages what a user should know
   */
  record Places(Map<String, int[]> places, List<String> messages) {}

  public SnpSets {
    Map<String, SnpSet> names = new LinkedHashMap<>();
    for (SnpSet set : sets == null ? List.<SnpSet>of() : sets) {
      boolean whole = set != null && set.name != null && !set.name.isBlank() && set.snps != null;
      if (!whole || set.snps.isEmpty() || names.put(set.name, set) != null) {
        throw InvalidInput.of(
            "sets has a set without a name or SNPs, or two of one name (%s); give each a name of"
                + " its own and the SNPs in it.",
            set == null ? null : set.name);
      }
    }
    if (names.isEmpty()) {
      throw new InvalidInput("sets is empty; give at least one set of SNPs, by name.");
    }
  }

  /** Returns the request's sets, or null where there are none. */
  public static SnpSets of(JsonNode given) {
    if (given == null || given.isNull()) {
      return null;
    }
    Given sets = Json.read(given, Given.class, "sets");
    return sets.file == null ? new SnpSets(sets.sets) : read(Exchange.path(sets.file));
  }

  /** Reads lines of a set's name and SNPs or ranges; a set may take several lines. */
  private static SnpSets read(Path file) {
    Map<String, List<String>> sets = new LinkedHashMap<>();
    for (String line : TextLines.read(file)) {
      String[] words = line.strip().split("\\s+");
      if (!words[0].isEmpty() && !words[0].startsWith("#")) {
        sets.computeIfAbsent(words[0], name -> new ArrayList<>())
            .addAll(Arrays.asList(words).subList(1, words.length));
      }
    }
    return new SnpSets(
        sets.entrySet().stream().map(set -> new SnpSet(set.getKey(), set.getValue())).toList());
  }

  /** Returns the choice with each of its kernels for each set. */
  public KernelChoice expand(KernelChoice choice) {
    return new KernelChoice(choice.candidates().stream().map(this::expand).toList());
  }

  /** Returns the candidate with each of its kernels for each set. */
  public KernelChoice.Candidate expand(KernelChoice.Candidate kernel) {
    List<KernelChoice.Component> components = new ArrayList<>();
    List<KernelChoice.Component> made =
        kernel.components().stream().filter(component -> !component.isGiven()).toList();
    for (SnpSet set : sets) {
      for (KernelChoice.Component component : made) {
        String name = made.size() == 1 ? set.name : set.name + "." + component.name();
        components.add(component.of(name, set.name));
      }
    }
    kernel.components().stream().filter(KernelChoice.Component::isGiven).forEach(components::add);
    KernelChoice.requireDistinct(components);
    return new KernelChoice.Candidate(
        kernel.label() + " of " + sets.size() + " sets", List.copyOf(components));
  }

  /**
   * Finds the sets' SNPs.
   *
   * @param kept the SNPs that are used
   * @param all those of the genotypes
   * @throws InvalidInput if no SNP of a set is used
   */
  Places places(List<Snp> kept, List<Snp> all) {
    Map<String, Integer> names = new LinkedHashMap<>();
    for (int j = 0; j < kept.size(); j++) {
      names.put(kept.get(j).id(), j);
    }
    List<String> everyName = all.stream().map(Snp::id).toList();
    TreeSet<String> known = new TreeSet<>(everyName);
    Map<String, int[]> places = new LinkedHashMap<>();
    List<String> messages = new ArrayList<>();
    boolean[] used = new boolean[kept.size()];
    for (SnpSet set : sets) {
      TreeSet<Integer> found = new TreeSet<>();
      List<String> unknown = new ArrayList<>();
      for (String item : set.snps) {
        Matcher range = RANGE.matcher(item);
        if (known.contains(item)) {
          found.addAll(names.containsKey(item) ? List.of(names.get(item)) : List.of());
        } else if (range.matches()) {
          found.addAll(within(kept, range));
        } else if (!item.equals(REST)) {
          unknown.add(item);
        }
      }
      if (!unknown.isEmpty()) {
        messages.add(
            Message.of("Not in the genotypes, of the set '%s': %s.", set.name, some(unknown)));
      }
      found.forEach(j -> used[j] = true);
      places.put(set.name, found.stream().mapToInt(Integer::intValue).toArray());
    }
    int[] rest = IntStream.range(0, used.length).filter(j -> !used[j]).toArray();
    boolean asked = false;
    for (SnpSet set : sets) {
      if (set.snps.contains(REST)) {
        asked = true;
        places.put(set.name, rest);
      }
      requireUsed(set, places.get(set.name));
    }
    if (rest.length > 0 && !asked) {
      messages.add(
          Message.of(
              "%s SNPs are in no set and are not used: %s. A set of '*' would hold them.",
              rest.length, some(Arrays.stream(rest).mapToObj(j -> kept.get(j).id()).toList())));
    }
    return new Places(places, messages);
  }

  private static void requireUsed(SnpSet set, int[] places) {
    if (places.length == 0) {
      throw InvalidInput.of(
          "No SNP of the set '%s' of sets is used: they are not in the genotypes, or monomorphic,"
              + " or outside the filters. Leave the set out, or give names of SNPs or ranges such"
              + " as 19:44000000-46000000.",
          set.name);
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
