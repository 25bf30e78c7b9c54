# Fits by the R package, when asked as serve.py is: bridge.R FOLDER THREADS.
warm_runs <- 3L
arguments <- commandArgs(trailingOnly = TRUE)
options(genontk.progress = FALSE)

answer <- function(...) {
  cat(jsonlite::toJSON(list(...), auto_unbox = TRUE, digits = NA), "\n", sep = "")
}

read_doubles <- function(work, name) {
  file <- file.path(arguments[1], work, paste0(name, ".f64"))
  readBin(file, "double", file.size(file) / 8)
}

fit <- function(work) {
  y <- inputs[[work]]$y
  genotypes <- inputs[[work]]$genotypes
  begin <- proc.time()[["elapsed"]]
  done <- genontk::ntk_lmm(y, genotypes, kernel = "ntk", threads = as.integer(arguments[2]))
  list(seconds = I(proc.time()[["elapsed"]] - begin), inside = done$seconds)
}

answer(description = R.version.string)
inputs <- list()
lines <- file("stdin", "r")
while (length(line <- readLines(lines, 1L)) > 0L) {
  words <- strsplit(line, " ", fixed = TRUE)[[1L]]
  if (words[1L] == "prepare") {
    y <- read_doubles(words[2L], "y")
    genotypes <- matrix(read_doubles(words[2L], "genotypes"), nrow = length(y))
    inputs[[words[2L]]] <- list(y = y, genotypes = genotypes)
    seconds <- suppressMessages(replicate(warm_runs, fit(words[2L])$seconds))
    answer(first = seconds[1L])
  } else if (words[1L] == "time") {
    do.call(answer, suppressMessages(fit(words[2L])))
  } else {
    inputs <- list()
    answer(forgotten = TRUE)
  }
}
