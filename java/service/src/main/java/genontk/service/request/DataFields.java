package genontk.service.request;

import java.util.List;
import java.util.Map;

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
 * @param levels for each identity kernel that is named after a column of the data, the level of
 *     each row under that name; null is missing. Or null
 * @param formula text of a formula that the task formula checks, or null
 * @param dates variables of that formula that are dates, times or durations, or null
 * @param texts variables of that formula that are text of numbers, with the first cell that is no
 *     number, or null where all are; or null
 * @param unsteady terms of it that have other values where other people are left out, or null
 */
public record DataFields(
    MatrixReference y,
    String[] yName,
    List<List<String>> yLevels,
    List<String> ids,
    Covariates covariates,
    MatrixReference weights,
    MatrixReference subset,
    Map<String, List<String>> levels,
    String formula,
    List<String> dates,
    Map<String, String> texts,
    List<String> unsteady)
    implements Group {}
