package genontk.service.request;

import java.util.List;
import java.util.Map;

/**
 * The fixed-effects design.
 *
 * @param values n x q, NaN is missing
 * @param names the q column names
 * @param leftOut terms that have no column, since all people with a trait and covariates have one
 *     level: the variable and that level. Or null
 */
public record Covariates(MatrixReference values, List<String> names, Map<String, String> leftOut) {

  /** The name of the column of ones, and of the only column where no covariates are given. */
  public static final String INTERCEPT = "(Intercept)";
}
