test_that("the bar tells the stage and its share, and what is unknown is nothing", {
  expect_identical(
    progress_line("kernel", 0.5),
    paste0("kernel       |", strrep("=", 20), strrep(" ", 20), "|  50 %")
  )
  expect_match(progress_line(NULL, NULL), "|   0 %", fixed = TRUE)
})

test_that("nothing is shown of what is quick or not wanted", {
  bar <- progress_bar(TRUE)
  expect_silent(bar$show("kernel", 0.5))
  expect_silent(bar$close())
})
