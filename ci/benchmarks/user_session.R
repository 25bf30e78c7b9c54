# Calls of a user in a fresh R session, as user_session.py makes them:
# user_session.R CALL FOLDER N P TIMES.
arguments <- commandArgs(trailingOnly = TRUE)
call <- arguments[1L]
folder <- arguments[2L]
size <- paste(arguments[3:4], collapse = "-")
options(genontk.progress = FALSE)

read_npy <- function(name) {
  connection <- file(file.path(folder, paste0(name, "-", size, ".npy")), "rb")
  on.exit(close(connection))
  header <- rawToChar(readBin(connection, "raw", 128L)[-(1:10)])
  shape <- as.integer(strsplit(sub(".*\\((.*)\\).*", "\\1", header), ",", fixed = TRUE)[[1L]])
  stopifnot(grepl("'<f8'", header), grepl("True", header) || any(shape == 1L))
  values <- readBin(connection, "double", prod(shape))
  if (length(shape) > 1L && !anyNA(shape)) matrix(values, shape[1L]) else values
}

y <- read_npy("y")
x <- read_npy("x")
calls <- list(
  "genontk/default" = function() genontk::ntk_lmm(y, x)$random_effects,
  "genontk/ntk" = function() genontk::ntk_lmm(y, x, kernel = "ntk")$random_effects,
  "genontk/krr" = function() genontk::ntk_krr(y, x)$path,
  "genontk/additive" = function() genontk::ntk_krr(y, x, kernel = "additive")$path,
  "glmnet/additive" = function() glmnet::cv.glmnet(x, y, alpha = 0, nfolds = 5)$cvm
)
seconds <- vapply(
  seq_len(as.integer(arguments[5L])),
  function(i) {
    begin <- Sys.time()
    suppressMessages(calls[[call]]())
    as.numeric(Sys.time() - begin, units = "secs")
  },
  0
)
described <- if (startsWith(call, "glmnet")) {
  paste("glmnet", packageVersion("glmnet"))
} else {
  paste0(R.version.string, ": ", genontk::sitrep()$backend)
}
cat(
  jsonlite::toJSON(list(description = jsonlite::unbox(described), seconds = seconds), digits = NA),
  "\n",
  sep = ""
)
