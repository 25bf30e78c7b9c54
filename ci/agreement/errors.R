# Makes each mistake of errors.json as an R user would: errors.R CASE writes CASE/errors-r.json.
library(genontk)

case <- commandArgs(trailingOnly = TRUE)[1]
mistakes <- jsonlite::fromJSON("ci/agreement/errors.json", simplifyDataFrame = FALSE)

trait <- function(kind, y) {
  switch(
    kind,
    constant = y * 0 + 1,
    infinite = replace(y, 3, Inf),
    missing = y * NA,
    "of three people" = y[1:3],
    "of strangers" = setNames(y, paste0("Q", names(y))),
    "too short" = unname(y[-length(y)])
  )
}

genotypes_of <- function(kind, genotypes) {
  switch(
    kind,
    infinite = replace(genotypes, cbind(3, 4), Inf),
    constant = genotypes * 0 + 1,
    none = NULL
  )
}

kernel <- function(kind, n) {
  matrix <- diag(n)
  matrix[1, 2] <- switch(kind, asymmetric = 0.5, missing = NaN, oblong = 0)
  if (kind == "oblong") matrix[, -n] else matrix
}

# Adds a date, and IDs that are no whole numbers or too large for a double.
with_columns <- function(data) {
  count <- seq_len(nrow(data))
  transform(
    data,
    birth = as.Date("2000-01-01") + count,
    half = count + 0.5,
    huge = 2^53 + 2 * count
  )
}

# Makes the mistake, and gives the class of the error, as Python calls it, and the text.
message_of <- function(options) {
  data <- read.csv(file.path(case, "data.csv"))
  data <- data[!duplicated(data$id), ]
  genotypes <- as.matrix(read.csv(file.path(case, "genotypes.csv"), row.names = 1))
  y <- setNames(data$y, data$id)
  fit <- if (is.null(options$fit)) "ntk_lmm" else options$fit
  genotypes <- if (is.null(options$genotypes)) genotypes else options$genotypes
  if (!is.null(options$values)) {
    genotypes <- genotypes_of(options$values, genotypes)
  }
  if (!is.null(options$y)) {
    y <- trait(options$y, y)
    genotypes <- if (is.null(names(y))) unname(genotypes) else genotypes
  }
  if (!is.null(options$matrix)) {
    y <- unname(y)
    genotypes <- NULL
    options$kernel <- kernel(options$matrix, length(y))
  }
  strangers <- intersect(c("weights", "covariates"), names(Filter(is.character, options)))
  options[strangers] <- list(as.matrix(trait("of strangers", y)^2 + 1))
  if (!is.null(options$formula)) {
    y <- stats::as.formula(options$formula)
    options <- utils::modifyList(list(data = with_columns(data), id = "id"), options)
  }
  options <- options[setdiff(
    names(options),
    c("formula", "fit", "genotypes", "values", "y", "matrix")
  )]
  options$sets <- lapply(options$sets, as.character)
  if (!length(options$sets)) {
    options$sets <- NULL
  }
  error <- tryCatch(do.call(fit, c(list(y, genotypes), options)), genontk_error = identity)
  if (!inherits(error, "genontk_error")) {
    return(c("no error", ""))
  }
  words <- strsplit(sub("genontk_error_", "", class(error)[1], fixed = TRUE), "_")[[1]]
  name <- paste0(toupper(substring(words, 1, 1)), substring(words, 2), collapse = "")
  c(name, conditionMessage(error))
}

written <- lapply(mistakes, message_of)
jsonlite::write_json(written, file.path(case, "errors-r.json"))
