skip_without_jars()

sim <- simulated()
z <- model.matrix(~ age + sex, sim$pheno)
k <- reference_ntk(sim$genotypes)

test_that("the BLUP is kernel ridge regression at the penalty s_e / s_g", {
  lmm <- ntk_lmm(trait ~ age + sex, sim$genotypes, data = sim$pheno, id = "id", kernel = "ntk")
  s <- lmm$variance_components$estimate
  krr <- ntk_krr(
    trait ~ age + sex,
    sim$genotypes,
    data = sim$pheno,
    id = "id",
    penalty = s[2] / s[1]
  )
  expect_equal(krr$penalty, s[2] / s[1])
  expect_equal(krr$fitted, lmm$fitted, tolerance = 1e-8)
  expect_equal(coef(krr), coef(lmm), tolerance = 1e-8)
})

test_that("the path is that of refitting without each fold", {
  labels <- rep(c("a", "b", "c"), length.out = nrow(z))
  penalties <- c(0.1, 1, 10)
  fit <- ntk_krr(
    trait ~ age + sex,
    sim$genotypes,
    data = sim$pheno,
    id = "id",
    penalty = penalties,
    folds = labels
  )
  errors <- sapply(penalties, function(penalty) {
    errors <- lapply(unique(labels), function(label) {
      out <- labels == label
      s <- c(1, penalty)
      new <- reference_blup(s, sim$y[!out], z[!out, ], k[!out, !out], z[out, ], k[out, !out])
      (sim$y[out] - new$fitted)^2
    })
    mean(unlist(errors))
  })
  expect_equal(fit$path$error[match(penalties, fit$path$penalty)], errors, tolerance = 1e-8)
  expect_equal(fit$penalty, penalties[which.min(errors)])
  expect_equal(length(unique(fit$folds)), 3)
})

test_that("the default grid has 25 penalties relative to the kernel; the least error wins", {
  fit <- ntk_krr(sim$y, sim$genotypes)
  expect_equal(nrow(fit$path), 25)
  expect_equal(range(fit$path$penalty), c(1e-4, 1e3), tolerance = 1e-8)
  expect_equal(fit$penalty, fit$path$penalty[which.min(fit$path$error)])
  expect_true(all(
    c("penalty", "error", "std_error", "correlation", "df", "share", "kernel") %in%
      names(fit$path)
  ))
})

test_that("fold labels are in the order of the data, even with a subset", {
  labels <- rep(c("a", "b", "c"), length.out = nrow(sim$pheno))
  young <- sim$pheno$age < 50
  whole <- ntk_krr(
    trait ~ age,
    sim$genotypes,
    data = sim$pheno,
    id = "id",
    folds = labels,
    subset = age < 50
  )
  part <- ntk_krr(
    trait ~ age,
    sim$genotypes,
    data = sim$pheno[young, ],
    id = "id",
    folds = labels[young]
  )
  expect_equal(whole$path, part$path)
})

test_that("the same seed gives the same folds, another gives others", {
  one <- ntk_krr(sim$y, sim$genotypes, seed = 1)
  expect_equal(ntk_krr(sim$y, sim$genotypes, seed = 1)$folds, one$folds)
  expect_false(identical(ntk_krr(sim$y, sim$genotypes, seed = 2)$folds, one$folds))
})

test_that("folds carry the user's labels, named by ID", {
  labels <- rep(c("north", "south", "west"), 20)
  fit <- ntk_krr(trait ~ age, sim$genotypes, data = sim$pheno, id = "id", folds = labels)
  expect_equal(fit$folds, setNames(labels, sim$pheno$id))
})

test_that("a group never straddles folds", {
  families <- rep(sprintf("f%d", 1:15), each = 4)
  fit <- ntk_krr(trait ~ age, sim$genotypes, data = sim$pheno, id = "id", groups = families)
  expect_equal(length(unique(fit$folds)), 5)
  expect_true(all(tapply(fit$folds, families, function(fold) length(unique(fold))) == 1))
  part <- ntk_krr(
    trait ~ age,
    sim$genotypes,
    data = sim$pheno,
    id = "id",
    groups = families,
    subset = age < 60
  )
  kept <- families[sim$pheno$age < 60]
  expect_true(all(tapply(part$folds, kept, function(fold) length(unique(fold))) == 1))
})

test_that("repeats draw other folds, one column per repeat, and the error is their mean", {
  fit <- ntk_krr(sim$y, sim$genotypes, repeats = 3, penalty = c(0.1, 1))
  expect_equal(dim(fit$folds), c(60, 3))
  expect_equal(dimnames(fit$folds), list(names(sim$y), c("1", "2", "3")))
  expect_false(identical(fit$folds[, 1], fit$folds[, 2]))
  apart <- apply(fit$folds, 2, function(labels) {
    ntk_krr(sim$y, sim$genotypes, folds = labels, penalty = c(0.1, 1))$path$error
  })
  expect_equal(fit$path$error, rowMeans(apart), tolerance = 1e-8)
})

test_that("leave-one-out predictions are those of refitting without each person", {
  fit <- ntk_krr(trait ~ age, sim$genotypes, data = sim$pheno, id = "id", penalty = 2)
  z <- model.matrix(~age, sim$pheno)
  alone <- sapply(1:60, function(i) {
    new_z <- z[i, , drop = FALSE]
    reference_blup(c(1, 2), sim$y[-i], z[-i, ], k[-i, -i], new_z, k[i, -i, drop = FALSE])$fitted
  })
  expect_equal(fit$leave_one_out$id, sim$pheno$id)
  expect_equal(fit$leave_one_out$prediction, unname(alone), tolerance = 1e-8)
  expect_equal(fit$leave_one_out$residual, unname(sim$y - alone), tolerance = 1e-8)
})

test_that("degrees of freedom for many people are given on request", {
  set.seed(5)
  genotypes <- matrix(rbinom(510 * 12, 2, 0.4), 510)
  y <- genotypes[, 1] + rnorm(510)
  expect_true(is.na(ntk_krr(y, genotypes, penalty = 2, diagnostics = FALSE)$path$df))
  centred <- scale(t(scale(ntk_kernel(genotypes), scale = FALSE)), scale = FALSE)
  d <- eigen(centred, symmetric = TRUE, only.values = TRUE)$values
  found <- ntk_krr(y, genotypes, penalty = 2, diagnostics = TRUE)$path$df
  expect_equal(found, 1 + sum(d / (d + 2)), tolerance = 1e-8)
})

test_that("the fit names the route that computed its path", {
  expect_true(ntk_krr(sim$y, sim$genotypes)$route %in% c("eigendecomposition", "lanczos"))
})

test_that("the penalty of REML gives the fit of the mixed model", {
  krr <- ntk_krr(sim$y, sim$genotypes, rule = "reml")
  lmm <- ntk_lmm(sim$y, sim$genotypes, kernel = "ntk")
  expect_equal(fitted(krr), fitted(lmm), tolerance = 1e-6)
})

test_that("nested validation without a choice is the error of the path", {
  set.seed(3)
  genotypes <- matrix(rbinom(50 * 12, 2, 0.4), 50)
  y <- genotypes[, 1] * genotypes[, 2] + rnorm(50)
  fit <- ntk_krr(y, genotypes, penalty = 0.5, nested = TRUE, diagnostics = FALSE)
  expect_equal(fit$nested$error, fit$path$error, tolerance = 1e-9)
  expect_output(print(fit), "Nested cross-validation")
  expect_null(fit$leave_one_out)
  choices <- ntk_krr(y, genotypes, kernel = c("additive", "gaussian"), nested = TRUE)$nested$choices
  expect_named(choices, c("repeat", "fold", "kernel", "share", "penalty"))
  expect_identical(choices$fold, as.character(1:5))
  expect_true(all(choices$kernel %in% c("additive", "gaussian")))
  expect_null(ntk_krr(y, genotypes)$nested)
})
