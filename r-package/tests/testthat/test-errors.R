sim <- simulated()
invalid <- "genontk_error_invalid_input"

refused <- function(...) {
  testthat::expect_error(ntk_lmm(...), class = invalid)
}

# Each of these options makes an error that names the option.
expect_refused <- function(fit, wrong) {
  for (i in seq_along(wrong)) {
    error <- tryCatch(
      do.call(fit, c(list(sim$y, sim$genotypes), wrong[i])),
      genontk_error = identity
    )
    testthat::expect_s3_class(error, invalid)
    testthat::expect_match(conditionMessage(error), names(wrong)[i], fixed = TRUE)
  }
}

test_that("an error carries the user's call, and its details are kept", {
  error <- tryCatch(ntk_lmm(letters, sim$genotypes), error = identity)
  expect_identical(class(error), c(invalid, "genontk_error", "error", "condition"))
  expect_identical(error$call, quote(ntk_lmm(letters, sim$genotypes)))
  expect_identical(genontk_last_error(), error)
})

test_that("arguments that cannot be written as a request are invalid input", {
  refused(sim$y, sim$genotypes, depth = mean)
  refused(sim$y, sim$genotypes, sets = list(gene = mean))
  refused(sim$y, mean)
  refused(sim$y, matrix("a", 60, 2))
  refused(sim$y, kernel = mean)
  refused(sim$y, c("one.bed", "two.bed"))
  refused(sim$y, sim$genotypes, kernel = list(a = "ntk", "additive"))
})

test_that("data that cannot be fitted are invalid input, and the session stays usable", {
  skip_without_jars()
  refused(sim$y, sim$genotypes[1:9, 1:2] + 0, kernel = "no such kernel")
  refused(unname(sim$y), unname(sim$genotypes[1:9, ]))
  refused(replace(sim$y, 3, Inf), sim$genotypes)
  refused(replace(sim$y, 1:60, 1), sim$genotypes)
  refused(setNames(sim$y, paste0("q", 1:60)), sim$genotypes)
  refused(sim$y[1:3], sim$genotypes[1:3, ])
  refused(sim$y, "nowhere.bed")
  refused(sim$y)
  asymmetric <- reference_ntk(sim$genotypes)
  asymmetric[1, 2] <- 0
  refused(sim$y, kernel = asymmetric)
  refused(sim$y, kernel = asymmetric[, -1])
  expect_equal(ntk_lmm(sim$y, sim$genotypes)$n_people, 60)
})

test_that("options out of range or of another type are refused by name", {
  skip_without_jars()
  wrong <- list(
    depth = 0,
    depth = 1.5,
    depth = NA,
    depth = "two",
    maf = Inf,
    maf = "a",
    seed = 1.5,
    threads = 0,
    scale = c("sd", "hwe"),
    scale = "none",
    missing = "drop",
    method = "ml",
    constrain = NA,
    backend = "tpu",
    kernel = "cubic",
    kernel = c("ntk", "additive"),
    depth = 1:2,
    ntk = "finite",
    precision = "half",
    unit_diagonal = NA,
    unit_diagonal = "yes",
    divide_by_snps = 2,
    people = c("p001", "nobody"),
    snps = "1:900-901",
    hwe = 2,
    max_missing_person = -1,
    duplicates = "first",
    sets = list(gene = "nothing")
  )
  expect_refused(ntk_lmm, wrong)
  expect_refused(
    ntk_krr,
    list(
      folds = 1,
      folds = rep(1, 60),
      penalty = -1,
      penalty = Inf,
      penalty = "a",
      rule = "best",
      repeats = 0,
      repeats = 1.5,
      groups = rep(1, 60),
      groups = replace(rep(1:6, 10), 3, NA),
      groups = 1:3,
      depth = c(1, 0)
    )
  )
})

test_that("wrong parameters of a kernel are refused by name", {
  skip_without_jars()
  parameters <- list(
    list(kernel = "gaussian", bandwidth = 0),
    list(kernel = "laplace", bandwidth = Inf),
    list(kernel = "polynomial", degree = 0),
    list(kernel = "polynomial", degree = 1.5),
    list(kernel = "ntk", ntk = "empirical", width = 0),
    list(kernel = "ntk", ntk = "empirical", networks = 0),
    list(kernel = "ntk", ntk = "empirical", parameterization = "mup")
  )
  for (given in parameters) {
    wrong <- given[length(given)]
    for (fit in list(ntk_lmm, ntk_krr)) {
      kernel <- given[-length(given)]
      expect_refused(function(...) do.call(fit, c(list(...), kernel)), wrong)
    }
  }
})

test_that("functions agree on the defaults of the options that they share", {
  functions <- list(ntk_lmm, ntk_krr, ntk_kernel, ntk_convergence, compare_methods)
  options <- lapply(functions, function(f) formals(f)[setdiff(names(formals(f)), translated)])
  for (one in options[-1]) {
    # The grid of ntk_convergence() is another option of this name.
    shared <- setdiff(intersect(names(one), names(options[[1]])), "networks")
    expect_identical(one[shared], options[[1]][shared])
  }
  expect_length(setdiff(names(options[[3]]), names(options[[1]])), 0L)
})

test_that("no stack trace is in a message", {
  skip_without_jars()
  error <- tryCatch(ntk_lmm(sim$y, "nowhere.bed"), error = identity)
  expect_no_match(conditionMessage(error), "\\bat genontk|Exception")
})

test_that("the words of a method may be abbreviated, and others are refused with the user's call", {
  skip_without_jars()
  fit <- ntk_lmm(sim$y, sim$genotypes, kernel = "additive")
  expect_identical(residuals(fit, "mar"), residuals(fit, "marginal"))
  calls <- list(
    quote(residuals(fit, "deviance")),
    quote(predict(fit, type = "link")),
    quote(confint(fit, method = "boot")),
    quote(plot(fit, which = "both"))
  )
  for (call in calls) {
    error <- expect_error(eval(call), class = invalid)
    expect_identical(error$call, call)
  }
  unused <- expect_error(predict(fit, typo = 1), "unused argument (typo)", fixed = TRUE)
  expect_identical(unused$call, quote(predict(fit, typo = 1)))
})

test_that("a ridge regression says that it has no likelihood", {
  skip_without_jars()
  fit <- ntk_krr(sim$y, sim$genotypes)
  for (generic in c(logLik, deviance, anova, simulate, AIC)) {
    expect_error(generic(fit), "no (likelihood|distribution)", class = invalid)
  }
})

test_that("a failure to converge has its last state", {
  # Without bounds the likelihood has no maximum here.
  set.seed(1)
  low_rank <- function() tcrossprod(matrix(rnorm(42), 14))
  failed <- NULL
  for (i in 1:20) {
    kernels <- list(a = low_rank(), b = low_rank())
    failed <- tryCatch(
      ntk_lmm(rnorm(14), kernel = kernels, constrain = FALSE),
      genontk_error_did_not_converge = identity
    )
    if (inherits(failed, "error")) break
  }
  expect_s3_class(failed, "genontk_error_did_not_converge")
  expect_gt(failed$state$iterations, 1)
  expect_length(failed$state$estimate, 3L)
  expect_length(failed$state$gradient, 3L)
  expect_true(is.finite(failed$state$log_likelihood))
})
