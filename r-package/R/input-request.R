# The request of a fit, from the call.

common_options <- c(
  "ntk",
  "parameterization",
  "depth",
  "width",
  "networks",
  "seed",
  "unit_diagonal",
  "divide_by_snps",
  "bandwidth",
  "degree",
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

# What else a fit filters people and SNPs by.
quality_options <- c("midp", "max_missing_person", "duplicates")

fit_model <- function(task, trait, genotypes, kernel, options, progress, call) {
  parcel <- new_parcel()
  request <- list(
    task = task,
    y = put_in(parcel, "y", trait$y),
    y_name = json_strings(trait$y_names),
    ids = json_strings(trait$ids),
    covariates = list(
      values = put_in(parcel, "covariates", trait$covariates),
      names = json_strings(colnames(trait$covariates))
    ),
    weights = if (!is.null(trait$weights)) put_in(parcel, "weights", trait$weights),
    genotypes = genotypes_reference(genotypes, parcel),
    kernel = kernel_reference(kernel, parcel),
    sets = sets_reference(options$sets)
  )
  options$sets <- NULL
  result <- run_job(c(request, json_options(options)), parcel, progress)
  if (is.null(result$fits)) new_fit(result, trait, call) else new_fits(result, trait, call)
}

json_options <- function(options) Map(json_option, options, names(options))

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
