#' How wide a network must be
#'
#' Measures how far the empirical NTK of finite networks is from the exact NTK, that of infinite
#' width, on the genotypes at hand. The distance falls with one over the square root of the width
#' and of the number of networks averaged. Both kernels have the parameterization `"ntk"` and unit
#' diagonals.
#'
#' @inheritParams ntk_lmm
#' @param genotypes Genotypes in any of the forms that [ntk_lmm()] takes.
#' @param widths Numbers of units per hidden layer. `NULL`: 50, 100, 200, ... 1600.
#' @param networks Numbers of networks to average; each is tried with each width. `NULL`: 1 and 4.
#' @param replicates Number of draws per width and number of networks, each with the next seed.
#' @param seed First seed of the networks' weights.
#' @param threads **Computing**\cr Number of threads, as in [ntk_lmm()].
#' @return A list of class `ntk_convergence`, with methods of `print()` and `plot()`:
#'   \item{table}{a data frame, one row per width and number of networks: `width`, `networks`,
#'     `distance`, `distance_sd` (between replicates), `largest` (absolute difference) and
#'     `correlation`, means over replicates. The distance is the Frobenius norm of empirical minus
#'     exact kernel off the diagonal, divided by that of the exact one}
#'   \item{slope, slope_std_error}{slope of log distance on log width; -1/2 is expected}
#'   \item{n_people, n_snps, depth, messages}{what was used}
#' @seealso [ntk_kernel()]
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(40 * 20, 2, 0.4), 40, 20)
#' found <- ntk_convergence(G, widths = c(50, 100, 200, 400), networks = c(1, 4))
#' found
#' plot(found)
ntk_convergence <- function(
  genotypes,
  depth = 2,
  widths = NULL,
  networks = NULL,
  replicates = 5,
  seed = 1,
  people = NULL,
  snps = NULL,
  maf = 0,
  hwe = 0,
  midp = FALSE,
  max_missing = 1,
  duplicates = "keep",
  missing = "mean",
  scale = "center",
  threads = NULL,
  backend = "auto",
  progress = interactive()
) {
  options <- options_given()
  reporting({
    options <- json_options(options)
    # In a request networks is one number, that of a kernel.
    names(options)[names(options) == "networks"] <- "networks_grid"
    parcel <- new_parcel()
    request <- list(task = "convergence", genotypes = genotypes_reference(genotypes, parcel))
    result <- run_job(c(request, options), parcel, progress)
    structure(
      list(
        table = as_table(result$table),
        slope = as_number(result$slope),
        slope_std_error = as_number(result$slope_std_error),
        n_people = result$n_people,
        n_snps = result$n_snps,
        depth = result$depth,
        messages = as.character(unlist(result$messages))
      ),
      class = "ntk_convergence"
    )
  })
}

#' @export
print.ntk_convergence <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  cat(sprintf(
    "Empirical against exact NTK of depth %d: %d people, %d SNPs\n\n",
    as.integer(x$depth),
    x$n_people,
    x$n_snps
  ))
  print(x$table, digits = digits, row.names = FALSE)
  if (!is.na(x$slope)) {
    cat(sprintf(
      "\nThe distance falls as width^%s (SE %s); width^-0.5 is expected.\n",
      format(x$slope, digits = digits),
      format(x$slope_std_error, digits = 2L)
    ))
  }
  print_messages(x$messages)
  invisible(x)
}

#' Plot the convergence of the empirical NTK
#'
#' Draws the distance to the exact kernel against the width, both on logarithmic axes, with the
#' standard deviation over replicates. Each number of networks has a line. The dashed line through
#' the first point falls with one over the square root of the width.
#'
#' @param x Value of [ntk_convergence()].
#' @param ... Arguments of [plot()], such as `main`.
#' @return `x`, invisibly.
#' @export
plot.ntk_convergence <- function(x, ...) {
  table <- x$table[order(x$table$networks, x$table$width), ]
  networks <- unique(table$networks)
  colours <- curve_colours(length(networks))
  # On a logarithmic axis a bar cannot end below zero.
  bars <- cbind(table$distance - table$distance_sd, table$distance + table$distance_sd)
  bars[, 1L] <- pmax(bars[, 1L], table$distance / 10)
  expected <- table$distance[1L] * sqrt(table$width[1L] / range(table$width))
  shown <- with_defaults(
    list(...),
    x = table$width,
    y = table$distance,
    type = "n",
    log = "xy",
    ylim = range(bars, table$distance, expected, finite = TRUE),
    xlab = "width",
    ylab = "distance to the exact kernel"
  )
  before <- graphics::par(mar = margins(...))
  on.exit(graphics::par(before))
  do.call(graphics::plot, shown)
  graphics::lines(range(table$width), expected, lty = 2L, col = "grey50")
  for (i in seq_along(networks)) {
    rows <- table$networks == networks[i]
    draw_curve(table$width[rows], table$distance[rows], bars[rows, , drop = FALSE], colours[i])
  }
  graphics::legend(
    "bottomleft",
    legend = c(sprintf("networks = %d", as.integer(networks)), "width^(-1/2)"),
    col = c(colours, "grey50"),
    lty = c(rep(1L, length(networks)), 2L),
    pch = c(rep(19L, length(networks)), NA),
    bty = "n"
  )
  invisible(x)
}
