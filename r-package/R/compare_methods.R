#' Methods side by side on the same people
#'
#' Predicts the same test people by several methods, in repeated random splits, and says how well
#' each does and how far it is from another, with standard errors that allow for splits that share
#' their people (Nadeau and Bengio 2003).
#'
#' Every split learns everything from its training people alone: the means of the SNPs, the kernels,
#' the variances or the penalty. The error of a ridge regression that chooses its kernel, share or
#' penalty is therefore that of nested cross-validation. Without `groups` a trait with two values is
#' split in proportion to them; with `groups` everyone of a group is on the same side.
#'
#' A method that fails in a split has `NA` there and its message in `scores`; the others go on, and
#' `messages` counts it. Predictions that are the same for everyone count as a correlation of 0, and
#' a message says so.
#'
#' @inheritParams ntk_lmm
#' @param methods `NULL`: `"LMM"` (additive kernel), `"NTK-LMM"`, `"split LMM"` (additive and
#'   non-additive), `"NTK-KRR"` and `"Gaussian KRR"`. Else some of these names (`"network"` too, the
#'   neural network of the paper, where the environment variable `GENONTK_JARS` names the folder
#'   that `ci/network` fills), or a named list
#'   whose entries are such a name; a list of `fit` (`"ntk_lmm"` or `"ntk_krr"`), `kernel` and other
#'   arguments of that function, such as `list(fit = "ntk_krr", kernel = "polynomial", degree = 3)`;
#'   or a function of your own. It is called as `f(y, genotypes, new_genotypes)` with the trait and
#'   genotypes (`NA` where missing) of the training people and the genotypes of the test people, and
#'   gives a prediction of each of these. If it has arguments `covariates` and `new_covariates`,
#'   they get the design matrices.
#' @param splits How many random splits.
#' @param test_share The share of the people who are predicted.
#' @param groups Labels of people who stay on one side (families, sites), in the order of the data.
#' @param reference The method from which the others differ; `NULL`: the first.
#' @param depth Number of hidden layers, for methods that do not say it themselves.
#' @param seed Of the splits, the folds and the random networks.
#' @param workers A cluster of [parallel::makeCluster()], on which a function of your own predicts
#'   as many splits at once; `NULL`: one split after another. The other methods need none, they run
#'   on `threads`.
#' @return A list of class `genontk_comparison`, which prints itself and can be drawn:
#'   \item{table}{a data frame, a row a method: `splits` (how many have a score), `correlation` with
#'     the trait and `std_error`, `squared_error`, `auc` (of a trait of 0 and 1), `difference` of
#'     the correlation from that of the method of reference in the same splits, and so on, each with
#'     its standard error; `NA` for one split}
#'   \item{scores}{a data frame, a row a split and method: `split`, `method`, `correlation`,
#'     `squared_error`, `auc`, `message`}
#'   \item{splits}{a logical matrix of people x splits, `TRUE` for those tested}
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
  depth = 2,
  seed = 1,
  scale = "center",
  maf = 0,
  hwe = 0,
  max_missing = 1,
  missing = "mean",
  precision = "double",
  threads = NULL,
  backend = "auto",
  progress = interactive(),
  workers = NULL
) {
  call <- short_call(match.call())
  named <- c("splits", "test_share", "reference", "depth", "seed", "scale", "maf", "hwe")
  options <- mget(c(named, "max_missing", "missing", "precision", "threads", "backend"))
  subset <- in_data(substitute(subset), data, parent.frame())
  reporting({
    trait <- trait_of(y, name_of_trait(call), data, covariates, id, NULL, subset)
    options["groups"] <- list(json_strings(in_rows(groups, trait$rows, trait$n, "groups")))
    parcel <- new_parcel()
    request <- list(
      y = put_in(parcel, "y", trait$y),
      y_name = json_strings(trait$y_names),
      ids = json_strings(trait$ids),
      covariates = list(
        values = put_in(parcel, "covariates", trait$covariates),
        names = json_strings(colnames(trait$covariates))
      ),
      genotypes = genotypes_reference(genotypes, parcel)
    )
    request <- c(request, json_options(options))
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

# A named list; a name that is known stands for itself.
checked_methods <- function(methods) {
  if (is.null(methods)) {
    return(NULL)
  }
  if (is.function(methods) || !(is.list(methods) || is.character(methods))) {
    abort_invalid_input(
      "methods must be names of methods or a named list of names, lists and functions; given: ",
      described(methods),
      "."
    )
  }
  methods <- as.list(methods)
  names <- names(methods)
  names <- if (is.null(names)) rep("", length(methods)) else ifelse(is.na(names), "", names)
  names <- vapply(
    seq_along(methods),
    function(i) name_of_method(methods[[i]], names[i], i),
    character(1L)
  )
  stats::setNames(methods, names)
}

name_of_method <- function(method, name, i) {
  known <- is.character(method) && length(method) == 1L
  if (!known && !is.function(method) && (!is.list(method) || is.data.frame(method))) {
    abort_invalid_input("method ", i, " is a ", described(method), "; ", what_is_a_method)
  }
  if (nzchar(name)) {
    return(name)
  }
  if (!known) {
    abort_invalid_input("method ", i, " has no name; give a list and a function a name each.")
  }
  method
}

what_is_a_method <- paste(
  "allowed are a name such as \"LMM\", a list such as",
  "list(fit = \"ntk_krr\", kernel = \"laplace\") and a function."
)

method_reference <- function(method, name) {
  if (is.character(method)) {
    return(list(name = name, known = method))
  }
  if (!is.null(method$predictions)) {
    return(c(list(name = name), method))
  }
  kernel <- method$kernel
  if (is.list(kernel)) {
    kernel <- kernel_reference(kernel, new_parcel())
  }
  method <- json_options(method[setdiff(names(method), c("kernel", "name"))])
  c(list(name = name), method, list(kernel = kernel)[!is.null(kernel)])
}

# Runs the user's functions on the splits that were drawn. One that fails in a split has predicted
# nothing there, and says why.
predicted <- function(methods, drawn, trait, genotypes, parcel, progress, workers) {
  values <- if (is.character(genotypes) && is.null(dim(genotypes))) {
    as.matrix(read_genotypes(genotypes))
  } else {
    as.matrix(genotypes)
  }
  values <- values[drawn$genotype_rows, , drop = FALSE]
  y <- trait$y[drawn$data_rows, 1L]
  design <- trait$covariates[drawn$data_rows, , drop = FALSE]
  tests <- drawn$matrices$splits == 1
  bar <- progress_bar(progress)
  on.exit(bar$close())
  own <- which(vapply(methods, is.function, logical(1L)))
  for (i in own) {
    found <- list()
    for (some in several(seq_len(ncol(tests)), max(1L, length(workers)))) {
      bar$show(names(methods)[i], length(found) / ncol(tests))
      own_tests <- lapply(some, function(k) tests[, k])
      found <- c(found, predict_splits(own_tests, workers, methods[[i]], y, values, design))
    }
    predictions <- matrix(unlist(lapply(found, `[[`, "values")), ncol = 1L)
    failures <- lapply(found, `[[`, "failure")
    failures <- vapply(failures, function(x) if (is.null(x)) NA_character_ else x, character(1L))
    methods[[i]] <- list(
      predictions = put_in(parcel, paste0("predictions-", i), predictions),
      failures = json_strings(failures)
    )
  }
  methods
}

require_cluster <- function(workers) {
  if (!is.null(workers) && !inherits(workers, "cluster")) {
    abort_invalid_input(
      "workers is a ",
      described(workers),
      "; allowed are NULL and a cluster, as parallel::makeCluster(2) gives it."
    )
  }
}

# A vector in pieces of so many elements.
several <- function(x, size) split(x, (seq_along(x) - 1L) %/% size)

predict_splits <- function(tests, workers, ...) {
  if (is.null(workers)) {
    return(lapply(tests, predict_split, ...))
  }
  parallel::clusterApply(workers, tests, predict_split, ...)
}

predict_split <- function(test, method, y, genotypes, design) {
  arguments <- list(y[!test], genotypes[!test, , drop = FALSE], genotypes[test, , drop = FALSE])
  if (all(c("covariates", "new_covariates") %in% names(formals(args(method))))) {
    arguments$covariates <- design[!test, , drop = FALSE]
    arguments$new_covariates <- design[test, , drop = FALSE]
  }
  tryCatch(
    {
      values <- do.call(method, arguments)
      if (!is.numeric(values) || length(values) != sum(test)) {
        stop(sprintf(
          "it gave %d predictions (%s) of %d people",
          length(values),
          class(values)[1L],
          sum(test)
        ))
      }
      list(values = as.double(values))
    },
    error = function(error) {
      list(values = rep(NA_real_, sum(test)), failure = conditionMessage(error))
    }
  )
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
#' The paired differences from the method of reference, a grey point a split, and their means with
#' two standard errors to both sides.
#'
#' @param x What [compare_methods()] gives.
#' @param score `"correlation"`, `"squared_error"` or `"auc"`.
#' @param ... Passed on to [plot()], such as `main`.
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
