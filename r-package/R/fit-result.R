# The fit, from the result of its job.

new_fit <- function(result, trait, call) {
  people <- as.character(result$people)
  records <- as.character(result$records)
  values <- result$matrices$people
  rows <- values[, "row"]
  offset <- if (is.null(trait$offset)) 0 else trait$offset[rows]
  fit <- list(
    call = call,
    y_name = result$y_name,
    n_people = result$n_people,
    n_records = result$n_records,
    n_snps = result$n_snps,
    kernel = result$kernel,
    variance_components = as_table(result$variance_components),
    heritability = as_table(result$heritability),
    heritability_liability = if (!is.null(result$heritability_liability)) {
      as_table(result$heritability_liability)
    },
    fixed_effects = as_table(result$fixed_effects),
    random_effects = if (!is.null(values)) random_effects(result, people),
    fitted = if (!is.null(values)) stats::setNames(values[, "fitted"] + offset, records),
    residuals = if (!is.null(values)) stats::setNames(values[, "residuals"], records),
    log_likelihood = as_number(result$log_likelihood),
    converged = result$converged,
    iterations = result$iterations,
    convergence = lapply(result$convergence, as_number),
    likelihood_ratio = if (!is.null(result$likelihood_ratio)) as_table(result$likelihood_ratio),
    fixed_effects_covariance = named_square(result$matrices$fixed_effects_covariance),
    variance_components_covariance = named_square(result$matrices$variance_components_covariance),
    people = people,
    dropped = as_table(result$dropped),
    messages = as.character(unlist(result$messages)),
    seconds = result$seconds,
    memory = result$memory,
    backend = result$backend,
    backend_description = result$backend_description,
    backend_reasons = as.character(unlist(result$backend_reasons)),
    threads = result$threads,
    options = result$options,
    formula = trait$formula,
    frame = if (!is.null(trait$frame)) used_frame(trait, rows),
    offset = if (!is.null(trait$offset)) stats::setNames(trait$offset[rows], records),
    missing = if (isTRUE(trait$pads)) missing_rows(trait, rows),
    weights = if (!is.null(trait$weights)) stats::setNames(trait$weights[rows], records),
    design = trait$design,
    version = result$version,
    model = result$model
  )
  if (result$task == "ntk_krr") {
    fit <- c(fit, penalty_choice(result, people))
  }
  structure(fit, class = c(result$task, "genontk_fit"))
}

named_square <- function(x) {
  rownames(x) <- colnames(x)
  x
}

# The model frame of the people used, with its terms.
used_frame <- function(trait, rows) {
  frame <- trait$frame[match(rows, trait$rows), , drop = FALSE]
  attr(frame, "terms") <- attr(trait$frame, "terms")
  frame
}

# The places in the subset of the people who were dropped, named by ID, as na.exclude() keeps them.
missing_rows <- function(trait, rows) {
  places <- which(!trait$rows %in% rows)
  if (length(places) > 0L) {
    dropped <- trait$rows[places]
    ids <- if (is.null(trait$ids)) dropped else trait$ids[dropped]
    structure(places, names = ids, class = "exclude")
  }
}

# Several traits: a named list of fits. Time and memory are those of all traits together.
new_fits <- function(result, trait, call) {
  fits <- lapply(result$fits, function(one) {
    one[c("seconds", "memory")] <- result[c("seconds", "memory")]
    new_fit(one, trait, call)
  })
  structure(stats::setNames(fits, trait$y_names), class = "genontk_fits")
}

penalty_choice <- function(result, people) {
  list(
    penalty = as_number(result$penalty),
    share = as_number(result$share),
    shares = if (!is.null(result$shares)) as_table(result$shares),
    rule = result$rule,
    path = as_table(result$path),
    nested = nested_of(result$nested),
    route = result$route,
    folds = if (!is.null(result$folds)) folds_of(result$folds, people),
    leave_one_out = if (!is.null(result$matrices$leave_one_out)) {
      data.frame(id = people, result$matrices$leave_one_out)
    }
  )
}

# The error of nested cross-validation, and the choices for each outer fold.
nested_of <- function(nested) {
  if (is.null(nested)) {
    return(NULL)
  }
  numbers <- c("error", "std_error", "correlation")
  fold <- as.character(unlist(nested$fold))
  choices <- as_table(nested[setdiff(names(nested), c(numbers, "fold"))])
  names(choices)[1L] <- "repeat"
  choices <- cbind(choices[1L], fold = fold, choices[-1L])
  c(lapply(nested[numbers], as_number), list(choices = choices))
}

# A vector named by ID; after a repeated cross-validation a matrix of people x repeats.
folds_of <- function(folds, people) {
  rounds <- if (is.list(folds)) folds else list(folds)
  if (length(rounds) > 1L) {
    folds <- do.call(cbind, rounds)
    dimnames(folds) <- list(people, seq_along(rounds))
    folds
  } else {
    stats::setNames(unlist(rounds), people)
  }
}

# One block of rows per component, in the order of the people.
random_effects <- function(result, people) {
  components <- as.character(result$components)
  data.frame(
    id = rep(people, times = length(components)),
    component = rep(components, each = length(people)),
    result$matrices$random_effects
  )
}
