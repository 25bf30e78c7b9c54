# The user's call, as fits keep it and errors show it.

# do.call() writes whole matrices and functions into the call: a fit would carry them for ever, and
# an error would print them.
short_call <- function(call) {
  arguments <- as.list(call)
  large <- vapply(
    arguments,
    function(x) !is.language(x) && utils::object.size(x) > 1000,
    logical(1L)
  )
  call[large] <- lapply(arguments[large], function(x) as.name(paste0("<", class(x)[1L], ">")))
  call
}

name_of_trait <- function(call) {
  name <- deparse1(call$y)
  if (nchar(name) > 40L || startsWith(name, "<")) "y" else name
}

# weights and subset are looked for in the data first, as lm() does.
in_data <- function(expr, data, caller) {
  eval(expr, if (is.list(data)) data, caller)
}
