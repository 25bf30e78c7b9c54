package genontk.service.request;

import java.util.List;

/**
 * The data: a row per record, usually per person.
 *
 * @param y traits (rows x traits), NaN is missing
 * @param yName names of the traits
 * @param yLevels for each trait that is no number its levels, of which y holds the places from 0,
 *     and null for the others; or null. Two of the levels occur, and the later one counts 1
 * @param ids ID of each row, or null
 * @param covariates fixed-effects design, or null for the intercept alone
 * @param weights weight of each row, or null
 * @param subset 1 for each row that is used, and 0 or NaN for the others; or null
 */
public record DataFields(
    MatrixReference y,
    String[] yName,
    List<List<String>> yLevels,
    List<String> ids,
    Covariates covariates,
    MatrixReference weights,
    MatrixReference subset)
    implements Group {}
