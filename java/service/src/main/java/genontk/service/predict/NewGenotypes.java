package genontk.service.predict;

import genontk.error.Message;
import genontk.genotype.Genotypes;
import genontk.genotype.SnpColumns;
import genontk.genotype.StandardizedGenotypes;
import genontk.service.model.FittedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * New people's genotypes at the SNPs of a fit.
 *
 * @param x genotypes, standardised by the training people's means and deviations (people x p)
 * @param messages notes for the user on the join
 */
record NewGenotypes(StandardizedGenotypes x, List<String> messages) {

  /** Joins the SNPs; {@code rows} are the people's rows in the genotypes. */
  static NewGenotypes of(FittedModel model, Genotypes genotypes, int[] rows) {
    FittedModel.Summary summary = model.summary();
    SnpColumns columns =
        SnpColumns.join(
            model.standardization().snps(),
            model.standardization().columns(),
            summary.trainingSnps(),
            summary.namedSnps(),
            genotypes);
    List<String> messages = new ArrayList<>(columns.messages());
    StandardizedGenotypes x =
        StandardizedGenotypes.joined(genotypes, rows, columns, model.standardization());
    List<String> mostlyMissing = x.mostlyMissing();
    if (!mostlyMissing.isEmpty()) {
      messages.add(
          Message.of(
              "More than 10 %% of the fit's SNPs are missing in: %s.",
              String.join(", ", mostlyMissing)));
    }
    return new NewGenotypes(x, messages);
  }
}
