# Prints the arguments of every exported function as JSON: {function: {argument: {...}}}, in the
# order of the signatures. {"default": value} for a constant, {"code": text} for any other default,
# {} for an argument without one.
library(genontk)

# A vector of constants is written as a call, such as c("profile", "Wald").
is_constant <- function(x) {
  is.null(x) || is.atomic(x) || (is.call(x) && all(all.names(x) %in% c("c", "-")))
}

default_of <- function(x) {
  if (is.symbol(x) && !nzchar(as.character(x))) {
    setNames(list(), character())
  } else if (is_constant(x)) {
    list(default = eval(x))
  } else {
    list(code = deparse1(x))
  }
}

arguments_of <- function(name) {
  formals <- formals(getExportedValue("genontk", name))
  lapply(setNames(formals, names(formals)), default_of)
}

names <- sort(getNamespaceExports("genontk"))
functions <- lapply(setNames(names, names), arguments_of)
functions[lengths(functions) == 0] <- list(setNames(list(), character()))
cat(jsonlite::toJSON(functions, auto_unbox = TRUE, null = "null", digits = NA, pretty = TRUE), "\n")
