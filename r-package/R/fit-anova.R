#' Tests of fixed effects, and of one mixed model against another
#'
#' For one fit: a Wald F test of each term given all the others, at the estimated variances. The
#' denominator has the residual degrees of freedom. The test does not correct for the estimation of
#' the variances.
#'
#' For several fits: likelihood ratio tests of their variance components, by the restricted
#' likelihood. The fits must have the same people, trait and fixed effects, since restricted
#' likelihoods of different fixed effects cannot be compared. The F tests compare fixed effects.
#'
#' A fit is tested against the one before it if it has the components of that fit, by name, and at
#' least one more. One more component is tested against a 50:50 mixture of chi-squared with 0 and 1
#' degrees of freedom (Self and Liang 1987), as it cannot be negative. Several more components are
#' tested against chi-squared with that number of degrees of freedom, which is conservative.
#'
#' @param object Fit by [ntk_lmm()].
#' @param ... Further fits by [ntk_lmm()].
#' @return A data frame of class `anova`.
#' @importFrom stats anova
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' y <- cosh(scale(G[, 1] + G[, 2])[, 1]) + rnorm(60)
#' additive <- ntk_lmm(y, G, kernel = "additive")
#' split <- ntk_lmm(y, G)
#' anova(additive, split)
#' anova(split)
anova.ntk_lmm <- function(object, ...) {
  call <- sys.call()
  fits <- list(object, ...)
  reporting(if (length(fits) > 1L) anova_of_fits(fits, call) else anova_of_terms(object))
}

anova_of_terms <- function(object) {
  labels <- c("(Intercept)", attr(terms(object), "term.labels"))
  design <- stats::model.matrix(
    terms(object),
    object$frame,
    contrasts.arg = object$design$contrasts
  )
  kept <- colnames(design) %in% object$fixed_effects$term
  assigned <- attr(design, "assign")[kept]
  of_terms <- sort(unique(assigned))
  rows <- lapply(of_terms, function(term) wald_test(object, which(assigned == term)))
  table <- as.data.frame(do.call(rbind, rows))
  row.names(table) <- labels[of_terms + 1L]
  structure(
    table,
    heading = paste0("Wald tests of the fixed effects of ", object$y_name, "\n"),
    class = c("anova", "data.frame")
  )
}

wald_test <- function(object, which) {
  effects <- coef(object)[which]
  within <- vcov(object)[which, which, drop = FALSE]
  statistic <- sum(effects * solve(within, effects)) / length(which)
  c(
    numDF = length(which),
    denDF = df.residual(object),
    "F value" = statistic,
    "Pr(>F)" = stats::pf(statistic, length(which), df.residual(object), lower.tail = FALSE)
  )
}

anova_of_fits <- function(fits, call) {
  refuse_to_compare(fits)
  names <- vapply(as.list(call)[-1L], deparse1, character(1L))
  likelihoods <- lapply(fits, logLik)
  df <- vapply(likelihoods, attr, 0, "df")
  order <- order(df)
  fits <- fits[order]
  values <- vapply(likelihoods, as.numeric, 0)[order]
  table <- data.frame(
    npar = df[order],
    AIC = vapply(fits, stats::AIC, 0),
    BIC = vapply(fits, stats::BIC, 0),
    logLik = values,
    row.names = make.unique(unname(names)[order])
  )
  tests <- lapply(seq_along(fits), function(i) {
    if (i > 1L) component_test(fits[[i - 1L]], fits[[i]]) else c(NA, NA, NA)
  })
  tests <- as.data.frame(do.call(rbind, tests))
  names(tests) <- c("Chisq", "Df", "Pr(>Chisq)")
  structure(
    cbind(table, tests),
    heading = paste0(
      "Restricted likelihood (REML); the same fixed effects\n",
      "One more component: half the p value of chi-squared with 1 df\n"
    ),
    class = c("anova", "data.frame")
  )
}

refuse_to_compare <- function(fits) {
  if (!all(vapply(fits, inherits, logical(1L), "ntk_lmm"))) {
    abort_invalid_input("anova() compares fits by ntk_lmm(); another object was given.")
  }
  if (!all(vapply(fits, function(fit) fit$options$method == "reml", logical(1L)))) {
    abort_invalid_input("anova() compares fits by method = \"reml\"; another method was given.")
  }
  first <- fits[[1L]]
  same <- function(part, tolerance = 1e-8) {
    all(vapply(
      fits,
      function(fit) isTRUE(all.equal(part(fit), part(first), tolerance = tolerance)),
      logical(1L)
    ))
  }
  trait <- function(fit) part_of_fit(fit, "fitted", "fitted values") + fit$residuals
  if (!same(trait)) {
    abort_invalid_input("anova() compares fits of the same people and the same trait.")
  }
  if (!same(model.matrix)) {
    abort_invalid_input(
      "these fits have different fixed effects, so that their restricted likelihoods cannot be ",
      "compared. anova() of one fit tests its fixed effects."
    )
  }
}

# Gives NA if the smaller fit has a component that the larger one lacks.
component_test <- function(small, large) {
  more <- setdiff(components_of(large), components_of(small))
  nested <- length(setdiff(components_of(small), components_of(large))) == 0L
  if (!nested || length(more) == 0L) {
    return(c(NA, NA, NA))
  }
  statistic <- max(2 * (large$log_likelihood - small$log_likelihood), 0)
  p <- stats::pchisq(statistic, length(more), lower.tail = FALSE)
  c(statistic, length(more), if (length(more) == 1L) p / 2 else p)
}
