package genontk.service.model;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.linalg.Matrix;
import genontk.service.kernel.IdentityKernel;
import java.util.Arrays;
import java.util.Collection;

/** Refuses models of a newer format, and models whose entries do not fit each other. */
final class ModelChecks {

  private ModelChecks() {}

  /** Reads the format alone, since a newer one may hold fields that are unknown here. */
  static void requireKnownFormat(JsonNode header) {
    String format = header.path("format").asText();
    int version = header.path("format_version").asInt(Integer.MAX_VALUE);
    if (!ModelEntries.FORMAT.equals(format) || version > ModelEntries.FORMAT_VERSION) {
      throw InvalidInput.of(
          "The model has the format '%s' %s; this version reads '%s' up to %s. Update genontk.",
          format, header.path("format_version"), ModelEntries.FORMAT, ModelEntries.FORMAT_VERSION);
    }
  }

  static void requireKnownNames(Collection<String> names) {
    if (!names.stream().allMatch(ModelEntries::isKnown)) {
      throw new InvalidInput(
          "The model holds an entry of a name that no model has; it is damaged or forged. Fetch it"
              + " again from whom you trust.");
    }
  }

  static void requireWhole(FittedModel.Summary summary) {
    require(
        summary != null
            && summary.kernel() != null
            && summary.components() != null
            && !summary.components().isEmpty()
            && summary.terms() != null
            && summary.fixedEffects() != null,
        ModelEntries.MODEL);
    require(
        summary.people() == null || summary.people().size() == summary.nPeople(),
        ModelEntries.MODEL);
    require(summary.fixedEffects().length == summary.terms().size(), ModelEntries.MODEL);
  }

  static void requireWhole(FittedModel.Component component, int people) {
    require(component != null && component.name() != null, ModelEntries.MODEL);
    require(
        component.isMade()
            ? component.kernel().isComplete()
            : component.isGiven() || isWhole(component.identity(), people),
        ModelEntries.MODEL);
  }

  private static boolean isWhole(IdentityKernel identity, int people) {
    return identity != null && identity.levels() != null && identity.levels().size() == people;
  }

  /** Requires that the components' SNPs are among those that were kept. */
  static void requireSnps(FittedModel.Summary summary, int kept) {
    for (FittedModel.Component component : summary.components()) {
      int[] snps = component == null ? new int[0] : component.snpsOf(kept);
      require(
          snps.length > 0 && Arrays.stream(snps).allMatch(j -> j >= 0 && j < kept),
          ModelEntries.MODEL);
    }
  }

  static void requireSquare(Matrix matrix, int order, String entry) {
    require(matrix.rows() == order && matrix.columns() == order, entry);
  }

  static void require(boolean holds, String entry) {
    if (!holds) {
      throw InvalidInput.of(
          "The model's %s does not fit its other entries; it is damaged. Fit it again.", entry);
    }
  }
}
