package genontk.service.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.genotype.TextLines;
import genontk.service.request.Exchange;
import genontk.service.wire.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of SNPs, each with a kernel and a variance component of its own.
 *
 * @param sets at least one
 */
public record SnpSets(List<SnpSet> sets) {

  /** Stands in a set for every SNP that is in no other set. */
  static final String REST = "*";

  /**
   * A set of SNPs.
   *
   * @param name name in tables
   * @param snps names of SNPs, ranges such as 19:44000000-46000000, or {@link #REST}
   */
  record SnpSet(String name, List<String> snps) {}

  /** The sets of a request, or the file that lists them. */
  record Given(List<SnpSet> sets, String file) {}

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

  /** Reads lines with a set's name and its SNPs or ranges; a set may take several lines. */
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
        kernel.components().stream().filter(KernelChoice.Component::isMade).toList();
    for (SnpSet set : sets) {
      for (KernelChoice.Component component : made) {
        String name = made.size() == 1 ? set.name : set.name + "." + component.name();
        components.add(component.of(name, set.name));
      }
    }
    kernel.components().stream().filter(one -> !one.isMade()).forEach(components::add);
    KernelChoice.requireDistinct(components);
    return new KernelChoice.Candidate(
        kernel.label() + " of " + sets.size() + " sets", List.copyOf(components));
  }
}
