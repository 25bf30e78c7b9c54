# The trait, its design matrix and the people's IDs, from the call and its data. Java joins people
# and drops rows with missing values.

# y: one column per trait, all rows of the data; y_levels: the levels of a factor, of which y holds
# the places from 0; covariates: the design matrix with the intercept, NA outside the subset; ids:
# NULL if the data have none; rows: the rows that the subset selects; frame: the model frame of
# these; design: what predict() needs to build the same columns from new data.
trait_of <- function(y, y_name, data, covariates, id, weights, subset, na_action = "na.omit") {
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
  refuse_dates(trait$formula, trait$frame)
  refuse_texts(trait$formula, trait$frame)
  y <- trait$y
  y_levels <- trait$y_levels
  n <- nrow(y)
  rows <- rows_of(if (is.logical(subset)) by_id(subset, "subset", trait$ids) else subset, n)
  frame <- trait$frame[rows, , drop = FALSE]
  frame[] <- lapply(frame, without_unused_levels)
  # [ drops the terms, and model.matrix() would then drop rows with missing values.
  attr(frame, "terms") <- trait$terms
  made <- design_of(trait$terms, frame, rowSums(!is.na(y[rows, , drop = FALSE])) > 0)
  design <- made$values
  covariates <- matrix(NA_real_, n, ncol(design), dimnames = list(NULL, colnames(design)))
  covariates[rows, ] <- design
  offset <- offset_of(trait$frame)
  pads <- pads_missing(na_action, list(y[rows, ], design, offset[rows]))
  # Two classes are 0 and 1; Java refuses other numbers of classes.
  if (!is.null(offset) && length(y_levels) %in% c(0L, 2L)) {
    y <- y - offset
    y_levels <- NULL
  }
  list(
    y = y,
    y_names = trait$y_names,
    y_levels = y_levels,
    ids = trait$ids,
    covariates = covariates,
    left_out = made$left_out,
    data = data,
    weights = if (!is.null(weights)) as_numbers(by_id(weights, "weights", trait$ids), "weights"),
    subset = if (!is.null(subset)) matrix(as.numeric(seq_len(n) %in% rows), ncol = 1L),
    rows = rows,
    formula = trait$formula,
    frame = frame,
    offset = offset,
    pads = pads,
    design = list(
      terms = stats::delete.response(trait$terms),
      assign = attr(design, "assign"),
      xlevels = stats::.getXlevels(trait$terms, made$frame),
      contrasts = attr(design, "contrasts"),
      id = id
    )
  )
}

trait_of_formula <- function(formula, data, id) {
  refuse_random_effects(formula)
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
  terms <- steady_terms(terms, formula, data)
  y <- frame[[attr(terms, "response")]]
  left <- formula[[2L]]
  y_name <- deparse1(left)
  given <- if (is.call(left) && identical(left[[1L]], quote(cbind))) names_of_bound(left)
  c(
    trait_values(y, "the trait"),
    list(
      y_names = names_of_traits(y, y_name, given),
      ids = if (is.null(data)) names_of_rows(y) else ids_of(data, id),
      formula = formula,
      frame = frame,
      terms = terms
    )
  )
}

# The sum of the offsets of lm(): known parts of the trait, which are subtracted before the fit.
offset_of <- function(frame) {
  offset <- as_invalid_input(stats::model.offset(frame), "offset()")
  if (!is.null(offset)) as.vector(offset)
}

# Whether fitted() and residuals() have NA for people with missing values, as na.action asks for.
# These people are dropped in any case; na.fail refuses them.
pads_missing <- function(na_action, columns) {
  if (is.function(na_action)) {
    known <- c("na.omit", "na.exclude", "na.fail", "na.pass")
    functions <- mget(known, envir = asNamespace("stats"))
    na_action <- known[vapply(functions, identical, logical(1L), na_action)]
  }
  allowed <- c("na.omit", "na.exclude", "na.fail")
  if (!is.character(na_action) || length(na_action) != 1L || !na_action %in% allowed) {
    abort_invalid_input("na.action must be na.omit, na.exclude or na.fail.")
  }
  if (na_action == "na.fail" && any(vapply(columns, anyNA, logical(1L)))) {
    abort_invalid_input("missing values in the trait or its covariates, and na.action is na.fail.")
  }
  na_action == "na.exclude"
}

# Numbers, or the places of a factor in its levels: Java makes 0 and 1 of two classes.
trait_values <- function(y, what) {
  classes <- if (is.factor(y)) levels(y[, drop = TRUE])
  y <- if (is.null(classes)) y else match(y, classes) - 1
  list(y = as_numbers(y, what), y_levels = classes)
}

# The names of the columns of cbind(), as written: cbind() itself names columns by symbols alone.
names_of_bound <- function(call) {
  bound <- as.list(call)[-1L]
  written <- vapply(bound, deparse1, character(1L))
  if (is.null(names(bound))) written else ifelse(nzchar(names(bound)), names(bound), written)
}

# One trait has the name in the user's call; several have those of their columns, else numbers.
names_of_traits <- function(y, y_name, given = NULL) {
  if (!is_table(y) || ncol(y) == 1L) {
    return(y_name)
  }
  names <- if (length(given) == ncol(y)) given else colnames(y)
  numbered <- paste0(y_name, seq_len(ncol(y)))
  make.unique(if (is.null(names)) numbered else ifelse(nzchar(names), names, numbered))
}

# Without a formula: a vector or a matrix, and covariates to which the intercept is added.
trait_of_vector <- function(y, y_name, data, covariates, id) {
  ids <- if (is.null(id)) names_of_rows(y)
  y_names <- names_of_traits(y, y_name)
  values <- trait_values(y, "y")
  if (is.null(ids) && !is.null(data)) {
    ids <- ids_of(data, id)
  }
  frame <- covariate_frame(covariates, ids, nrow(values$y))
  formula <- if (length(frame) > 0L) "~ ." else "~ 1"
  frame <- as_invalid_input(
    stats::model.frame(
      stats::as.formula(formula, env = globalenv()),
      frame,
      na.action = stats::na.pass
    ),
    "covariates"
  )
  terms <- attr(frame, "terms")
  c(values, list(y_names = y_names, ids = ids, formula = NULL, frame = frame, terms = terms))
}

covariate_frame <- function(covariates, ids, n) {
  if (is.null(covariates)) {
    return(as.data.frame(matrix(nrow = n, ncol = 0L)))
  }
  covariates <- as_data_frame(covariates, "covariates")
  covariates[] <- lapply(covariates, plain_column)
  covariates <- by_id(covariates, "covariates", ids, lacking = TRUE)
  if (nrow(covariates) != n) {
    abort_invalid_input(sprintf("covariates has %d rows, y has %d.", nrow(covariates), n))
  }
  covariates
}

# The design matrix of new people, with the levels, contrasts and bases of the fit, and their
# offset.
new_covariates <- function(design, data) {
  if (!is.null(design$recipe)) {
    return(covariates_by_recipe(design$recipe, data))
  }
  logical <- names(which(attr(design$terms, "dataClasses") == "logical"))
  frame <- stats::model.frame(
    design$terms,
    data,
    na.action = stats::na.pass,
    xlev = design$xlevels[setdiff(names(design$xlevels), logical)]
  )
  for (name in intersect(logical, names(design$xlevels))) {
    require_known_levels(name, frame[[name]], design$xlevels[[name]])
    frame[[name]] <- factor(frame[[name]], levels = design$xlevels[[name]])
  }
  values <- stats::model.matrix(design$terms, frame, contrasts.arg = design$contrasts)
  attr(values, "offset") <- offset_of(frame)
  values
}

# The rows of the data that subset selects, ascending: a logical or an index vector, NULL for all.
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
  if (anyDuplicated(rows)) {
    repeated <- rows[anyDuplicated(rows)]
    abort_invalid_input("subset has row ", repeated, " twice; give each row once.")
  }
  sort(rows)
}
