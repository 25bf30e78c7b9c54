# Calls of the Java facade. Its methods answer with JSON or flat arrays. They answer a failure with
# {"error": ...}, which becomes an R error here.

ask <- function(method, ...) {
  answer <- from_json(call_java("S", method, ...))
  if (!is.null(answer$error)) {
    abort_for_java(answer$error)
  }
  answer
}

call_java <- function(signature, method, ...) {
  facade <- java_facade()
  tryCatch(
    rJava::.jcall(facade, signature, method, ...),
    error = function(error) {
      type <- if (inherits(error, "OutOfMemoryError")) "OutOfMemory" else "BridgeFailed"
      abort_for_java(list(type = type, message = conditionMessage(error)))
    }
  )
}

abort_for_java <- function(error) {
  type <- condition_names[error$type]
  message <- error$message
  if (is.na(type)) {
    type <- "bridge_failed"
  }
  if (type == "out_of_memory") {
    message <- paste0(message, "\n", how_to_raise_heap(error$needed_bytes, error$available_bytes))
  }
  state <- error$state
  if (!is.null(state)) {
    state[c("estimate", "gradient")] <- lapply(state[c("estimate", "gradient")], as_number)
  }
  abort(type, message, java_trace = error$trace, state = state)
}

# A double[] holds at most 2^31 - 1 numbers.
put_matrix <- function(job, name, x) {
  if (length(x) > .Machine$integer.max) {
    abort_invalid_input(
      sprintf("%s has %.0f x %.0f entries, and a matrix handed to Java ", name, nrow(x), ncol(x)),
      "at most 2^31 - 1: keep the genotypes in a PLINK file and give its path."
    )
  }
  check_heap(8 * length(x))
  storage.mode(x) <- "double"
  # A matrix would be an array of arrays in Java, which takes seven times longer to pass.
  dimensions <- dim(x)
  numbers <- rJava::.jarray(x)
  ask("putMatrix", job, name, numbers, dimensions[1], dimensions[2])
}

put_bytes <- function(job, name, bytes) ask("putBytes", job, name, rJava::.jarray(bytes))

# The array is shaped in place, since matrix() would copy it.
take_matrix <- function(job, about) {
  x <- call_java("[D", "takeMatrix", job, about$name)
  named <- !is.null(about$columns)
  dim(x) <- c(about$rows, if (named) length(about$columns) else length(x) / about$rows)
  if (named) {
    colnames(x) <- about$columns
  }
  x
}

take_bytes <- function(job, name) call_java("[B", "takeBytes", job, name)

# Bytes of Java's heap: its limit, and the part that is left.
heap <- function() {
  runtime <- rJava::.jcall("java/lang/Runtime", "Ljava/lang/Runtime;", "getRuntime")
  bytes <- function(method) rJava::.jcall(runtime, "J", method)
  limit <- bytes("maxMemory")
  list(limit = limit, left = limit - bytes("totalMemory") + bytes("freeMemory"), runtime = runtime)
}

check_heap <- function(needed) {
  java_facade()
  left <- heap()$left
  if (needed > left) {
    rJava::.jcall(heap()$runtime, "V", "gc")
    left <- heap()$left
  }
  if (needed > left) {
    message <- sprintf(
      "a matrix of %s does not fit in what is left of the Java heap, %s.",
      in_units(needed),
      in_units(left)
    )
    abort_for_java(list(
      type = "OutOfMemory",
      message = message,
      needed_bytes = needed,
      available_bytes = left
    ))
  }
}

# If the missing amount is unknown, the text asks for twice the present limit.
how_to_raise_heap <- function(needed = NULL, available = NULL) {
  limit <- heap()$limit
  missing <- if (is.null(needed) || is.null(available)) limit else max(needed - available, 0)
  gigabytes <- ceiling((limit + 1.1 * missing) / 2^30) + 1
  paste0(
    "The heap is fixed when Java starts, at ",
    in_units(limit),
    " in this session. Start R anew, and before the first call of genontk type: ",
    sprintf('options(java.parameters = "-Xmx%.0fg")', gigabytes)
  )
}

in_units <- function(bytes) {
  format(structure(bytes, class = "object_size"), units = "auto", standard = "IEC")
}
