#' Fit again with something changed
#'
#' Evaluates the call of a fit again, with changed arguments. The call is evaluated where `update()`
#' is called: the data must have the same names there.
#'
#' @param object Fit by [ntk_lmm()] or [ntk_krr()].
#' @param formula. Changes of the formula, as in [stats::update.formula()].
#' @param ... Arguments of the fit, which replace those of its call.
#' @param evaluate Whether to fit; `FALSE` gives the call.
#' @return A fit, or the call.
#' @importFrom stats update
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' people <- data.frame(age = runif(60, 20, 70), trait = rnorm(60))
#' fit <- ntk_lmm(trait ~ age, G, data = people)
#' update(fit, . ~ 1)
#' update(fit, kernel = "additive")
# nolint start: object_name_linter. The generic of stats names the argument.
update.genontk_fit <- function(object, formula., ..., evaluate = TRUE) {
  # nolint end
  reporting(part_of_fit(object, "frame", "call of a fit"))
  call <- object$call
  if (!missing(formula.)) {
    if (is.null(object$formula)) {
      reporting(abort_invalid_input("this fit was made without a formula; fit it with one."))
    }
    call$y <- stats::update.formula(object$formula, formula.)
  }
  given <- match.call(expand.dots = FALSE)$...
  for (name in names(given)) {
    call[[name]] <- given[[name]]
  }
  if (evaluate) eval(call, parent.frame()) else call
}
