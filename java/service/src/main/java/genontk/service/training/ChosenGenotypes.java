package genontk.service.training;

import genontk.genotype.Genotypes;
import genontk.genotype.Standardization;
import genontk.run.Execution;
import genontk.service.kernel.StandardizedPeople;
import genontk.service.people.PeopleSource;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Selection;
import java.util.HashMap;
import java.util.Map;

/**
 * The genotypes of a fit: the people and SNPs that it asks for.
 *
 * @param genotypes the genotypes
 * @param source the people, and the reasons why others are not used
 */
public record ChosenGenotypes(Genotypes genotypes, PeopleSource source) {

  public static ChosenGenotypes of(Request request, Exchange exchange, Execution execution) {
    Genotypes all = exchange.genotypes(request.genotypes().genotypes());
    Genotypes chosen = Selection.of(all, request.genotypes().people(), request.genotypes().snps());
    Map<String, String> others = new HashMap<>();
    if (all.ids() != null && chosen.people() < all.people()) {
      all.ids().forEach(id -> others.put(id, "not among the people asked for"));
      others.keySet().removeAll(chosen.ids());
    }
    return new ChosenGenotypes(
        chosen,
        new PeopleSource(
            "genotypes",
            chosen.ids(),
            chosen.people(),
            refused(chosen, request.snps().maxMissingPerson(), execution),
            others));
  }

  private static String[] refused(Genotypes genotypes, double most, Execution execution) {
    if (most == 1) {
      return null;
    }
    int[] missing =
        Standardization.missingByPerson(genotypes, StandardizedPeople.rows(genotypes), execution);
    String[] refused = new String[missing.length];
    for (int i = 0; i < missing.length; i++) {
      boolean tooMany = (double) missing[i] / genotypes.snps().size() > most;
      refused[i] = tooMany ? "more genotypes missing than max_missing_person" : null;
    }
    return refused;
  }
}
