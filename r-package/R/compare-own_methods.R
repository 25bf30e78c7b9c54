# The methods of a comparison as the user gives them, and the predictions of the user's functions.

# Gives the methods as a named list. A known method needs no other name.
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
    abort_invalid_input("method ", i, " has no name; give each list and each function a name.")
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

# Runs the user's functions on the splits. A function that fails in a split has NA there and its
# message.
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

# Splits a vector into pieces of this size.
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
