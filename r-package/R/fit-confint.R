#' Confidence intervals of a fit
#'
#' Intervals of fixed effects are from the t distribution with `df.residual()` degrees of freedom,
#' at the estimated variances. Intervals of variance components and heritability are those of the
#' fit: profile likelihood intervals under REML, at 95 %. `method = "Wald"` computes them from
#' estimate and standard error at any level, cut at 0 (and 1). Near these bounds Wald intervals
#' cover too little.
#'
#' @param object Fit by [ntk_lmm()]. A fit by [ntk_krr()] has intervals of fixed effects alone.
#' @param parm Parameters: `"fixed"`, `"variance"`, `"heritability"` or names of rows. Default: all.
#' @param level Coverage of the intervals.
#' @param method Method: `"profile"`, the fit's own intervals, or `"Wald"`.
#' @param ... None.
#' @return A matrix with one row per parameter and the columns of its lower and upper end. Rows are
#'   named after the term of a fixed effect, or `var(additive)` and `h2(total)`.
#' @importFrom stats confint
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' fit <- ntk_lmm(G[, 1] + rnorm(60), G, kernel = "ntk")
#' confint(fit)
#' confint(fit, "heritability", level = 0.9, method = "Wald")
confint.genontk_fit <- function(
  object,
  parm,
  level = 0.95,
  method = c("profile", "Wald"),
  ...
) {
  stop_on_dots(...)
  reporting({
    method <- choice(method, c("profile", "Wald"), "method")
    if (!is.numeric(level) || length(level) != 1L || !isTRUE(level > 0 && level < 1)) {
      abort_invalid_input("level must be one number above 0 and below 1.")
    }
    has_intervals <- inherits(object, "ntk_lmm")
    kinds <- c("fixed", if (has_intervals) c("variance", "heritability"))
    wanted <- if (missing(parm)) kinds else parm
    tables <- list(
      fixed = fixed_intervals(object, level),
      variance = if (has_intervals) rows_named(object$variance_components, "var"),
      heritability = if (has_intervals) rows_named(object$heritability, "h2")
    )
    chosen <- chosen_rows(tables, wanted)
    of_variances <- rownames(chosen) %in% rownames(do.call(rbind, unname(tables[-1L])))
    if (any(of_variances)) {
      ends <- variance_intervals(tables[-1L], level, method)
      chosen[of_variances, ] <- ends[rownames(chosen)[of_variances], ]
    }
    tails <- c((1 - level) / 2, (1 + level) / 2)
    colnames(chosen) <- paste(format(100 * tails, trim = TRUE, digits = 3L), "%")
    chosen
  })
}

fixed_intervals <- function(object, level) {
  effects <- coef(object)
  half <- stats::qt((1 + level) / 2, df.residual(object)) * object$fixed_effects$std_error
  cbind(lower = effects - half, upper = effects + half)
}

rows_named <- function(table, prefix) {
  columns <- as.matrix(table[c("lower", "upper", "estimate", "std_error")])
  rownames(columns) <- sprintf("%s(%s)", prefix, table$component)
  columns
}

chosen_rows <- function(tables, wanted) {
  rows <- lapply(tables, function(table) if (!is.null(table)) table[, 1:2, drop = FALSE])
  all <- do.call(rbind, unname(rows))
  if (is.numeric(wanted)) {
    wanted <- rownames(all)[wanted]
  }
  names <- unlist(lapply(wanted, function(one) {
    if (one %in% names(rows)) rownames(rows[[one]]) else one
  }))
  unknown <- setdiff(names, rownames(all))
  if (length(unknown) > 0L || length(names) == 0L) {
    abort_invalid_input(
      "parm: there is no ",
      some_of(unknown),
      "; allowed are fixed, variance, heritability and ",
      some_of(rownames(all), 20L),
      "."
    )
  }
  all[names, , drop = FALSE]
}

variance_intervals <- function(tables, level, method) {
  all <- do.call(rbind, unname(tables))
  if (method == "profile") {
    if (!isTRUE(all.equal(level, 0.95))) {
      abort_invalid_input(
        "the intervals of variance components and heritability are known at level 0.95; give ",
        "method = \"Wald\" for another, or parm = \"fixed\"."
      )
    }
    return(all[, c("lower", "upper"), drop = FALSE])
  }
  half <- stats::qnorm((1 + level) / 2) * all[, "std_error"]
  most <- ifelse(rownames(all) %in% rownames(tables$heritability), 1, Inf)
  cbind(
    lower = pmax(all[, "estimate"] - half, 0),
    upper = pmin(all[, "estimate"] + half, most)
  )
}
