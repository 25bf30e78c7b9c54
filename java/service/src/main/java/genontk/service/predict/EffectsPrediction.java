package genontk.service.predict;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.service.model.FittedModel;
import genontk.service.model.SnpEffects;
import genontk.service.people.PeopleSource;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predictions of new people from the effects of SNPs, yhat = Z*b + X* effects.
 *
 * @param people the people to be predicted
 * @param values their predictions (people x 1); NaN for a person without genotypes
 * @param messages notes for the user
 */
record EffectsPrediction(NewPeople people, Matrix values, List<String> messages) {

  static EffectsPrediction of(
      Request request,
      FittedModel model,
      Exchange exchange,
      LinearAlgebra algebra,
      Execution execution) {
    if (request.prediction().interval() != null) {
      throw InvalidInput.of(
          "interval = '%s' was asked of a model that holds the effects of SNPs alone; an interval"
              + " needs the training genotypes. Save the whole model, or leave interval out.",
          request.prediction().interval());
    }
    if (request.prediction().components()) {
      throw new InvalidInput(
          "components was asked of a model that holds the effects of SNPs alone, those of all"
              + " components in one. Save the whole model, or leave components out.");
    }
    Genotypes genotypes = NewKernels.required(request, exchange);
    NewPeople people =
        NewPeople.of(
            request,
            exchange,
            model.summary().terms(),
            List.of(new PeopleSource("genotypes", genotypes.ids(), genotypes.people())));
    int[] present = people.present();
    int[] rows = Arrays.stream(present).map(i -> people.sourceRows().get(0)[i]).toArray();
    NewGenotypes fresh = NewGenotypes.of(model, genotypes, rows);
    double[] genetic = SnpEffects.predict(model.effects(), fresh.x(), algebra, execution);
    List<String> messages = new ArrayList<>(people.messages());
    messages.addAll(fresh.messages());
    return new EffectsPrediction(
        people,
        people.withFixedEffects(present, genetic, model.summary().fixedEffects()),
        messages);
  }
}
