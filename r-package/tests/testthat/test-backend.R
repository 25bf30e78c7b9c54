small_fit <- c(
  "library(genontk)",
  "set.seed(1)",
  "G <- matrix(rbinom(60 * 30, 2, 0.4), 60)",
  "y <- rnorm(60)",
  "fit <- ntk_lmm(y, G)"
)

test_that("the backend does not change the numbers, and every fit names it and says why", {
  skip_without_jars()
  set.seed(2)
  genotypes <- matrix(rbinom(80 * 40, 2, 0.4), 80)
  y <- rnorm(80)
  fit <- ntk_lmm(y, genotypes)
  plain <- ntk_lmm(y, genotypes, backend = "java")
  expect_true(fit$backend %in% c("blas", "java"))
  expect_identical(plain$backend, "java")
  expect_equal(fit$fitted, plain$fitted, tolerance = 1e-10)
  report <- sitrep()
  expect_identical(report$backend, fit$backend)
  expect_identical(report$backend_description, fit$backend_description)
  expect_identical(report$backend_reasons, fit$backend_reasons)
  printed <- gsub("\\s+", " ", paste(capture.output(print(report)), collapse = " "))
  expect_match(printed, fit$backend_description, fixed = TRUE)
})

test_that("the backend is R's own BLAS, unless that is the reference BLAS", {
  skip_without_jars()
  report <- sitrep()
  skip_if(report$backend == "java", paste(report$backend_reasons, collapse = " "))
  expect_match(report$backend_description, extSoftVersion()[["BLAS"]], fixed = TRUE)
})

test_that("without a BLAS Java computes the fit, which says why", {
  skip_without_jars()
  said <- in_new_process(c(
    "Sys.setenv(GENONTK_BLAS = '/nowhere/libblas.so')",
    small_fit,
    "cat(fit$backend, fit$backend_reasons)",
    "error <- tryCatch(ntk_lmm(y, G, backend = 'blas'), error = identity)",
    "cat('then', class(error)[1])"
  ))
  said <- paste(said, collapse = " ")
  expect_match(said, "^java .*blas: .*nowhere.*then genontk_error_invalid_input")
})

test_that("the choice of the backend prints nothing and leaves no files", {
  skip_without_jars()
  said <- in_new_process(c(
    "before <- list.files(dirname(tempdir()))",
    small_fit,
    "new <- setdiff(list.files(dirname(tempdir())), before)",
    "cat('new files:', grep('jna|netlib', new, value = TRUE))"
  ))
  expect_identical(said, "new files: ")
})

test_that("the option and the environment set the number of threads", {
  skip_without_jars()
  before <- options(genontk.threads = 1)
  on.exit(options(before))
  set.seed(3)
  fit <- ntk_lmm(rnorm(40), matrix(rbinom(400, 2, 0.4), 40))
  expect_equal(fit$threads, 1)
  expect_equal(sitrep()$threads, 1)
  said <- in_new_process(c("Sys.setenv(GENONTK_THREADS = '3')", small_fit, "cat(fit$threads)"))
  expect_identical(said, "3")
})

test_that("threads change no bit of a kernel, and no fit by more than rounding", {
  skip_without_jars()
  # With this many people and SNPs the native library computes, in several tiles.
  genotypes <- simulate_genotypes(700, 900, seed = 1)
  y <- simulate_trait(genotypes, seed = 1)
  for (options in list(list(), list(ntk = "empirical", width = 300), list(kernel = "additive"))) {
    kernels <- lapply(1:2, function(count) {
      do.call(ntk_kernel, c(list(genotypes, threads = count), options))
    })
    expect_identical(kernels[[1]], kernels[[2]])
  }
  for (fit in list(ntk_lmm, ntk_krr)) {
    fits <- lapply(1:2, function(count) fit(y, genotypes, threads = count))
    expect_identical(vapply(fits, function(fit) fit$threads, 0), c(1, 2))
    apart <- max(abs(fits[[1]]$fitted - fits[[2]]$fitted))
    expect_lte(apart, 1e-10 * max(abs(fits[[1]]$fitted)))
  }
})
