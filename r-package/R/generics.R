# The generics of stats for a fit.

#' What a fit holds, by the usual generics
#'
#' @param object A fit by [ntk_lmm()] or [ntk_krr()].
#' @param ... None.
#' @return `coef()`: the fixed effects, named by term; `fitted()` and `residuals()`: vectors named
#'   by ID; `nobs()`: the number of people, or of their records where some have
#'   several; `logLik()`: the log-likelihood at the estimates (under
#'   REML the restricted one), its `df` the number of fixed effects and variance components.
#' @name generics
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' fit <- ntk_lmm(G[, 1] + rnorm(60), G)
#' coef(fit)
#' logLik(fit)
NULL

#' @rdname generics
#' @importFrom stats coef
#' @export
coef.genontk_fit <- function(object, ...) {
  stats::setNames(object$fixed_effects$estimate, object$fixed_effects$term)
}

#' @rdname generics
#' @importFrom stats fitted
#' @export
fitted.genontk_fit <- function(object, ...) object$fitted

#' @rdname generics
#' @importFrom stats residuals
#' @export
residuals.genontk_fit <- function(object, ...) object$residuals

#' @rdname generics
#' @importFrom stats nobs
#' @export
nobs.genontk_fit <- function(object, ...) object$n_records

#' @rdname generics
#' @importFrom stats logLik
#' @export
logLik.ntk_lmm <- function(object, ...) {
  structure(
    object$log_likelihood,
    df = nrow(object$fixed_effects) + nrow(object$variance_components),
    nobs = object$n_records,
    class = "logLik"
  )
}
