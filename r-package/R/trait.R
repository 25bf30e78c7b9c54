# The trait, its design matrix and the people's IDs, as the call and its data say. People are not
# joined and nobody is dropped here: rows with missing values go to Java as they are.

# y: a column a trait; covariates: the design matrix, the intercept included; ids: NULL where the
# data carry none; rows: which rows of the data are used, for what else stands in their order;
# design: what predict() needs to build the same columns from new data.
trait_of <- function(y, y_name, data, covariates, id, weights, subset) {
  data <- checked_data(data, id)
  trait <- if (inherits(y, "formula")) {
    if (!is.null(covariates)) {
      abort_invalid_input(
        "covariates stand in the formula where there is one; leave out covariates ="
      )
    }
    trait_of_formula(y, data, id)
  } else {
    trait_of_vector(y, y_name, data, covariates, id)
  }
  n <- nrow(trait$y)
  rows <- rows_of(subset, n)
  frame <- trait$frame[rows, , drop = FALSE]
  frame[] <- lapply(frame, function(x) if (is.factor(x)) x[, drop = TRUE] else x)
  # [ drops the terms, and model.matrix() would then drop rows with missing values.
  attr(frame, "terms") <- trait$terms
  covariates <- as_invalid_input(stats::model.matrix(trait$terms, frame), "covariates")
  list(
    y = trait$y[rows, , drop = FALSE],
    y_names = trait$y_names,
    ids = in_rows(trait$ids, rows, n, "the IDs"),
    covariates = covariates,
    weights = if (!is.null(weights)) as_numbers(in_rows(weights, rows, n, "weights"), "weights"),
    rows = rows,
    n = n,
    design = list(
      terms = stats::delete.response(trait$terms),
      xlevels = stats::.getXlevels(trait$terms, frame),
      contrasts = attr(covariates, "contrasts"),
      id = id
    )
  )
}

trait_of_formula <- function(formula, data, id) {
  # `.` stands for all columns but the ID.
  columns <- if (!is.null(data)) data[setdiff(names(data), id)]
  terms <- as_invalid_input(stats::terms(formula, data = columns), "the formula")
  frame <- as_invalid_input(
    stats::model.frame(terms, data, na.action = stats::na.pass),
    paste("the formula", deparse1(formula))
  )
  terms <- attr(frame, "terms")
  if (attr(terms, "response") == 0L) {
    abort_invalid_input("the formula ", deparse1(formula), " has no trait on its left side.")
  }
  if (!is.null(attr(terms, "offset"))) {
    abort_invalid_input("offset() is not served in this version; subtract it from the trait.")
  }
  y <- frame[[attr(terms, "response")]]
  left <- formula[[2L]]
  y_name <- deparse1(left)
  given <- if (is.call(left) && identical(left[[1L]], quote(cbind))) names_of_bound(left)
  list(
    y = as_numbers(y, "the trait"),
    y_names = names_of_traits(y, y_name, given),
    ids = if (is.null(data)) names_of_rows(y) else ids_of(data, id),
    frame = frame,
    terms = terms
  )
}

# What cbind() binds, as it is written: cbind() itself names columns by symbols alone.
names_of_bound <- function(call) {
  bound <- as.list(call)[-1L]
  written <- vapply(bound, deparse1, character(1L))
  if (is.null(names(bound))) written else ifelse(nzchar(names(bound)), names(bound), written)
}

# One trait is called as the user calls it; several by their columns, else by number.
names_of_traits <- function(y, y_name, given = NULL) {
  if (!is_table(y) || ncol(y) == 1L) {
    return(y_name)
  }
  names <- if (length(given) == ncol(y)) given else colnames(y)
  numbered <- paste0(y_name, seq_len(ncol(y)))
  make.unique(if (is.null(names)) numbered else ifelse(nzchar(names), names, numbered))
}

# No formula: a vector or a matrix, and covariates of its people to which the intercept is added.
trait_of_vector <- function(y, y_name, data, covariates, id) {
  ids <- if (is.null(id)) names_of_rows(y)
  y_names <- names_of_traits(y, y_name)
  y <- as_numbers(y, "y")
  if (is.null(ids) && !is.null(data)) {
    ids <- ids_of(data, id)
  }
  frame <- covariate_frame(covariates, ids, nrow(y))
  formula <- if (length(frame) > 0L) "~ ." else "~ 1"
  frame <- as_invalid_input(
    stats::model.frame(
      stats::as.formula(formula, env = globalenv()),
      frame,
      na.action = stats::na.pass
    ),
    "covariates"
  )
  list(y = y, y_names = y_names, ids = ids, frame = frame, terms = attr(frame, "terms"))
}

covariate_frame <- function(covariates, ids, n) {
  if (is.null(covariates)) {
    return(as.data.frame(matrix(nrow = n, ncol = 0L)))
  }
  covariates <- as_data_frame(covariates, "covariates")
  own <- ids_of(covariates, NULL)
  if (!is.null(ids) && !is.null(own)) {
    covariates <- covariates[match(ids, own), , drop = FALSE]
  }
  if (nrow(covariates) != n) {
    abort_invalid_input(sprintf("covariates has %d rows, y has %d.", nrow(covariates), n))
  }
  covariates
}

# The design matrix of new people, with the levels, contrasts and bases of the fit.
new_covariates <- function(design, data) {
  if (!is.null(design$recipe)) {
    return(covariates_by_recipe(design$recipe, data))
  }
  frame <- stats::model.frame(
    design$terms,
    data,
    na.action = stats::na.pass,
    xlev = design$xlevels
  )
  stats::model.matrix(design$terms, frame, contrasts.arg = design$contrasts)
}

# subset: a logical or an index vector, NULL for everybody.
rows_of <- function(subset, n) {
  if (is.null(subset)) {
    return(seq_len(n))
  }
  if (is.logical(subset)) {
    if (length(subset) != n) {
      abort_invalid_input(sprintf(
        "subset has %d values, the data have %d rows.",
        length(subset),
        n
      ))
    }
    return(which(subset))
  }
  rows <- tryCatch(seq_len(n)[subset], error = function(error) NA)
  if (anyNA(rows)) {
    abort_invalid_input(sprintf(
      "subset must be TRUE and FALSE, or rows of the data from 1 to %d.",
      n
    ))
  }
  rows
}

# What stands in the order of the data, in the order of the rows used.
in_rows <- function(x, rows, n, what) {
  if (is.null(x)) {
    return(NULL)
  }
  if (length(x) != n) {
    abort_invalid_input(sprintf("%s: %d values for %d rows of data.", what, length(x), n))
  }
  x[rows]
}
