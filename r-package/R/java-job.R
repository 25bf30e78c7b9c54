# One request, one result. The job runs on a Java thread. R waits for it in short steps, so that
# Ctrl-C returns to the prompt at once.

run_job <- function(request, parcel = new_parcel(), progress = FALSE) {
  if (is.null(request$threads)) {
    request$threads <- getOption("genontk.threads")
  }
  # Outside ask(): a request that cannot be written is the user's mistake, not the bridge's.
  json <- to_json(c(request, delivery = "memory"))
  job <- ask("open", json)$job
  # On every exit a running job is cancelled and its memory is freed.
  on.exit(try(ask("close", job), silent = TRUE))
  for (name in names(parcel$matrices)) {
    put_matrix(job, name, parcel$matrices[[name]])
  }
  if (!is.null(parcel$model)) {
    put_bytes(job, "model", parcel$model)
  }
  ask("start", job)
  await(job, progress)
  with_matrices(ask("result", job), job)
}

# Adds to the result what is fetched apart: matrices, and the bytes of a model. Several traits have
# one result each.
with_matrices <- function(result, job) {
  result$matrices <- lapply(result$matrices, function(about) take_matrix(job, about))
  if (!is.null(result$model)) {
    result$model <- take_bytes(job, result$model)
  }
  if (!is.null(result$fits)) {
    result$fits <- lapply(result$fits, with_matrices, job)
  }
  result
}

# Java answers when the job has ended, and otherwise 20 times per second: more questions would take
# time from the job. Between two answers R handles Ctrl-C, windows and the help server.
await <- function(job, progress) {
  bar <- progress_bar(progress)
  on.exit(bar$close())
  repeat {
    status <- ask("await", job)
    if (!status$state %in% c("open", "running")) {
      return(invisible())
    }
    bar$show(status$stage, status$progress)
    Sys.sleep(0)
  }
}

# Data that travel next to the JSON: matrices by name, and the bytes of a model.
new_parcel <- function() {
  parcel <- new.env(parent = emptyenv())
  parcel$matrices <- list()
  parcel$model <- NULL
  parcel
}

# Adds a matrix to the parcel and gives the reference to it for the request.
put_in <- function(parcel, name, x) {
  parcel$matrices[[name]] <- x
  list(name = name)
}
