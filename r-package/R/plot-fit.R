#' Plot a fit
#'
#' For a mixed model: draws the observed against the fitted trait, and the variance components with
#' their intervals. For a loaded model it draws the components alone.
#'
#' For a ridge regression: draws the cross-validated error along the penalty, with its standard
#' errors. Dotted lines mark the penalties of the rules `min` and `1se`; the filled point is the
#' chosen penalty. The upper axis gives the heritability that corresponds to each penalty in the
#' mixed model. Each kernel has a curve, and the chosen kernel has error bars. For a sum of two
#' kernels a second panel shows the error along the share of the first, each at its best penalty.
#'
#' @param x Fit by [ntk_lmm()] or [ntk_krr()].
#' @param which Panels to draw. For a mixed model `"fitted"`, `"components"` or both; for a ridge
#'   regression `"path"`, `"share"` or both.
#' @param ... Arguments of [plot()], such as `main` or `col`.
#' @return `x`, invisibly.
#' @name plot.genontk_fit
#' @examples
#' G <- simulate_genotypes(100, 20)
#' y <- simulate_trait(G, "cosh")
#' plot(ntk_lmm(y, G))
#' plot(ntk_krr(y, G, kernel = c("additive", "ntk")))
NULL

#' @rdname plot.genontk_fit
#' @export
plot.ntk_lmm <- function(x, which = c("fitted", "components"), ...) {
  kinds <- c("fitted", "components")
  if (missing(which) && is.null(x$fitted)) {
    which <- "components" # a loaded model
  }
  which <- reporting(choice(which, kinds, "which", several = TRUE))
  if ("fitted" %in% which) {
    reporting(part_of_fit(x, "fitted", "fitted values"))
  }
  before <- graphics::par(mar = margins(...))
  on.exit(graphics::par(before))
  if (length(which) > 1L) {
    before <- c(before, graphics::par(mfrow = c(1L, 2L)))
  }
  if ("fitted" %in% which) {
    plot_fitted(x, ...)
  }
  if ("components" %in% which) {
    plot_components(x, ...)
  }
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
  before <- graphics::par(mai = with_room_for(table$component))
  on.exit(graphics::par(before))
  shown <- with_defaults(
    list(...),
    x = table$estimate,
    y = rows,
    xlim = range(0, table$estimate, table$lower, table$upper, finite = TRUE),
    ylim = c(0.5, length(rows) + 0.5),
    xlab = "variance (95 % interval)",
    ylab = "",
    yaxt = "n",
    pch = 19L
  )
  do.call(graphics::plot, shown)
  graphics::segments(table$lower, rows, table$upper, rows)
  graphics::abline(v = 0, col = "grey60")
  graphics::axis(2L, rows, table$component, las = 1L, tick = FALSE)
}

# Only a title needs room at the top.
margins <- function(...) {
  margins <- graphics::par("mar")
  margins[3L] <- if (is.null(list(...)$main)) min(margins[3L], 1) else margins[3L]
  margins[4L] <- min(margins[4L], 1)
  margins
}

# Margins with room for words on the left; a letter has about three fifths of the largest width.
with_room_for <- function(words) {
  width <- max(nchar(words)) * 0.6 * graphics::par("cin")[1L] + 0.4
  margins <- graphics::par("mai")
  margins[2L] <- max(margins[2L], width)
  margins
}

with_defaults <- function(given, ...) {
  defaults <- list(...)
  c(given, defaults[setdiff(names(defaults), names(given))])
}

# Draws a curve with points and error bars (two columns: lower and upper end).
draw_curve <- function(x, y, bars, colour, filled = rep(TRUE, length(x)), pch = 21L) {
  graphics::segments(x, bars[, 1L], x, bars[, 2L], col = grDevices::adjustcolor(colour, 0.4))
  graphics::lines(x, y, col = grDevices::adjustcolor(colour, 0.4))
  graphics::points(x, y, pch = pch, col = colour, bg = ifelse(filled, colour, "white"))
}

# Colours that colour-blind people tell apart (Okabe and Ito 2008), without the yellow.
curve_colours <- function(n) {
  colours <- unname(grDevices::palette.colors(palette = "Okabe-Ito"))
  rep_len(colours[c(1L, 6L, 7L, 4L, 8L, 2L, 3L, 9L)], n)
}
