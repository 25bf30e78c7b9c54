#' How wide a network must be
#'
#' The empirical NTK of a finite network is a noisy copy of the exact one, that of infinite width.
#' How far it is off falls with one over the square root of the width, and of the number of networks
#' averaged. Here that is measured on the genotypes at hand, with the parameterization `"ntk"` and
#' unit diagonals.
#'
#' @inheritParams ntk_kernel
#' @param genotypes The people, in any of the forms that [ntk_lmm()] takes.
#' @param widths,networks Units a layer, and networks averaged, to be tried: every pair of them.
#'   `NULL`: widths of 50, 100, 200, ... 1600, and 1 and 4 networks.
#' @param replicates How often each pair is drawn, with one seed after the other.
#' @param maf,max_missing Filters of SNPs: least minor allele frequency, largest share of missing
#'   genotypes.
#' @param seed The first seed of the networks' weights.
#' @return A list of class `ntk_convergence`, which prints itself and can be drawn:
#'   \item{table}{a data frame: `width`, `networks`, `distance` (Frobenius norm of empirical minus
#'     exact kernel, relative to the exact one, off the diagonal), `distance_sd` (between
#'     replicates), `largest` (absolute difference) and `correlation`, all means over replicates}
#'   \item{slope, slope_std_error}{of log distance on log width: -1/2 is expected}
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
  scale = "center",
  maf = 0,
  max_missing = 1,
  missing = "mean",
  threads = NULL,
  backend = "auto",
  progress = interactive()
) {
  options <- mget(setdiff(names(formals()), c("genotypes", "networks", "progress")))
  reporting({
    parcel <- new_parcel()
    request <- list(
      task = "convergence",
      genotypes = genotypes_reference(genotypes, parcel),
      networks_grid = json_option(networks, "networks")
    )
    result <- run_job(c(request, json_options(options)), parcel, progress)
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
#' The distance to the exact kernel against the width, both on logarithmic axes, with the standard
#' deviation over replicates; a line for each number of networks. The dashed line through the first
#' point falls with one over the square root of the width.
#'
#' @param x What [ntk_convergence()] gives.
#' @param ... Passed on to [plot()], such as `main`.
#' @return `x`, invisibly.
#' @export
plot.ntk_convergence <- function(x, ...) {
  table <- x$table[order(x$table$networks, x$table$width), ]
  networks <- unique(table$networks)
  colours <- curve_colours(length(networks))
  # A bar that would reach below zero has no end on a logarithmic axis.
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
