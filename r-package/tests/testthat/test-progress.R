test_that("the bar shows the stage and the share that is done", {
  expect_identical(
    progress_line("kernel", 0.5),
    paste0("kernel       |", strrep("=", 20), strrep(" ", 20), "|  50 %")
  )
})

test_that("quick and unwanted bars show nothing", {
  bar <- progress_bar(TRUE)
  expect_silent(bar$show("kernel", 0.5))
  expect_silent(bar$close())
})

# Keeps what it should show.
recorder <- function() {
  seen <- list()
  list(
    show = function(stage, share) seen[[length(seen) + 1]] <<- list(stage, share),
    close = function() seen[[length(seen) + 1]] <<- "closed",
    seen = function() seen
  )
}

test_that("work of more than a second is shown, and an unknown stage has no name", {
  draw <- recorder()
  bar <- progress_bar(TRUE, draw)
  Sys.sleep(1.1)
  bar$show("kernel", 0.5)
  bar$show(NULL, NULL)
  bar$close()
  expect_identical(draw$seen(), list(list("kernel", 0.5), list("", 0), "closed"))
})

test_that("a knitted document has no bar", {
  old <- options(knitr.in.progress = TRUE)
  on.exit(options(old))
  draw <- recorder()
  bar <- progress_bar(TRUE, draw)
  Sys.sleep(1.1)
  bar$show("kernel", 0.5)
  expect_length(draw$seen(), 0)
})

test_that("the line is wiped when the bar ends", {
  file <- tempfile()
  connection <- file(file, "wb")
  bar <- line_bar(connection)
  bar$show("kernel", 0.5)
  bar$close()
  close(connection)
  said <- readChar(file, 1000)
  expect_match(said, "kernel .*50 %")
  expect_match(said, "\\r +\\r$")
})

test_that("cli draws the bar if it is installed", {
  skip_if_not_installed("cli")
  bar <- cli_bar()
  suppressMessages(bar$show("kernel", 0.5))
  expect_silent(bar$close())
})
