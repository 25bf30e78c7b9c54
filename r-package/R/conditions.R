# Errors are of six types, the same in Java, R and Python.

condition_names <- c(
  InvalidInput = "invalid_input",
  NotPositiveDefinite = "not_positive_definite",
  DidNotConverge = "did_not_converge",
  Cancelled = "cancelled",
  OutOfMemory = "out_of_memory",
  BridgeFailed = "bridge_failed"
)

abort <- function(type, ..., java_trace = NULL, state = NULL) {
  classes <- c(paste0("genontk_error_", type), "genontk_error", "error", "condition")
  stop(structure(
    class = classes,
    list(message = paste0(...), call = NULL, java_trace = java_trace, state = state)
  ))
}

abort_invalid_input <- function(...) abort("invalid_input", ...)

# Runs the body of an exported function so that its errors carry the user's call, not an inner one.
reporting <- function(expr, call = sys.call(sys.parent())) {
  force(call)
  tryCatch(expr, genontk_error = function(error) {
    error$call <- as_typed(short_call(call))
    session$last_error <- error
    stop(error)
  })
}

# The call of a method has the name of the method, but the user typed that of the generic.
as_typed <- function(call) {
  if (is.symbol(call[[1L]])) {
    call[[1L]] <- as.name(sub("[.](summary[.])?(genontk_[a-z]+|ntk_[a-z]+)$", "", call[[1L]]))
  }
  call
}

# Matches an argument to the allowed words, which may be abbreviated. The default is the first word,
# or with several = TRUE all of them.
choice <- function(given, allowed, name, several = FALSE) {
  if (identical(given, allowed)) {
    return(if (several) allowed else allowed[1L])
  }
  known <- if (is.character(given)) allowed[pmatch(given, allowed)]
  if (length(known) == 0L || anyNA(known) || (length(known) > 1L && !several)) {
    words <- paste0('"', allowed, '"', collapse = ", ")
    abort_invalid_input(name, " = ", deparse1(given), " was given; allowed are ", words, ".")
  }
  known
}

# R's own errors about a formula and its data are errors of the user's input.
as_invalid_input <- function(expr, what) {
  tryCatch(expr, error = function(error) {
    if (inherits(error, "genontk_error")) {
      stop(error)
    }
    abort_invalid_input(what, ": ", conditionMessage(error))
  })
}

#' The last error, with its details
#'
#' Gives the last error of this session with the details that its message leaves out, such as the
#' Java stack trace.
#'
#' @return The condition, with its `message`, `call` and `java_trace` (text or `NULL`). If the
#'   iteration for the variances did not converge, `state` holds its last `iterations`, `estimate`,
#'   `log_likelihood` and `gradient`. `NULL` if nothing has failed in this session.
#' @export
#' @examples
#' try(ntk_lmm(letters, matrix(0, 26, 2)))
#' class(genontk_last_error())
genontk_last_error <- function() session$last_error
