# What ntk_lmm() and ntk_krr() share: the request from the call, the fit from the result.

common_options <- c(
  "ntk",
  "parameterization",
  "depth",
  "width",
  "networks",
  "seed",
  "scale",
  "maf",
  "hwe",
  "max_missing",
  "missing",
  "people",
  "snps",
  "sets",
  "precision",
  "threads",
  "backend"
)

fit_model <- function(task, trait, genotypes, kernel, options, progress, call) {
  parcel <- new_parcel()
  request <- list(
    task = task,
    y = put_in(parcel, "y", trait$y),
    y_name = trait$y_name,
    ids = json_strings(trait$ids),
    covariates = list(
      values = put_in(parcel, "covariates", trait$covariates),
      names = json_strings(colnames(trait$covariates))
    ),
    weights = if (!is.null(trait$weights)) put_in(parcel, "weights", trait$weights),
    genotypes = genotypes_reference(genotypes, parcel),
    kernel = kernel_reference(kernel, parcel)
  )
  options <- Map(json_option, options, names(options))
  result <- run_job(c(request, options), parcel, progress)
  new_fit(result, trait, call)
}

# Options go to Java as they are, which knows what is allowed. Only what cannot be written as JSON
# is refused here.
json_option <- function(value, name) {
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

new_fit <- function(result, trait, call) {
  people <- as.character(result$people)
  values <- result$matrices$people
  fit <- list(
    call = call,
    y_name = trait$y_name,
    n_people = result$n_people,
    n_snps = result$n_snps,
    kernel = result$kernel,
    variance_components = as_table(result$variance_components),
    heritability = as_table(result$heritability),
    fixed_effects = as_table(result$fixed_effects),
    random_effects = random_effects(result, people),
    fitted = stats::setNames(values[, "fitted"], people),
    residuals = stats::setNames(values[, "residuals"], people),
    log_likelihood = as_number(result$log_likelihood),
    converged = result$converged,
    iterations = result$iterations,
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
    design = trait$design,
    version = result$version,
    model = result$model
  )
  if (result$task == "ntk_krr") {
    fit <- c(fit, penalty_choice(result, people))
  }
  structure(fit, class = c(result$task, "genontk_fit"))
}

penalty_choice <- function(result, people) {
  list(
    penalty = as_number(result$penalty),
    share = as_number(result$share),
    rule = result$rule,
    path = as_table(result$path),
    folds = if (length(result$folds) > 0L) stats::setNames(result$folds, people)
  )
}

# One block of rows a component, in the order of the people.
random_effects <- function(result, people) {
  components <- as.character(result$components)
  data.frame(
    id = rep(people, times = length(components)),
    component = rep(components, each = length(people)),
    result$matrices$random_effects
  )
}
