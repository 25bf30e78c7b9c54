set.seed(11)
people <- sprintf("p%02d", 1:60)
genotypes <- matrix(rbinom(60 * 15, 2, 0.4), 60, dimnames = list(people, paste0("s", 1:15)))
y <- stats::setNames(genotypes[, 1] * genotypes[, 2] + rnorm(60), people)

test_that("all methods are scored on the same splits", {
  compared <- compare_methods(y, genotypes, splits = 3, seed = 4)
  expect_identical(
    compared$table$method,
    c("LMM", "NTK-LMM", "split LMM", "NTK-KRR", "Gaussian KRR")
  )
  expect_identical(dim(compared$splits), c(60L, 3L))
  expect_identical(rownames(compared$splits), people)
  expect_true(all(colSums(compared$splits) == 12))
  expect_equal(nrow(compared$scores), 15)
  expect_equal(compared$table$difference[1], 0)
  krr <- compared$scores[compared$scores$method == "NTK-KRR", ]
  expect_equal(compared$table$correlation[4], mean(krr$correlation))
  deviation <- sd(krr$correlation)
  expect_equal(compared$table$std_error[4], sqrt(1 / 3 + 12 / 48) * deviation)
})

test_that("a method here is the fit and its prediction", {
  compared <- compare_methods(y, genotypes, splits = 2, methods = c("LMM", "NTK-KRR"))
  for (k in 1:2) {
    test <- compared$splits[, k]
    fit <- ntk_krr(y[!test], genotypes[!test, ])
    predicted <- predict(fit, genotypes[test, ])
    row <- compared$scores$split == k & compared$scores$method == "NTK-KRR"
    expect_equal(compared$scores$correlation[row], cor(predicted, y[test]))
    expect_equal(compared$scores$squared_error[row], mean((predicted - y[test])^2))
  }
})

test_that("the user's function is compared with the others, and may fail in a split", {
  calls <- 0
  own <- function(y, genotypes, new_genotypes, covariates, new_covariates, size = 2) {
    calls <<- calls + 1
    if (calls == 2) {
      stop("no answer today")
    }
    drop(new_covariates %*% qr.coef(qr(covariates), y)) + new_genotypes[, 1] * new_genotypes[, 2]
  }
  age <- rnorm(60)
  compared <- compare_methods(
    y,
    genotypes,
    covariates = cbind(age = age),
    methods = list(
      "LMM",
      poly = list(fit = "ntk_krr", kernel = "polynomial", degree = 3),
      own = own
    ),
    splits = 3,
    reference = "own"
  )
  test <- compared$splits[, 1]
  effects <- qr.coef(qr(cbind(1, age)[!test, ]), y[!test])
  expected <- drop(cbind(1, age)[test, ] %*% effects) + genotypes[test, 1] * genotypes[test, 2]
  scores <- compared$scores[compared$scores$method == "own", ]
  expect_equal(scores$squared_error[1], mean((expected - y[test])^2))
  expect_true(is.na(scores$correlation[2]))
  expect_identical(scores$message, c(NA, "no answer today", NA))
  expect_identical(compared$table$splits, c(3L, 3L, 2L))
  expect_match(compared$messages, "'own' in 1 of 3 splits: no answer today", all = FALSE)
  expect_output(print(compared), "from that of own")
})

test_that("a cluster predicts as this process does", {
  skip_if_not_installed("parallel")
  workers <- tryCatch(
    parallel::makeCluster(2, setup_timeout = 20),
    error = function(e) skip("processes cannot talk to each other here")
  )
  on.exit(parallel::stopCluster(workers))
  parallel::clusterCall(workers, ".libPaths", .libPaths())
  own <- function(y, genotypes, new_genotypes) {
    if (y[1] < 0) stop("below zero") else new_genotypes[, 1] * new_genotypes[, 2]
  }
  environment(own) <- globalenv()
  compare <- function(...) {
    compare_methods(y, genotypes, methods = list("LMM", own = own), splits = 5, ...)
  }
  apart <- compare(workers = workers)
  expect_equal(apart$table, compare()$table)
  expect_identical(apart$scores$message, compare()$scores$message)
})

test_that("a trait of 0 and 1 has an area under the curve", {
  sick <- as.numeric(y > median(y))
  compared <- compare_methods(sick, genotypes, splits = 2, methods = c("LMM", "NTK-KRR"))
  expect_true(all(compared$table$auc > 0 & compared$table$auc < 1))
  expect_true(all(is.na(compare_methods(y, genotypes, splits = 1, methods = "LMM")$table$auc)))
})

test_that("groups stay on one side and the plot is drawn", {
  families <- rep(1:15, each = 4)
  compared <- compare_methods(
    y,
    genotypes,
    splits = 3,
    groups = families,
    methods = c("LMM", "NTK-KRR")
  )
  tested <- rowsum(compared$splits + 0, families)
  expect_true(all(tested %in% c(0, 4)))
  file <- tempfile(fileext = ".pdf")
  on.exit(unlink(file))
  grDevices::pdf(file)
  plot(compared)
  grDevices::dev.off()
  expect_gt(file.size(file), 1000)
})

test_that("unknown methods are refused", {
  invalid <- function(...) {
    expect_error(compare_methods(y, genotypes, ...), class = "genontk_error_invalid_input")
  }
  invalid(methods = "BLUP")
  invalid(methods = list(function(y, a, b) 1))
  invalid(methods = list(one = list(fit = "ntk_krr", maf = 0.1)))
  invalid(methods = list(one = list(fit = "lm")))
  invalid(methods = "LMM", reference = "NTK-KRR")
  invalid(methods = "LMM", test_share = 1)
  invalid(methods = "LMM", splits = 0)
  invalid(methods = "LMM", workers = 2)
  invalid(methods = list(one = list(fit = "ntk_krr", kernel = diag(60))))
  expect_error(
    compare_methods(cbind(y, y), genotypes),
    class = "genontk_error_invalid_input"
  )
})

test_that("a subset is compared as the people themselves, by any method", {
  used <- seq(2, 60, 2)
  cases <- factor(ifelse(y > median(y), "case", "control"), levels = c("control", "case"))
  seen <- list()
  own <- function(y, genotypes, new_genotypes) {
    seen <<- c(seen, list(y))
    new_genotypes[, 1]
  }
  compare <- function(y, genotypes, groups, ...) {
    methods <- list("LMM", own = own)
    compare_methods(y, genotypes, methods = methods, groups = groups, splits = 2, ...)
  }
  families <- rep(1:20, each = 3)
  part <- compare(cases, unname(genotypes), families, subset = used)
  alone <- compare(cases[used], unname(genotypes[used, ]), families[used])
  expect_equal(part$table, alone$table)
  expect_equal(unname(part$splits), unname(alone$splits))
  expect_equal(seen[1:2], seen[3:4])
  expect_true(all(unlist(seen) %in% 0:1))
})
