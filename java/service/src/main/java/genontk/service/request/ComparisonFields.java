package genontk.service.request;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A comparison of methods.
 *
 * @param methods names, or objects with a fit and its options; null for the usual ones
 * @param splits number of random splits
 * @param testShare share of the people who are predicted
 * @param reference method from which the others differ, or null for the first
 */
public record ComparisonFields(
    JsonNode methods, @Default("20") int splits, @Default("0.2") double testShare, String reference)
    implements Group {}
