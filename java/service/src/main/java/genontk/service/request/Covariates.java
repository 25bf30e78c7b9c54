package genontk.service.request;

import java.util.List;

/**
 * The fixed-effects design.
 *
 * @param values n x q, NaN is missing
 * @param names the q column names
 */
public record Covariates(MatrixReference values, List<String> names) {

  /** The name of the column of ones, and of the only column where no covariates are given. */
  public static final String INTERCEPT = "(Intercept)";
}
