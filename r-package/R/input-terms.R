# The terms of a formula: what is refused, and what they learn from the people of the fit.

# Java refuses a formula, in the same words for R and Python.
refuse_formula <- function(formula, ...) {
  text <- if (!is.null(formula)) deparse1(formula)
  run_job(list(task = "formula", formula = text, ...))
}

# (1 | id) would be a logical column.
refuse_random_effects <- function(formula) {
  if (any(c("|", "||") %in% all.names(formula[[length(formula)]]))) {
    refuse_formula(formula)
  }
}

refuse_dates <- function(formula, frame) {
  dates <- vapply(frame, inherits, logical(1L), c("Date", "POSIXt", "difftime"))
  if (any(dates)) {
    refuse_formula(formula, dates = json_strings(names(frame)[dates]))
  }
}

# A column of numbers that was read as text, since a few cells are words, would have a level per
# number. Text of few different numbers may be codes. The rule is that of files.
refuse_texts <- function(formula, frame) {
  texts <- lapply(Filter(is.character, frame), function(x) as.vector(x[!is.na(x)]))
  texts <- Filter(is_text_of_numbers, texts)
  if (length(texts) > 0L) {
    refuse_formula(
      formula,
      texts = lapply(texts, function(x) {
        words <- x[!is_written_number(x)]
        if (length(words) > 0L) words[1L]
      })
    )
  }
}

is_text_of_numbers <- function(x, few = 20L) {
  number <- is_written_number(x)
  numbers <- length(unique(x[number]))
  words <- length(unique(x[!number]))
  if (all(number)) {
    return(numbers > few)
  }
  mostly <- sum(number) >= sum(!number) || numbers > words
  numbers > 0L && (mean(!number) <= 0.05 || (words <= few && mostly))
}

is_written_number <- function(x) {
  grepl("^ *[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)? *$", x)
}

# The terms with `predvars` by which new people get the values that people of the fit would get. R
# itself keeps what scale(), poly(), ns() and the like learn where they stand alone, but not where
# they stand within another call. A term that cannot be kept is refused.
steady_terms <- function(terms, formula, data) {
  variables <- as.list(attr(terms, "variables"))
  known <- row_variables(all.vars(attr(terms, "variables")), data, environment(terms))
  used <- setdiff(seq_along(variables)[-1L], attr(terms, "response") + 1L)
  unsteady <- character()
  for (i in used[vapply(variables[used], is.call, logical(1L))]) {
    call <- variables[[i]]
    variables[[i]] <- frozen(call, known, environment(terms))
    if (!is_steady(call, variables[[i]], known, environment(terms))) {
      unsteady <- c(unsteady, deparse1(call))
    }
  }
  if (length(unsteady) > 0L) {
    refuse_formula(formula, unsteady = json_strings(unsteady))
  }
  attr(terms, "predvars") <- as.call(variables)
  terms
}

# The variables with one value per row, from the data or from where the formula was written.
row_variables <- function(names, data, env) {
  values <- lapply(stats::setNames(nm = names), function(name) {
    tryCatch(eval(as.name(name), data, env), error = function(error) NULL)
  })
  rows <- if (is.null(data)) max(0L, vapply(values, NROW, 1L)) else nrow(data)
  list(values = Filter(function(x) is_data(x) && NROW(x) == rows, values), rows = rows)
}

is_data <- function(x) is.atomic(x) && !is.null(x) || is.data.frame(x)

# The call with everything in it that was learnt: a mean as a number, scale() with its centre.
frozen <- function(call, known, env) {
  if (!is.call(call) || !any(all.vars(call) %in% names(known$values))) {
    return(call)
  }
  value <- value_of(call, known$values, env)
  if (is.function(value) || (is_data(value) && NROW(value) != known$rows)) {
    return(value)
  }
  own <- value_of(call[[1L]], NULL, env)
  call[] <- lapply(as.list(call), frozen, known, env)
  if (is.null(value)) {
    call
  } else if (is.factor(value)) {
    with_levels(call, own, known, env)
  } else {
    with_parameters(call, own, value)
  }
}

value_of <- function(call, values, env) {
  tryCatch(suppressWarnings(eval(call, values, env)), error = function(error) NULL)
}

# What R keeps of scale(), poly() and the like. The class of scale(poly(x)) is that of poly(x).
with_parameters <- function(call, own, value) {
  head <- call[[1L]]
  if (identical(own, scale)) {
    call[[1L]] <- quote(scale)
    value <- unclass(value)
  }
  call <- stats::makepredictcall(value, call)
  call[[1L]] <- head
  call
}

# factor(x) with the levels that x has among the people of the fit.
with_levels <- function(call, own, known, env) {
  makes <- vapply(list(factor, as.factor, ordered), identical, logical(1L), own)
  if (!any(makes)) {
    return(call)
  }
  named <- match.call(factor, call)
  if (is.null(named$levels)) {
    named$levels <- levels(factor(eval(named$x, known$values, env)))
  }
  named[[1L]] <- if (makes[3L]) ordered else factor
  named
}

# Whether two halves of the people, in another order, have the values that all have together.
is_steady <- function(call, frozen, known, env) {
  at <- function(x, rows) if (length(dim(x)) == 2L) x[rows, , drop = FALSE] else x[rows]
  plain <- function(x) if (is.factor(x)) as.character(x) else as.vector(as.matrix(x))
  value <- value_of(call, known$values, env)
  halves <- split(rev(seq_len(known$rows)), rev(seq_len(known$rows)) %% 2L)
  steady <- vapply(
    halves,
    function(rows) {
      part <- value_of(frozen, lapply(known$values, at, rows), env)
      NROW(part) == length(rows) && isTRUE(all.equal(plain(part), plain(at(value, rows))))
    },
    logical(1L)
  )
  known$rows < 4L || all(steady)
}

# A second level for a factor that has one level among the people of the fit, so that it has a
# contrast. The column of that level is left out of the design.
no_other <- "(no other level)"

with_levels_that_occur <- function(frame, complete, response) {
  covariates <- setdiff(seq_along(frame), response)
  coded <- covariates[vapply(
    frame[covariates],
    function(x) (is.factor(x) || is.character(x) || is.logical(x)) && is.null(dim(x)),
    logical(1L)
  )]
  frame[coded] <- lapply(frame[coded], function(x) {
    occur <- if (any(complete)) unique(x[complete & !is.na(x)]) else unique(x[!is.na(x)])
    if (length(occur) == 1L) {
      only <- factor(x, levels = as.character(occur))
      levels(only) <- c(levels(only), no_other)
      return(structure(only, contrasts = "contr.treatment"))
    }
    x[!x %in% occur] <- NA
    without_unused_levels(x)
  })
  frame
}

# A factor without unused levels is left alone, since this drops its contrasts.
without_unused_levels <- function(x) {
  if (is.factor(x) && !all(levels(x) %in% x)) x[, drop = TRUE] else x
}

# The design matrix, and the frame by whose levels it is coded. `left_out` holds the terms without a
# column, and the level that everyone has. `with_trait` tells which rows have a trait.
design_of <- function(terms, frame, with_trait) {
  covariates <- frame[setdiff(seq_along(frame), attr(terms, "response"))]
  known <- if (length(covariates) > 0L) stats::complete.cases(covariates) else with_trait | TRUE
  frame <- with_levels_that_occur(frame, with_trait & known, attr(terms, "response"))
  attr(frame, "terms") <- terms
  design <- as_invalid_input(stats::model.matrix(terms, frame), "covariates")
  only <- grepl(no_other, colnames(design), fixed = TRUE)
  assign <- attr(design, "assign")
  kept <- structure(
    design[, !only, drop = FALSE],
    assign = assign[!only],
    contrasts = attr(design, "contrasts")
  )
  kept[!known, ] <- NA
  lost <- setdiff(assign[only], assign[!only])
  labels <- attr(terms, "term.labels")[lost]
  level <- vapply(lost, function(term) level_of_term(terms, frame, term), character(1L))
  list(
    values = kept,
    frame = frame,
    left_out = if (length(lost) > 0L) as.list(stats::setNames(level, labels))
  )
}

level_of_term <- function(terms, frame, term) {
  use <- attr(terms, "factors")[, term] > 0L
  levels <- lapply(frame[names(use)[use]], levels)
  one <- Filter(function(levels) no_other %in% levels, levels)
  paste(vapply(one, `[`, character(1L), 1L), collapse = ":")
}
