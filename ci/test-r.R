# Runs the tests in the working folder on the installed package; an argument picks files by name.
testthat::set_max_fails(Inf)
results <- as.data.frame(testthat::test_dir(
  ".",
  filter = if (length(commandArgs(TRUE))) commandArgs(TRUE)[1],
  package = "genontk",
  load_package = "installed",
  reporter = "summary",
  stop_on_failure = FALSE
))
failed <- sum(results$failed) + sum(results$error)
passed <- sum(results$passed)
cat(sprintf("\nR: %d passed, %d failed, %d skipped\n", passed, failed, sum(results$skipped)))
q(status = failed > 0 || passed == 0)
