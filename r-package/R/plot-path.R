# The plot of a ridge regression. Only the chosen kernel has error bars.

#' @rdname plot.genontk_fit
#' @export
plot.ntk_krr <- function(x, which = c("path", "share"), ...) {
  which <- reporting(choice(which, c("path", "share"), "which", several = TRUE))
  if (is.na(x$share)) {
    which <- "path"
  }
  above <- if (is.null(list(...)$main)) 0 else 1.5
  before <- graphics::par(mar = margins(main = "") + c(0, 0, above, 0))
  on.exit(graphics::par(before))
  if (length(which) > 1L) {
    before <- c(before, graphics::par(mfrow = c(1L, 2L)))
  }
  if ("path" %in% which) {
    plot_path(x, ...)
  }
  if ("share" %in% which) {
    plot_share(x, ...)
  }
  invisible(x)
}

plot_path <- function(x, ...) {
  curves <- curves_of(x)
  several <- length(curves) > 1L
  chosen <- curves[[x$kernel]]
  given <- list(...)
  shown <- with_defaults(
    given[setdiff(names(given), c("main", "col", "pch"))],
    x = unlist(lapply(curves, `[[`, "penalty")),
    y = unlist(lapply(curves, `[[`, "error")),
    type = "n",
    log = "x",
    ylim = roomy_range(error_bars(chosen), unlist(lapply(curves, `[[`, "error")), several),
    xlab = expression(paste("penalty ", lambda)),
    ylab = "cross-validated squared error"
  )
  do.call(graphics::plot, shown)
  mark_rules(rules_of(x, chosen))
  looks <- with_defaults(given, col = curve_colours(length(curves)), pch = 21L)
  colours <- rep_len(looks$col, length(curves))
  for (i in seq_along(curves)) {
    curve <- curves[[i]]
    is_chosen <- names(curves)[i] == x$kernel
    bars <- if (is_chosen) error_bars(curve) else cbind(curve$error, curve$error)
    filled <- is_chosen & curve$penalty == x$penalty
    draw_curve(curve$penalty, curve$error, bars, colours[i], filled, looks$pch)
  }
  if (several) {
    graphics::legend(
      "topleft",
      names(curves),
      col = colours,
      pch = looks$pch,
      lty = 1L,
      ncol = 2L,
      bty = "n",
      inset = c(0.01, 0.05)
    )
  }
  heritability_axis(x, several)
  graphics::title(main = given$main, line = 3.6)
}

# One curve per kernel. The chosen kernel has the shares of the fit, the others those of the least
# error.
curves_of <- function(x) {
  kernels <- unique(x$path$kernel)
  curves <- lapply(kernels, function(kernel) {
    path <- x$path[x$path$kernel == kernel, ]
    mixture <- mixtures(path)
    shown <- if (kernel == x$kernel) chosen_mixture(x) else mixture[which.min(path$error)]
    path[mixture == shown, ]
  })
  stats::setNames(curves, kernels)
}

error_bars <- function(path) cbind(path$error - path$std_error, path$error + path$std_error)

# The range of the errors, with room at the top for words and a legend.
roomy_range <- function(bars, errors, legend) {
  ends <- range(bars, errors, finite = TRUE)
  ends + c(0, (if (legend) 0.3 else 0.1) * diff(ends))
}

# The penalty of the least error, the largest penalty whose error is within one standard error of
# it, and the chosen penalty if it is neither.
rules_of <- function(x, curve) {
  best <- max(which(curve$error == min(curve$error)))
  within <- curve$error <= curve$error[best] + curve$std_error[best]
  rules <- c(
    min = curve$penalty[best],
    "1se" = max(curve$penalty[best], curve$penalty[which(within)])
  )
  if (!x$penalty %in% rules) {
    rules[x$rule] <- x$penalty
  }
  rules
}

mark_rules <- function(rules) {
  graphics::abline(v = rules, lty = 3L)
  words <- tapply(names(rules), rules, paste, collapse = ", ")
  at <- as.numeric(names(words))
  words <- words[order(at)]
  at <- sort(at)
  # The first word is to the left of its line and the others to the right, if there is room. A word
  # that would meet the one before it is a line lower.
  usr <- graphics::par("usr")
  width <- graphics::strwidth(words, cex = 0.9) * 1.3
  left <- seq_along(at) == 1L & length(at) > 1L & log10(at) - width > usr[1L]
  left <- left | log10(at) + width > usr[2L]
  from <- log10(at) - ifelse(left, width, 0)
  line <- 0
  for (i in seq_along(words)) {
    meets <- i > 1L && from[i] < from[i - 1L] + width[i - 1L]
    line <- if (meets) line + 1 else 0
    adj <- c(if (left[i]) 1.15 else -0.15, 1.4 + 1.4 * line)
    graphics::text(at[i], usr[4L], words[[i]], adj = adj, cex = 0.9)
  }
}

# A penalty is the ratio of the variances. So h2 = c / (c + penalty), where c is the scale of the
# kernel after the fixed effects are removed. The fit has h2 at its own penalty.
scale_of_kernel <- function(x) {
  h2 <- x$heritability$estimate[x$heritability$component == "total"]
  x$penalty * h2 / (1 - h2)
}

heritability_axis <- function(x, several) {
  scale <- scale_of_kernel(x)
  if (!isTRUE(is.finite(scale) && scale > 0)) {
    return(invisible())
  }
  marks <- c(0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999)
  graphics::axis(3L, scale * (1 - marks) / marks, marks)
  of_kernel <- if (several) paste(" of", x$kernel) else ""
  cex <- graphics::par("cex")
  graphics::mtext(paste0("heritability equivalent", of_kernel), 3L, line = 2.3, cex = cex)
}

# Draws the least error over the penalties and other shares, for each share of the first kernel.
plot_share <- function(x, ...) {
  path <- x$path[x$path$kernel == x$kernel & !is.na(x$path$share), ]
  best <- lapply(split(path, path$share), function(rows) rows[which.min(rows$error), ])
  best <- do.call(rbind, best)
  given <- list(...)
  shown <- with_defaults(
    given[setdiff(names(given), c("main", "col", "pch"))],
    x = best$share,
    y = best$error,
    type = "n",
    ylim = range(error_bars(best), best$error, finite = TRUE),
    xlab = paste("share of", x$variance_components$component[1L]),
    ylab = "least cross-validated squared error"
  )
  do.call(graphics::plot, shown)
  graphics::abline(v = x$share, lty = 3L)
  looks <- with_defaults(given, col = "black", pch = 21L)
  draw_curve(
    best$share,
    best$error,
    error_bars(best),
    looks$col[1L],
    best$share == x$share,
    looks$pch
  )
  graphics::title(main = given$main)
}
