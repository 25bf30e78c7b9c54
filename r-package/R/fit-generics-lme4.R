# The generics of mixed models in nlme and lme4. genontk has its own, so that it needs neither
# package. The methods are also registered for the generics of nlme, which lme4 shares.

#' Fixed effects, random effects and variances of a fit
#'
#' These are the generics of \pkg{nlme} and \pkg{lme4}. If one of these packages is loaded too, the
#' generic of each package works for the fits of the other.
#'
#' @param object,x Fit by [ntk_lmm()] or [ntk_krr()].
#' @param ... None.
#' @return `fixef()`: the fixed effects, named by term.
#'
#'   `ranef()`: a data frame of genetic values (BLUP), with one row per person and one column per
#'   component. Its attribute `pev` holds their prediction error variances in the same shape.
#'
#'   `VarCorr()`: a data frame with the columns `grp`, `vcov` and `sdcor`, as
#'   `as.data.frame(VarCorr())` of \pkg{lme4} names them. `vcov` is the variance of a component per
#'   unit of its kernel, `sdcor` its square root. The last row is `residual`.
#' @name fixef
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' fit <- ntk_lmm(G[, 1] + rnorm(60), G)
#' fixef(fit)
#' head(ranef(fit))
#' VarCorr(fit)
NULL

#' @rdname fixef
#' @export
fixef <- function(object, ...) UseMethod("fixef")

#' @rdname fixef
#' @export
ranef <- function(object, ...) UseMethod("ranef")

#' @rdname fixef
#' @export
VarCorr <- function(x, ...) UseMethod("VarCorr") # nolint: object_name_linter.

# The generic of nlme serves the fits of other packages.
#' @export
fixef.default <- function(object, ...) generic_of_nlme("fixef", object, ...)

#' @export
ranef.default <- function(object, ...) generic_of_nlme("ranef", object, ...)

#' @export
VarCorr.default <- function(x, ...) generic_of_nlme("VarCorr", x, ...) # nolint: object_name_linter.

generic_of_nlme <- function(name, object, ...) {
  if (!isNamespaceLoaded("nlme")) {
    reporting(
      abort_invalid_input(
        name,
        "() of ",
        described(object),
        ": give a fit by ntk_lmm() or ntk_krr()."
      ),
      sys.call(-2)
    )
  }
  # Called from here it would find the default method above and call it for ever.
  generic <- getExportedValue("nlme", name)
  do.call(generic, list(object, ...), quote = TRUE, envir = globalenv())
}

#' @rdname fixef
#' @export
#' @rawNamespace S3method(nlme::fixef, genontk_fit)
fixef.genontk_fit <- function(object, ...) coef(object)

#' @rdname fixef
#' @export
#' @rawNamespace S3method(nlme::ranef, genontk_fit)
ranef.genontk_fit <- function(object, ...) {
  effects <- reporting(part_of_fit(object, "random_effects", "random effects"))
  wide <- function(column) {
    values <- matrix(effects[[column]], length(object$people))
    dimnames(values) <- list(object$people, components_of(object))
    as.data.frame(values)
  }
  structure(wide("value"), pev = wide("pev"))
}

#' @rdname fixef
#' @export
#' @rawNamespace S3method(nlme::VarCorr, genontk_fit)
VarCorr.genontk_fit <- function(x, ...) {
  # nolint: object_name_linter.
  components <- x$variance_components
  data.frame(
    grp = components$component,
    vcov = components$estimate,
    sdcor = sqrt(pmax(components$estimate, 0))
  )
}
