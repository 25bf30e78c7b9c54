# The user's call, which fits keep and errors show.

# do.call() writes whole matrices and functions into the call. A fit would keep them, and an error
# would print them.
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

# weights and subset are looked up in the data first, as in lm().
in_data <- function(expr, data, caller) {
  eval(expr, if (is.list(data)) data, caller)
}
