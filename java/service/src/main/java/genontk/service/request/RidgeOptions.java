package genontk.service.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import java.util.List;

/**
 * How kernel ridge regression chooses its penalty.
 *
 * @param penalty one penalty or several, or null for the default grid
 * @param folds number of folds, or the fold of each row of the data
 * @param repeats number of times that folds are drawn
 * @param groups label of each row of the data, or null; a group stays in one fold
 * @param rule "min", "1se", "gcv", "loo" or "reml"
 * @param nested whether the error of the whole choice is estimated
 * @param diagnostics whether leave-one-out predictions are computed; null: up to some 2,000 people
 */
public record RidgeOptions(
    double[] penalty,
    @Default("5") FoldChoice folds,
    @Default("1") int repeats,
    @JsonProperty(access = Access.WRITE_ONLY) List<String> groups,
    @Default("\"min\"") String rule,
    @Default("false") boolean nested,
    Boolean diagnostics)
    implements Group {}
