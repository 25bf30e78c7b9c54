package genontk.service.model;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.service.request.DesignRecipe;
import genontk.service.request.Exchange;
import genontk.service.request.MatrixReference;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.service.result.FitAccount;
import java.util.ArrayList;
import java.util.List;

/** The task load_model: reads a model file and returns its content. */
public record LoadTask(Request request, Exchange exchange) implements Task {

  /**
   * The content of a model file.
   *
   * @param fit the result of the fit, without the fields that the file lacks
   * @param people IDs of the training people, or null where they were left out
   * @param design the recipe that makes covariates from data, or null
   * @param lacks one sentence for each part of a fit that the file lacks
   * @param model reference to the model's bytes, as in the result of a fit
   */
  record Result(
      JsonNode fit, List<String> people, DesignRecipe design, List<String> lacks, String model) {}

  @Override
  public Result run() {
    if (request.files().path() == null || request.files().path().isBlank()) {
      throw new InvalidInput("path is empty; give the path of a model file.");
    }
    byte[] bytes = exchange.model(new MatrixReference(null, null, request.files().path()));
    FittedModel model = ModelReader.read(bytes);
    FitAccount account = ModelReader.account(bytes);
    return new Result(
        account.result(),
        model.summary().people(),
        account.design(),
        lacks(model),
        exchange.deliverModel(out -> out.write(bytes), ""));
  }

  private static List<String> lacks(FittedModel model) {
    List<String> lacks = new ArrayList<>();
    lacks.add("The model came from a file: it has no fitted values, residuals and genetic values.");
    if (model.summary().people() == null) {
      lacks.add("The people's IDs were left out of the file.");
    }
    if (model.effects() != null) {
      lacks.add(
          "The file holds the effects of SNPs alone: it predicts, without intervals, and holds no"
              + " genotypes.");
    }
    return lacks;
  }
}
