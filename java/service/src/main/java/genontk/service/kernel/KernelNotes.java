package genontk.service.kernel;

import genontk.error.Message;
import genontk.genotype.Dropped;
import genontk.genotype.Standardization;
import genontk.kernel.Gram;
import genontk.service.people.CountPhrase;
import genontk.service.request.Request;
import genontk.service.request.SnpOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes for the user on the kernels and genotypes of a fit. */
public final class KernelNotes {

  /** Above this depth the kernel is almost 1/4 for every pair of people. */
  private static final int DEEP = 5;

  private KernelNotes() {}

  /** Returns notes on the kernels asked for. */
  public static List<String> of(List<KernelChoice.Component> components, Request request) {
    List<String> notes = new ArrayList<>();
    components.stream()
        .filter(c -> c.isMade() && c.kernel().depth() != null && c.kernel().depth() > DEEP)
        .mapToInt(c -> c.kernel().depth())
        .distinct()
        .forEach(
            depth ->
                notes.add(
                    Message.of(
                        "depth = %s: above %s the kernel is almost the same for all pairs of"
                            + " people; 1 to 3 do better.",
                        depth, DEEP)));
    boolean finite = components.stream().anyMatch(c -> c.isMade() && c.kernel().isEmpirical());
    boolean additive =
        components.stream().anyMatch(c -> c.isMade() && c.kernel().kernel().equals("additive"));
    boolean pairwise = request.snps().missing().equals(SnpOptions.PAIRWISE);
    boolean others = components.stream().anyMatch(c -> c.isMade() && !c.kernel().isLinear());
    if (pairwise && others) {
      notes.add(
          "missing = 'pairwise' concerns the additive and dominance kernels alone; in the others a"
              + " missing genotype takes the mean.");
    }
    if (finite && additive) {
      notes.add(
          "ntk = 'empirical' has no closed additive part: the component 'ntk' holds additive"
              + " variance too, and the two heritabilities are not to be told apart.");
    }
    return notes;
  }

  /** Returns notes on the SNPs and on people with many missing genotypes. */
  static List<String> of(Standardization standardization, int given) {
    List<String> notes = new ArrayList<>();
    if (!standardization.dropped().isEmpty()) {
      notes.add(
          Message.of(
              "Of %s SNPs %s are used; dropped were %s.",
              given, standardization.snps().size(), countsByReason(standardization.dropped())));
    }
    if (!standardization.flagged().isEmpty()) {
      notes.add(
          Message.of(
              "More than 10 %% of the genotypes are missing in: %s.",
              String.join(", ", standardization.flagged())));
    }
    if (!standardization.haploid().isEmpty()) {
      notes.add(
          Message.of(
              "Heterozygous on a chromosome of which they have one copy (check their sex in the"
                  + " .fam): %s.",
              String.join(", ", standardization.haploid())));
    }
    return notes;
  }

  /**
   * Returns notes on people who have the training mean at every SNP. For a set of SNPs, where such
   * people are usual, one note gives their number.
   */
  public static List<String> zeroRows(Gram.People people, boolean allSnps) {
    if (allSnps) {
      return zeroRows(people);
    }
    long count = Arrays.stream(people.squaredNorms()).filter(norm -> norm == 0).count();
    return count == 0
        ? List.of()
        : List.of(
            CountPhrase.people(count, "has", "have") + " the training mean at every SNP of a set.");
  }

  /** Returns "3: monomorphic; 2: minor allele frequency below maf". */
  private static String countsByReason(List<Dropped> dropped) {
    Map<String, Long> counts =
        dropped.stream()
            .collect(
                Collectors.groupingBy(Dropped::reason, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + ": " + entry.getKey())
        .collect(Collectors.joining("; "));
  }

  /** Returns a note for each person who has the training mean at every SNP. */
  private static List<String> zeroRows(Gram.People people) {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < people.squaredNorms().length; i++) {
      if (people.squaredNorms()[i] == 0) {
        notes.add(
            Message.of(
                "'%s' has the training mean at every SNP, so that nothing is known of this person's"
                    + " genotype.",
                people.genotypes().personName(i)));
      }
    }
    return notes;
  }
}
