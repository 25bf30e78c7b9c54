# The loop of serve.py for peers in R. `kinds`: name -> function(load, size) that gives
# list(work =, shown =): what is timed, and what of its result is compared, a matrix.
warm_runs <- 2L
moment <- 0.2 # seconds

answer <- function(...) {
  cat(jsonlite::toJSON(list(...), auto_unbox = TRUE, digits = NA), "\n", sep = "")
}

# An .npy file as java/bench and NumPy write it: a header of 128 bytes, doubles column by column.
read_npy <- function(path) {
  connection <- file(path, "rb")
  on.exit(close(connection))
  header <- rawToChar(readBin(connection, "raw", 128L)[-(1:10)])
  shape <- as.integer(strsplit(sub(".*\\((.*)\\).*", "\\1", header), ",", fixed = TRUE)[[1L]])
  stopifnot(grepl("'<f8'", header), grepl("True", header) || any(shape == 1L))
  matrix(readBin(connection, "double", prod(shape)), shape[1L])
}

# The largest difference of the lower triangles, relative to the largest number.
difference <- function(result, expected) {
  lower <- lower.tri(expected, diag = TRUE)
  max(abs(result - expected)[lower]) / max(abs(expected[lower]))
}

times <- function(work) {
  seconds <- numeric()
  while (sum(seconds) < moment) {
    begin <- Sys.time()
    work()
    seconds <- c(seconds, as.numeric(Sys.time() - begin, units = "secs"))
  }
  I(seconds)
}

serve <- function(description, kinds, folder) {
  answer(description = description)
  load <- function(name) read_npy(file.path(folder, paste0(name, ".npy")))
  runs <- list()
  lines <- file("stdin", "r")
  while (length(line <- readLines(lines, 1L)) > 0L) {
    words <- strsplit(line, " ", fixed = TRUE)[[1L]]
    if (words[1L] == "prepare") {
      name <- strsplit(words[2L], "-", fixed = TRUE)[[1L]]
      run <- kinds[[name[1L]]](load, as.integer(name[2L]))
      for (i in seq_len(warm_runs)) {
        result <- run$work()
      }
      runs[[words[2L]]] <- run
      answer(difference = difference(run$shown(result), load(words[3L])))
      rm(result)
    } else if (words[1L] == "time") {
      answer(seconds = times(runs[[words[2L]]]$work))
    } else {
      runs <- list()
      invisible(gc())
      answer(forgotten = TRUE)
    }
  }
}
