#' Plot a fit by ggplot2
#'
#' Draws the variance components of a mixed model with their 95 % intervals. For a ridge regression
#' it draws the cross-validated error along the penalty, one curve per kernel and share. These are
#' methods for the generic of \pkg{ggplot2}.
#'
#' @param object Fit by [ntk_lmm()] or [ntk_krr()].
#' @param ... None.
#' @return A ggplot.
#' @name autoplot.genontk_fit
#' @examplesIf requireNamespace("ggplot2", quietly = TRUE)
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' ggplot2::autoplot(ntk_lmm(G[, 1] + rnorm(60), G))
NULL

# nolint start: object_name_linter. Other packages name these generics.

#' @rdname autoplot.genontk_fit
#' @exportS3Method ggplot2::autoplot
autoplot.ntk_lmm <- function(object, ...) {
  stop_on_dots(...)
  table <- object$variance_components
  table$component <- factor(table$component, rev(table$component))
  ggplot2::ggplot(table, ggplot2::aes(x = .data$estimate, y = .data$component)) +
    ggplot2::geom_vline(xintercept = 0, colour = "grey60") +
    ggplot2::geom_segment(ggplot2::aes(
      x = .data$lower,
      xend = .data$upper,
      yend = .data$component
    )) +
    ggplot2::geom_point(size = 2) +
    ggplot2::labs(x = "variance (95 % interval)", y = NULL, title = object$y_name)
}

#' @rdname autoplot.genontk_fit
#' @exportS3Method ggplot2::autoplot
autoplot.ntk_krr <- function(object, ...) {
  stop_on_dots(...)
  path <- object$path
  path$curve <- mixtures(path)
  plot <- ggplot2::ggplot(
    path,
    ggplot2::aes(
      x = .data$penalty,
      y = .data$error,
      colour = .data$kernel,
      group = .data$curve
    )
  ) +
    ggplot2::geom_vline(xintercept = object$penalty, linetype = 3) +
    ggplot2::geom_line() +
    ggplot2::scale_x_log10() +
    ggplot2::labs(x = "penalty", y = "cross-validated squared error", title = object$y_name)
  if (length(unique(path$kernel)) > 1L) plot else plot + ggplot2::guides(colour = "none")
}

# nolint end

# The pronoun of ggplot2's aes().
utils::globalVariables(".data")
