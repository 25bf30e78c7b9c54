# A child process is interrupted during a long fit, as Ctrl-C does, and goes on to a second fit.
test_that("Ctrl-C returns at once and the next call works", {
  skip_without_jars()
  skip_on_os("windows")
  script <- tempfile(fileext = ".R")
  said <- tempfile()
  writeLines(
    c(
      sprintf(".libPaths(%s)", deparse1(.libPaths())),
      "library(genontk)",
      "set.seed(1)",
      "G <- matrix(rbinom(2500 * 400, 2, 0.4), 2500)",
      "y <- rnorm(2500)",
      "small <- ntk_lmm(y[1:50], G[1:50, 1:20])",
      "cat('fitting', Sys.getpid(), '\\n')",
      "answer <- tryCatch(ntk_lmm(y, G), interrupt = function(condition) 'interrupted')",
      "cat('answer', if (is.character(answer)) answer else 'finished', '\\n')",
      "cat('at', format(Sys.time(), '%H:%M:%OS3'), '\\n')",
      "again <- ntk_lmm(y[1:50], G[1:50, 1:20])",
      "cat('again', identical(again$fitted, small$fitted), '\\n')"
    ),
    script
  )
  rscript <- file.path(R.home("bin"), "Rscript")
  system2(rscript, script, stdout = said, stderr = said, wait = FALSE)
  wait_for <- function(word, seconds) {
    for (i in seq_len(seconds * 10)) {
      lines <- if (file.exists(said)) readLines(said, warn = FALSE) else character()
      found <- grep(word, lines, value = TRUE)
      if (length(found) > 0) {
        return(found[1])
      }
      Sys.sleep(0.1)
    }
    ""
  }
  pid <- as.integer(strsplit(wait_for("^fitting", 60), " ")[[1]][2])
  Sys.sleep(1)
  tools::pskill(pid, tools::SIGINT)
  expect_match(wait_for("^answer", 5), "interrupted")
  expect_match(wait_for("^again", 30), "TRUE")
})
