# Runs the cases of data.py as an R user would, and writes r.json: fit.R FOLDER.
library(genontk)

for (case in list.dirs(commandArgs(trailingOnly = TRUE)[1], recursive = FALSE)) {
  request <- jsonlite::fromJSON(file.path(case, "fit.json"))
  data <- read.csv(file.path(case, "data.csv"))
  genotypes <- request$genotypes$bed
  if (is.null(genotypes)) {
    genotypes <- as.matrix(read.csv(file.path(case, "genotypes.csv"), row.names = 1))
  }
  named <- c("kernel", "method", "ntk", "width", "networks", "accuracy")
  options <- request[intersect(names(request), named)]
  what <- list(y ~ age, genotypes = genotypes, data = data, id = "id")
  if (!is.null(request$weights)) {
    what$weights <- quote(w)
  }
  fit <- do.call(request$task, c(what, options))
  prediction <- predict(
    fit,
    genotypes,
    data = data[!duplicated(data$id), ],
    interval = "prediction"
  )
  save_model(fit, file.path(case, "r.genontk"))

  numbers <- list(
    "variance components" = fit$variance_components[c("estimate", "std_error")],
    "heritability" = fit$heritability[c("estimate", "std_error", "lower", "upper", "raw_ratio")],
    "fixed effects" = fit$fixed_effects[c("estimate", "std_error")],
    "fitted values" = fit$fitted,
    "genetic values" = fit$random_effects[c("value", "pev", "reliability")],
    "log-likelihood" = fit$log_likelihood,
    "penalty path" = fit$path[c("penalty", "error", "std_error")],
    "predictions" = prediction
  )
  numbers <- lapply(numbers, function(x) as.numeric(unlist(x, use.names = FALSE)))
  jsonlite::write_json(numbers, file.path(case, "r.json"), digits = I(17), na = "null")
}
