#' Plot a fit
#'
#' A mixed model: the observed against the fitted trait, and the variance components with their
#' intervals. A ridge regression: the cross-validated error along the penalty, with its standard
#' errors, and the degrees of freedom above; the filled point is the penalty chosen.
#'
#' @param x A fit by [ntk_lmm()] or [ntk_krr()].
#' @param which For a mixed model: `"fitted"`, `"components"` or both.
#' @param ... Passed on to [plot()], such as `main` or `col`.
#' @return `x`, invisibly.
#' @name plot.genontk_fit
NULL

#' @rdname plot.genontk_fit
#' @export
plot.ntk_lmm <- function(x, which = c("fitted", "components"), ...) {
  which <- match.arg(which, several.ok = TRUE)
  if (length(which) > 1L) {
    before <- graphics::par(mfrow = c(1L, 2L))
    on.exit(graphics::par(before))
  }
  if ("fitted" %in% which) {
    plot_fitted(x, ...)
  }
  if ("components" %in% which) {
    plot_components(x, ...)
  }
  invisible(x)
}

#' @rdname plot.genontk_fit
#' @export
plot.ntk_krr <- function(x, ...) {
  path <- x$path[order(x$path$penalty), ]
  error_bars <- cbind(path$error - path$std_error, path$error + path$std_error)
  shown <- with_defaults(
    list(...),
    x = path$penalty,
    y = path$error,
    log = "x",
    ylim = range(error_bars, path$error, finite = TRUE),
    xlab = expression(paste("penalty ", lambda)),
    ylab = "cross-validated squared error",
    pch = 21L
  )
  do.call(graphics::plot, shown)
  graphics::segments(path$penalty, error_bars[, 1L], path$penalty, error_bars[, 2L], col = "grey60")
  graphics::abline(v = x$penalty, lty = 2L)
  chosen <- path$penalty == x$penalty
  colour <- if (is.null(shown$col)) "black" else shown$col
  graphics::points(
    path$penalty,
    path$error,
    pch = shown$pch,
    col = colour,
    bg = ifelse(chosen, colour, "white")
  )
  marked <- spread_rows(nrow(path))
  graphics::axis(3L, path$penalty[marked], signif(path$df[marked], 3L), tick = FALSE, line = -0.5)
  graphics::mtext("degrees of freedom", 3L, line = 1.6, cex = graphics::par("cex"))
  invisible(x)
}

plot_fitted <- function(x, ...) {
  observed <- x$fitted + x$residuals
  shown <- with_defaults(
    list(...),
    x = x$fitted,
    y = observed,
    xlab = "fitted",
    ylab = paste(x$y_name, "(observed)"),
    pch = 19L,
    col = grDevices::adjustcolor("black", 0.5)
  )
  do.call(graphics::plot, shown)
  graphics::abline(0, 1, lty = 2L)
}

plot_components <- function(x, ...) {
  table <- x$variance_components
  rows <- rev(seq_len(nrow(table)))
  shown <- with_defaults(
    list(...),
    x = table$estimate,
    y = rows,
    xlim = range(0, table$estimate, table$lower, table$upper, finite = TRUE),
    ylim = c(0.5, length(rows) + 0.5),
    xlab = "variance component, 95 % interval",
    ylab = "",
    yaxt = "n",
    pch = 19L
  )
  do.call(graphics::plot, shown)
  graphics::segments(table$lower, rows, table$upper, rows)
  graphics::abline(v = 0, col = "grey60")
  graphics::axis(2L, rows, table$component, las = 1L, tick = FALSE)
}

with_defaults <- function(given, ...) {
  defaults <- list(...)
  c(given, defaults[setdiff(names(defaults), names(given))])
}

# About seven of n rows, for an axis.
spread_rows <- function(n) unique(round(seq(1, n, length.out = min(n, 7L))))
