#' Fit again with something changed
#'
#' @param object A fit by [ntk_lmm()] or [ntk_krr()].
#' @param formula. Changes to the formula, as in [stats::update.formula()].
#' @param ... Arguments of the fit, in the place of those it was called with.
#' @param evaluate Whether to fit, or to give the call.
#' @return A fit, or the call. The call is evaluated where `update()` is called, so that the data
#'   must be there under the same names.
#' @importFrom stats update
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' people <- data.frame(age = runif(60, 20, 70), trait = rnorm(60))
#' fit <- ntk_lmm(trait ~ age, G, data = people)
#' update(fit, . ~ 1)
#' update(fit, kernel = "additive")
# nolint start: object_name_linter. The argument is stats's.
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
