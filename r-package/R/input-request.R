# The request of a job, from the arguments of the function that was called.

# Arguments that a function translates for Java. All its others are options.
translated <- c(
  c("y", "data", "covariates", "id", "weights", "subset", "na.action"),
  c("genotypes", "genotypes2", "G", "kernel", "methods", "parameters"),
  c("progress", "workers")
)

# The options of the calling function: they go to Java under their own names.
options_given <- function() {
  caller <- sys.function(sys.parent())
  mget(setdiff(names(formals(caller)), translated), envir = parent.frame())
}

json_options <- function(options) Map(json_option, options, names(options))

# Java checks the options. Only a value that cannot be written as JSON is refused here.
json_option <- function(value, name) {
  if (name == "sets") {
    return(sets_reference(value))
  }
  if (is.factor(value)) {
    value <- as.character(value)
  }
  if (is.list(value)) {
    return(Map(function(x) json_option(x, name), unname(value)))
  }
  if (!is.null(value) && !(is.numeric(value) || is.character(value) || is.logical(value))) {
    abort_invalid_input(name, " cannot be a ", described(value), ".")
  }
  value
}

# The trait and the people, as fits and comparisons send them.
people_reference <- function(trait, genotypes, parcel) {
  list(
    y = put_in(parcel, "y", trait$y),
    y_name = json_strings(trait$y_names),
    y_levels = if (!is.null(trait$y_levels)) list(json_strings(trait$y_levels)),
    ids = json_strings(trait$ids),
    covariates = c(
      covariates_reference(trait$covariates, parcel),
      left_out = list(trait$left_out)
    ),
    weights = if (!is.null(trait$weights)) put_in(parcel, "weights", trait$weights),
    subset = if (!is.null(trait$subset)) put_in(parcel, "subset", trait$subset),
    genotypes = genotypes_reference(genotypes, parcel)
  )
}

# The label of each row of y.
row_labels <- function(labels, what, trait) json_strings(by_id(labels, what, trait$ids))

covariates_reference <- function(values, parcel) {
  list(values = put_in(parcel, "covariates", values), names = json_strings(colnames(values)))
}

fit_model <- function(task, trait, genotypes, kernel, options, progress, call) {
  parcel <- new_parcel()
  request <- c(
    list(task = task, kernel = kernel_reference(kernel, parcel)),
    people_reference(trait, genotypes, parcel),
    levels = list(levels_reference(names_of_identities(kernel), trait$data)),
    json_options(options)
  )
  result <- run_job(request, parcel, progress)
  if (is.null(result$fits)) new_fit(result, trait, call) else new_fits(result, trait, call)
}
