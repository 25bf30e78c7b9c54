# The generics of stats for a fit.

#' Parts of a fit, by the usual generics
#'
#' @param object,x,formula Fit by [ntk_lmm()] or [ntk_krr()].
#' @param type Type of residuals. `"response"`: the trait minus its fitted value; `"pearson"`: the
#'   same in units of `sigma()`; `"marginal"`: the trait minus its fixed part.
#' @param of Estimates whose covariance `vcov()` gives.
#' @param ... None.
#' @return
#'   `coef()`: the fixed effects, named by term.
#'
#'   `vcov()`: their covariance \eqn{(Z'V^{-1}Z)^{-1}}{(Z'V^-1 Z)^-1} at the estimated variances, or
#'   the covariance of the variance components. The square roots of its diagonal are the standard
#'   errors.
#'
#'   `sigma()`: the residual standard deviation.
#'
#'   `fitted()` and `residuals()`: vectors named by ID. In a fit with `na.action = na.exclude` they
#'   have `NA` for people who were dropped.
#'
#'   `nobs()`: the number of records, one per person unless some have several. `df.residual()`: the
#'   same minus the number of fixed effects.
#'
#'   `logLik()`: the log-likelihood at the estimates (under REML the restricted one). Its `df` is
#'   the number of fixed effects and variance components. `AIC()` and `BIC()` follow from it.
#'   `deviance()` is minus twice the log-likelihood, the REML criterion of lme4.
#'
#'   `formula()`, `terms()`, `model.frame()` and `model.matrix()`: those of the people used.
#'   `formula()` is `NULL` if the fit had none.
#'
#'   A model from [load_model()] has no fitted values, residuals, model frame and covariance of the
#'   fixed effects. Generics that need them end with an error.
#' @name generics
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' fit <- ntk_lmm(G[, 1] + rnorm(60), G)
#' coef(fit)
#' vcov(fit)
#' vcov(fit, "variance_components")
#' sigma(fit)
#' logLik(fit)
#' AIC(fit)
NULL

#' @rdname generics
#' @importFrom stats coef
#' @export
coef.genontk_fit <- function(object, ...) {
  stats::setNames(object$fixed_effects$estimate, object$fixed_effects$term)
}

#' @rdname generics
#' @importFrom stats vcov
#' @export
vcov.genontk_fit <- function(object, of = c("fixed_effects", "variance_components"), ...) {
  reporting({
    of <- choice(of, c("fixed_effects", "variance_components"), "of")
    if (of == "variance_components" && inherits(object, "ntk_krr")) {
      without_likelihood("standard errors of variances")
    }
    part_of_fit(object, paste0(of, "_covariance"), paste("covariance of the", sub("_", " ", of)))
  })
}

#' @rdname generics
#' @importFrom stats sigma
#' @export
sigma.genontk_fit <- function(object, ...) {
  components <- object$variance_components
  sqrt(components$estimate[components$component == "residual"])
}

#' @rdname generics
#' @importFrom stats fitted
#' @export
fitted.genontk_fit <- function(object, ...) {
  values <- reporting(part_of_fit(object, "fitted", "fitted values"))
  stats::napredict(object$missing, values)
}

#' @rdname generics
#' @importFrom stats residuals
#' @export
residuals.genontk_fit <- function(object, type = c("response", "pearson", "marginal"), ...) {
  reporting({
    type <- choice(type, c("response", "pearson", "marginal"), "type")
    values <- part_of_fit(object, "residuals", "residuals")
    values <- switch(
      type,
      response = values,
      pearson = values / sigma(object),
      marginal = values + genetic_of_records(object)
    )
    stats::naresid(object$missing, values)
  })
}

#' @rdname generics
#' @importFrom stats nobs
#' @export
nobs.genontk_fit <- function(object, ...) object$n_records

#' @rdname generics
#' @importFrom stats df.residual
#' @export
df.residual.genontk_fit <- function(object, ...) object$n_records - nrow(object$fixed_effects)

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

#' @rdname generics
#' @importFrom stats deviance
#' @export
deviance.ntk_lmm <- function(object, ...) -2 * object$log_likelihood

# Without these methods stats would say that there is no method, or give NULL.
without_likelihood <- function(what) {
  abort_invalid_input(
    "a kernel ridge regression has no ",
    what,
    "; fit the model by ntk_lmm(), or compare cross-validated errors (path, compare_methods())."
  )
}

#' @export
logLik.ntk_krr <- function(object, ...) reporting(without_likelihood("likelihood"))

#' @export
deviance.ntk_krr <- function(object, ...) reporting(without_likelihood("likelihood"))

#' @export
anova.ntk_krr <- function(object, ...) reporting(without_likelihood("likelihood to test"))

#' @export
simulate.ntk_krr <- function(object, nsim = 1, seed = NULL, ...) {
  reporting(without_likelihood("distribution to draw traits from"))
}

#' @rdname generics
#' @importFrom stats formula
#' @export
formula.genontk_fit <- function(x, ...) x$formula

#' @rdname generics
#' @importFrom stats terms
#' @export
terms.genontk_fit <- function(x, ...) reporting(attr(model.frame(x), "terms"))

#' @rdname generics
#' @importFrom stats model.frame
#' @export
model.frame.genontk_fit <- function(formula, ...) {
  reporting(part_of_fit(formula, "frame", "model frame"))
}

#' @rdname generics
#' @importFrom stats model.matrix
#' @export
model.matrix.genontk_fit <- function(object, ...) {
  of_frame <- reporting(terms(object))
  contrasts <- object$design$contrasts
  design <- stats::model.matrix(of_frame, object$frame, contrasts.arg = contrasts)
  # The fit has dropped the columns that others determine.
  design <- design[, object$fixed_effects$term, drop = FALSE]
  rownames(design) <- names(object$fitted)
  design
}
