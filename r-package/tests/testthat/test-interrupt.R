# A child process is interrupted during a long fit, as Ctrl-C does, goes on to a second fit, and
# ends during a third.
test_that("Ctrl-C returns at once, the next call works, and R can end", {
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
      "cat('again', identical(again$fitted, small$fitted), '\\n')",
      "ntk_lmm(y, G)"
    ),
    script
  )
  rscript <- file.path(R.home("bin"), "Rscript")
  command <- sprintf("%s %s > %s 2>&1; echo ended $? >> %s", rscript, script, said, said)
  system2("sh", c("-c", shQuote(command)), wait = FALSE)
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
  Sys.sleep(1)
  tools::pskill(pid, tools::SIGINT)
  expect_match(wait_for("^ended", 30), "ended [1-9]")
})

test_that("no job computes after all are closed", {
  skip_without_jars()
  y <- rnorm(700)
  genotypes <- list(values = list(name = "G"))
  json <- to_json(list(task = "ntk_lmm", y = list(name = "y"), genotypes = genotypes))
  job <- ask("open", json)$job
  put_matrix(job, "y", as.matrix(y))
  put_matrix(job, "G", matrix(rbinom(700 * 40, 2, 0.4), 700))
  ask("start", job)
  close_jobs(session)
  expect_error(ask("status", job), class = "genontk_error_bridge_failed")
  expect_length(ntk_lmm(y[1:30], matrix(rbinom(300, 2, 0.4), 30))$fitted, 30)
})
