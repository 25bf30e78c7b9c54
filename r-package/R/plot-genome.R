#' Plot effects of SNPs along the genome
#'
#' Draws the p-values, the effects or the shares of variance of all SNPs along the genome, in the
#' manner of a Manhattan plot, with one panel per component.
#'
#' @param x Table by [snp_effects()].
#' @param column Column to draw: `"p_value"`, as -log10, `"effect"` or `"share"`. Where there are
#'   no p-values, `"effect"` is the default.
#' @param ... Arguments of [plot()], such as `main` or `ylim`.
#' @return `x`, invisibly.
#' @export
#' @examples
#' G <- simulate_genotypes(100, 50)
#' y <- simulate_trait(G, "linear")
#' plot(snp_effects(ntk_lmm(y, G, kernel = "additive")), "effect")
plot.genontk_snp_effects <- function(x, column = c("p_value", "effect", "share"), ...) {
  reporting({
    if (missing(column) && all(is.na(x$p_value))) {
      column <- "effect"
    }
    column <- choice(column, c("p_value", "effect", "share"), "column")
    if (all(is.na(x[[column]]))) {
      abort_invalid_input("there is no ", column, " to be drawn.")
    }
  })
  components <- unique(x$component)
  before <- graphics::par(mar = margins(main = ""), mfrow = c(length(components), 1L))
  on.exit(graphics::par(before))
  for (component in components) {
    plot_genome(x[x$component == component, ], column, component, ...)
  }
  invisible(x)
}

plot_genome <- function(rows, column, component, ...) {
  heights <- rows[[column]]
  if (column == "p_value") {
    heights <- -log10(pmax(heights, .Machine$double.xmin))
  }
  chromosome <- ifelse(is.na(rows$chromosome), "", rows$chromosome)
  places <- places_on_genome(chromosome, rows$position)
  names <- unique(chromosome)
  label <- c(p_value = "-log10 p", effect = "effect", share = "share of variance")[[column]]
  shown <- with_defaults(
    list(...),
    x = places,
    y = heights,
    ylim = if (any(is.finite(heights))) range(heights, finite = TRUE) else c(0, 1),
    xlab = if (any(nzchar(names))) "chromosome" else "SNP",
    ylab = label,
    xaxt = "n",
    pch = 20L,
    col = curve_colours(2L)[match(chromosome, names) %% 2L + 1L],
    main = component
  )
  do.call(graphics::plot, shown)
  middles <- vapply(names, function(one) mean(range(places[chromosome == one])), numeric(1L))
  graphics::axis(1L, middles, names, tick = FALSE)
  if (column == "effect") {
    graphics::abline(h = 0, col = "grey60")
  }
}

# The places of SNPs along the genome, chromosome after chromosome. Where a position of a chromosome
# is unknown, the order of its SNPs stands for all.
places_on_genome <- function(chromosome, position) {
  names <- unique(chromosome)
  within <- lapply(names, function(one) {
    here <- position[chromosome == one]
    known <- all(!is.na(here) & here > 0)
    if (known) here - min(here) else seq_along(here) - 1
  })
  lengths <- vapply(within, max, numeric(1L))
  gap <- 1 + 0.02 * sum(lengths)
  starts <- cumsum(c(0, lengths[-length(lengths)] + gap))
  places <- numeric(length(chromosome))
  for (k in seq_along(names)) {
    places[chromosome == names[k]] <- starts[k] + within[[k]]
  }
  places
}
