# Methods for the generics of broom. R registers them when the package of the generics is loaded.

#' Fits as tidy tables
#'
#' Methods for the generics of \pkg{generics}, which \pkg{broom} shares.
#'
#' @param x Fit by [ntk_lmm()] or [ntk_krr()].
#' @param conf.int Whether to give the 95 % intervals.
#' @param ... None.
#' @return `tidy()`: a data frame, one row per fixed effect and variance component, with the columns
#'   `effect` (`"fixed"` or `"ran_pars"`), `term`, `estimate`, `std.error`, `statistic` and
#'   `p.value`. `glance()`: a data frame of one row that describes the whole fit. `augment()`: the
#'   model frame with the columns `.id`, `.fitted`, `.resid`, `.fixed` and `.genetic`.
#' @name tidy.genontk_fit
#' @examplesIf requireNamespace("generics", quietly = TRUE)
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' fit <- ntk_lmm(G[, 1] + rnorm(60), G)
#' generics::tidy(fit, conf.int = TRUE)
#' generics::glance(fit)
#' head(generics::augment(fit))
NULL

# nolint start: object_name_linter. Other packages name these generics.

#' @rdname tidy.genontk_fit
#' @exportS3Method generics::tidy
tidy.genontk_fit <- function(x, conf.int = FALSE, ...) {
  stop_on_dots(...)
  fixed <- x$fixed_effects
  variances <- x$variance_components
  none <- rep(NA_real_, nrow(variances))
  table <- data.frame(
    effect = rep(c("fixed", "ran_pars"), c(nrow(fixed), nrow(variances))),
    term = c(fixed$term, sprintf("var(%s)", variances$component)),
    estimate = c(fixed$estimate, variances$estimate),
    std.error = c(fixed$std_error, variances$std_error),
    statistic = c(fixed$statistic, none),
    p.value = c(fixed$p_value, none)
  )
  if (conf.int) {
    ends <- fixed_intervals(x, 0.95)
    table$conf.low <- c(ends[, "lower"], variances$lower)
    table$conf.high <- c(ends[, "upper"], variances$upper)
  }
  table
}

#' @rdname tidy.genontk_fit
#' @exportS3Method generics::glance
glance.genontk_fit <- function(x, ...) {
  stop_on_dots(...)
  total <- x$heritability[x$heritability$component == "total", ]
  common <- data.frame(
    nobs = nobs(x),
    n_snps = if (is.null(x$n_snps)) NA else x$n_snps,
    kernel = x$kernel,
    heritability = total$estimate,
    sigma = sigma(x),
    df.residual = df.residual(x)
  )
  if (inherits(x, "ntk_krr")) {
    return(cbind(common, penalty = x$penalty, rule = x$rule))
  }
  likelihood <- logLik(x)
  cbind(
    common,
    logLik = as.numeric(likelihood),
    AIC = stats::AIC(likelihood),
    BIC = stats::BIC(likelihood),
    converged = x$converged
  )
}

#' @rdname tidy.genontk_fit
#' @exportS3Method generics::augment
augment.genontk_fit <- function(x, ...) {
  stop_on_dots(...)
  genetic <- unname(reporting(genetic_of_records(x)))
  frame <- data.frame(
    .id = names(x$fitted),
    .fitted = unname(x$fitted),
    .resid = unname(x$residuals),
    .fixed = unname(x$fitted) - genetic,
    .genetic = genetic
  )
  shown <- model.frame(x)
  attr(shown, "terms") <- NULL
  cbind(shown, frame)
}

# nolint end
