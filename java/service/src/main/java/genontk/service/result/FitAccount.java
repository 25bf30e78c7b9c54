package genontk.service.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import genontk.error.InvalidInput;
import genontk.service.request.DesignRecipe;
import genontk.service.wire.Json;
import java.util.List;

/**
 * A model's account of its own fit, for a loaded model to print: the result of the fit without
 * fields that are elsewhere in the model or have one value per person.
 *
 * @param result the fields of a {@link FitReport} and a {@link RidgeOutcome}
 * @param design the recipe that makes new people's covariates from their data; null until the model
 *     is saved
 */
public record FitAccount(JsonNode result, DesignRecipe design) {

  private static final List<String> ELSEWHERE = List.of("people", "records", "folds");
  private static final List<String> TABLES =
      List.of("variance_components", "heritability", "fixed_effects", "dropped");
  private static final List<String> SCALARS =
      List.of("y_name", "n_people", "n_records", "n_snps", "kernel");

  public FitAccount {
    if (result == null || !List.of("ntk_lmm", "ntk_krr").contains(result.path("task").asText())) {
      throw damaged("task");
    }
    for (String name : SCALARS) {
      if (!result.path(name).isValueNode()) {
        throw damaged(name);
      }
    }
    for (String name : TABLES) {
      requireTable(result, name);
    }
    if (!result.path("options").isObject() || !result.path("messages").isArray()) {
      throw damaged("options");
    }
  }

  /** The fields of a result that an account keeps. */
  private record Content(@JsonUnwrapped FitReport report, @JsonUnwrapped RidgeOutcome ridge) {}

  /**
   * Returns the account of a fit.
   *
   * @param ridge the choice of the penalty; null for a mixed model
   */
  public static FitAccount of(FitReport report, RidgeOutcome ridge) {
    ObjectNode result = Json.tree(new Content(report, ridge));
    result.remove(ELSEWHERE);
    ObjectNode options = (ObjectNode) result.get("options");
    if (!options.path("kernel").isTextual()) {
      // A reference to the user's own matrix holds the IDs of people.
      options.put("kernel", report.subject().kernel());
    }
    return new FitAccount(result, null);
  }

  /** Returns the account with the recipe of the covariates; null keeps the present one. */
  public FitAccount with(DesignRecipe recipe) {
    return new FitAccount(result, recipe == null ? design : recipe);
  }

  /** Returns the account without IDs of people. */
  public FitAccount withoutPeople() {
    ObjectNode anonymous = result.deepCopy();
    anonymous.putArray("messages");
    if (anonymous.path("nested").path("fold") instanceof ArrayNode labels) {
      for (int i = 0; i < labels.size(); i++) {
        labels.set(i, ""); // the name of a family or of a person
      }
    }
    ObjectNode dropped = (ObjectNode) anonymous.get("dropped");
    ArrayNode ids = (ArrayNode) dropped.get("id");
    for (int i = 0; i < ids.size(); i++) {
      if (dropped.get("type").path(i).asText().equals("person")) {
        ids.set(i, "");
      }
    }
    return new FitAccount(anonymous, design);
  }

  private static void requireTable(JsonNode result, String name) {
    JsonNode table = result.path(name);
    int rows = -1;
    for (JsonNode column : table) {
      if (!column.isArray() || rows >= 0 && column.size() != rows) {
        throw damaged(name);
      }
      rows = column.size();
    }
    if (!table.isObject() || rows < 0) {
      throw damaged(name);
    }
  }

  private static InvalidInput damaged(String field) {
    return InvalidInput.of(
        "The model's fit.json has no '%s' of a fit; it is damaged. Fetch it again, or fit it"
            + " again.",
        field);
  }
}
