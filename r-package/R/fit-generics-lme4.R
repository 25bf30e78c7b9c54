# The generics that mixed models have in nlme and lme4. They are genontk's own, so that neither
# package is needed; the methods are registered on those of nlme (which lme4 shares) too.

#' Fixed effects, random effects and variances of a fit
#'
#' The generics of \pkg{nlme} and \pkg{lme4}. Where one of these is loaded too, either package's
#' generic serves either package's fits.
#'
#' @param object,x A fit by [ntk_lmm()] or [ntk_krr()].
#' @param ... None.
#' @return `fixef()`: the fixed effects, named by term.
#'
#'   `ranef()`: a data frame of genetic values (BLUP), a person a row and a component a column; its
#'   attribute `pev` holds their prediction error variances in the same shape.
#'
#'   `VarCorr()`: a data frame with the columns `grp`, `vcov` and `sdcor`, as
#'   `as.data.frame(VarCorr())` of \pkg{lme4} names them: each component's variance per unit of its
#'   kernel, and its root; the last row is `residual`.
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

# A fit of another package is served by the generic it was written for.
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
  # Called from here it would find the default method above, and call it for ever.
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
