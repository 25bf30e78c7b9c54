test_that("sitrep says how to add a backend for GPUs, which a fit without it refuses", {
  skip_without_jars()
  reason <- grep("^gpu: ", sitrep()$backend_reasons, value = TRUE)
  expect_match(reason, "ci/gpu-jars", fixed = TRUE)
  expect_match(reason, "genontk.jars", fixed = TRUE)
  expect_error(
    ntk_lmm(rnorm(20), matrix(rbinom(60, 2, 0.5), 20), backend = "gpu"),
    class = "genontk_error_invalid_input"
  )
})

test_that("a folder without jars is refused", {
  before <- options(genontk.jars = tempfile())
  on.exit(options(before))
  expect_error(jars_of_user(), class = "genontk_error_invalid_input")
  folder <- tempfile()
  dir.create(folder)
  file.create(file.path(folder, "one.jar"))
  options(genontk.jars = folder)
  expect_identical(basename(jars_of_user()), "one.jar")
})

test_that("every third-party jar is in COPYRIGHTS", {
  skip_without_jars()
  jars <- sub("-[0-9.]+[.]jar$", "", basename(package_jars()))
  said <- readLines(system.file("COPYRIGHTS", package = "genontk"))
  words <- unlist(strsplit(said, "[ ,]+"))
  expect_identical(
    setdiff(grep("^genontk-", jars, invert = TRUE, value = TRUE), words),
    character()
  )
})
