#' Methods side by side on the same people
#'
#' Predicts the same test people by several methods, in repeated random splits of the people into
#' training and test people. Gives the accuracy of each method and the difference from another, with
#' standard errors that allow for splits that share people (Nadeau and Bengio 2003).
#'
#' Every split learns everything from its training people alone: the means of the SNPs, the kernels,
#' the variances or the penalty. The error of a ridge regression that chooses its kernel, share or
#' penalty is therefore that of nested cross-validation. Without `groups` a trait with two values is
#' split in proportion to them. With `groups` the people of a group are on the same side.
#'
#' A method that fails in a split has `NA` there and its message in `scores`. The others go on, and
#' `messages` counts the failures. Predictions that are equal for all people count as a correlation
#' of 0, and a message says so.
#'
#' @inheritParams ntk_lmm
#' @param y **Trait and people**\cr One trait: a formula or a numeric vector, as in [ntk_lmm()].
#' @param genotypes Genotypes in any of the forms that [ntk_lmm()] takes.
#' @param methods **Comparison**\cr Methods to compare. `NULL`: `"LMM"` (additive kernel),
#'   `"NTK-LMM"`, `"split LMM"` (additive and non-additive), `"NTK-KRR"` and `"Gaussian KRR"`.
#'
#'   Else names, or a named list. An entry is one of these names, or `"network"`: the neural network
#'   of the paper, if the environment variable `GENONTK_JARS` names the folder that `ci/network`
#'   fills. Or a list of `fit` (`"ntk_lmm"` or `"ntk_krr"`), `kernel` and other arguments of that
#'   function, such as `list(fit = "ntk_krr", kernel = "polynomial", degree = 3)`. Or a function.
#'
#'   A function is called as `f(y, genotypes, new_genotypes)`: the trait and the genotypes of the
#'   training people (`NA` where missing), and the genotypes of the test people. It gives one
#'   prediction per test person. Its arguments `covariates` and `new_covariates`, if it has them,
#'   get the design matrices.
#' @param splits Number of random splits.
#' @param test_share Share of the people who are test people.
#' @param groups Labels of groups (families, sites), one per row of the data. People of a group stay
#'   on one side.
#' @param reference Method from which the others differ. `NULL`: the first.
#' @param workers Cluster of [parallel::makeCluster()], on which a function of your own predicts one
#'   split per process. `NULL`: one split after another. The other methods run on `threads`.
#' @param maf **Genotypes**\cr Least minor allele frequency of the SNPs used.
#' @param depth **Kernel**\cr Number of hidden layers, for methods that do not set it themselves.
#' @param seed Seed of the splits, the folds and the random networks.
#' @return A list of class `genontk_comparison`, with methods of `print()` and `plot()`:
#'   \item{table}{a data frame, one row per method: `splits` (number of splits with a score),
#'     `correlation` with the trait, `squared_error`, `auc` (for a trait of 0 and 1, or 1 and 2),
#'     and `difference`, that of the correlation from the reference in the same splits. Standard
#'     errors end in `std_error`; they are `NA` for one split}
#'   \item{scores}{a data frame, one row per split and method: `split`, `method`, `correlation`,
#'     `squared_error`, `auc`, `message`}
#'   \item{splits}{a logical matrix of people x splits, `TRUE` for test people}
#'   \item{reference, n_people, n_snps, dropped, messages, seconds}{what was used}
#' @seealso [ntk_lmm()], [ntk_krr()]
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(80 * 20, 2, 0.4), 80, 20)
#' y <- cosh(scale(G[, 1] + G[, 2])[, 1]) + rnorm(80)
#' least_squares <- function(y, genotypes, new_genotypes) {
#'   cbind(1, new_genotypes) %*% qr.coef(qr(cbind(1, genotypes)), y)
#' }
#' compared <- compare_methods(
#'   y, G,
#'   methods = list("LMM", "NTK-KRR", "least squares" = least_squares),
#'   splits = 5
#' )
#' compared
#' plot(compared)
compare_methods <- function(
  y,
  genotypes,
  data = NULL,
  covariates = NULL,
  id = NULL,
  subset = NULL,
  methods = NULL,
  splits = 20,
  test_share = 0.2,
  groups = NULL,
  reference = NULL,
  workers = NULL,
  maf = 0,
  hwe = 0,
  max_missing = 1,
  missing = "mean",
  scale = "center",
  depth = 2,
  seed = 1,
  precision = "double",
  threads = NULL,
  backend = "auto",
  progress = interactive()
) {
  call <- short_call(match.call())
  options <- options_given()
  subset <- in_data(substitute(subset), data, parent.frame())
  reporting({
    trait <- trait_of(y, name_of_trait(call), data, covariates, id, NULL, subset)
    options["groups"] <- list(row_labels(groups, "groups", trait))
    parcel <- new_parcel()
    request <- c(people_reference(trait, genotypes, parcel), json_options(options))
    methods <- checked_methods(methods)
    require_cluster(workers)
    if (any(vapply(methods, is.function, logical(1L)))) {
      drawn <- run_job(c(task = "splits", request), parcel)
      methods <- predicted(methods, drawn, trait, genotypes, parcel, progress, workers)
    }
    if (!is.null(methods)) {
      request$methods <- unname(Map(method_reference, methods, names(methods)))
    }
    new_comparison(run_job(c(task = "compare", request), parcel, progress), call)
  })
}

new_comparison <- function(result, call) {
  scores <- as_table(result$scores)
  scores$split <- as.integer(scores$split)
  table <- as_table(result$table)
  table$splits <- as.integer(table$splits)
  tests <- result$matrices$splits == 1
  dimnames(tests) <- list(as.character(result$people), seq_len(ncol(tests)))
  structure(
    list(
      call = call,
      y_name = result$y_name,
      table = table,
      scores = scores,
      splits = tests,
      reference = result$reference,
      n_people = result$n_people,
      n_snps = result$n_snps,
      dropped = as_table(result$dropped),
      messages = as.character(unlist(result$messages)),
      seconds = result$seconds
    ),
    class = "genontk_comparison"
  )
}

#' @export
print.genontk_comparison <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  cat(sprintf(
    "Prediction of %s: %d people, %d SNPs, %d splits with %.0f people tested\n\n",
    x$y_name,
    x$n_people,
    x$n_snps,
    ncol(x$splits),
    mean(colSums(x$splits))
  ))
  shown <- c("method", "splits", "correlation", "std_error", "squared_error")
  shown <- c(shown, "auc", "difference", "difference_std_error")
  table <- x$table[setdiff(shown, if (all(is.na(x$table$auc))) "auc")]
  names(table) <- gsub("_", " ", sub(".*std_error$", "SE", names(table)))
  print(table, digits = digits, row.names = FALSE)
  cat(sprintf(
    "\ndifference: of the correlation, from that of %s in the same splits\n",
    x$reference
  ))
  print_messages(x$messages)
  invisible(x)
}

#' Plot a comparison of methods
#'
#' Draws the paired differences from the reference method, one grey point per split, and their means
#' plus and minus two standard errors.
#'
#' @param x Value of [compare_methods()].
#' @param score Score to compare: `"correlation"`, `"squared_error"` or `"auc"`.
#' @param ... Arguments of [plot()], such as `main`.
#' @return `x`, invisibly.
#' @export
plot.genontk_comparison <- function(x, score = c("correlation", "squared_error", "auc"), ...) {
  score <- reporting(choice(score, c("correlation", "squared_error", "auc"), "score"))
  column <- if (score == "correlation") "difference" else paste0(score, "_difference")
  table <- x$table[x$table$method != x$reference, ]
  methods <- table$method
  base <- x$scores[x$scores$method == x$reference, ]
  points <- lapply(methods, function(method) {
    own <- x$scores[x$scores$method == method, ]
    own[[score]] - base[[score]][match(own$split, base$split)]
  })
  mean <- table[[column]]
  reach <- 2 * table[[paste0(column, "_std_error")]]
  if (length(methods) == 0L || !any(is.finite(mean))) {
    reporting(abort_invalid_input("there are no differences in ", score, " to be drawn."))
  }
  rows <- rev(seq_along(methods))
  before <- graphics::par(mar = margins(...))
  on.exit(graphics::par(before))
  graphics::par(mai = with_room_for(methods))
  words <- gsub("_", " ", score)
  shown <- with_defaults(
    list(...),
    x = mean,
    y = rows,
    type = "n",
    xlim = range(0, mean, mean - reach, mean + reach, unlist(points), finite = TRUE),
    ylim = c(0.5, length(rows) + 0.5),
    xlab = sprintf("difference in %s from %s", words, x$reference),
    ylab = "",
    yaxt = "n"
  )
  do.call(graphics::plot, shown)
  graphics::abline(v = 0, lty = 2L, col = "grey50")
  for (i in seq_along(methods)) {
    at <- rep(rows[i] - 0.18, length(points[[i]]))
    graphics::points(points[[i]], at, pch = 19L, cex = 0.5, col = "grey65")
  }
  graphics::segments(mean - reach, rows, mean + reach, rows, lwd = 2)
  graphics::points(mean, rows, pch = 19L)
  graphics::axis(2L, rows, methods, las = 1L, tick = FALSE)
  invisible(x)
}
