skip_without_jars()

sim <- simulated()
pheno <- sim$pheno
set.seed(3)
pheno$other <- pheno$trait + rnorm(60)
pheno$trait[4] <- NA
pheno$third <- rev(pheno$trait)
pheno$third[c(4, 9)] <- NA
traits <- as.matrix(data.frame(pheno[c("trait", "other", "third")], row.names = pheno$id))

same <- c(
  "variance_components",
  "heritability",
  "fixed_effects",
  "fitted",
  "residuals",
  "people",
  "log_likelihood",
  "path",
  "folds",
  "penalty"
)

expect_fits_apart <- function(fits, apart) {
  testthat::expect_s3_class(fits, "genontk_fits")
  testthat::expect_named(fits, names(apart))
  for (name in names(apart)) {
    testthat::expect_equal(
      unclass(fits[[name]])[same],
      unclass(apart[[name]])[same],
      tolerance = 1e-7,
      label = name
    )
  }
}

test_that("each trait bound in a formula has the fit of that trait alone", {
  for (method in list(ntk_lmm, ntk_krr)) {
    fit <- function(formula) method(formula, sim$genotypes, data = pheno, id = "id")
    apart <- list(trait = fit(trait ~ age), other = fit(other ~ age), third = fit(third ~ age))
    fits <- fit(cbind(trait, other, third) ~ age)
    expect_fits_apart(fits, apart)
    expect_equal(vapply(fits, nobs, 0), c(trait = 59, other = 60, third = 57))
  }
})

test_that("a matrix or a data frame of traits is joined by its row names", {
  by_formula <- ntk_lmm(cbind(trait, other, third) ~ 1, sim$genotypes, data = pheno, id = "id")
  expect_fits_apart(ntk_lmm(traits, sim$genotypes), by_formula)
  expect_fits_apart(ntk_lmm(as.data.frame(traits), sim$genotypes), by_formula)
})

test_that("traits have the names that the user writes", {
  formula <- cbind(log(age), double = 2 * age, age) ~ sex
  fits <- ntk_krr(formula, sim$genotypes, data = pheno, id = "id", penalty = 1)
  expect_named(fits, c("log(age)", "double", "age"))
  expect_equal(fits$double$y_name, "double")
  expect_named(ntk_krr(unname(traits), sim$genotypes, penalty = 1), paste0("unname(traits)", 1:3))
  expect_s3_class(ntk_krr(traits[, 2, drop = FALSE], sim$genotypes, penalty = 1), "ntk_krr")
})

test_that("each of several fits predicts, and printing gives one line per fit", {
  fits <- ntk_lmm(traits[1:50, ], sim$genotypes[1:50, ])
  alone <- ntk_lmm(traits[1:50, "other"], sim$genotypes[1:50, ])
  predicted <- lapply(fits, predict, sim$genotypes[51:60, ])
  expect_equal(predicted$other, predict(alone, sim$genotypes[51:60, ]), tolerance = 1e-8)
  expect_output(print(fits), "3 fits by ntk_lmm.*trait.*other.*third.*\\[\\[\"trait\"\\]\\]")
  expect_output(print(ntk_krr(traits, sim$genotypes)), "3 fits by ntk_krr.*penalty")
})

test_that("a trait without numbers or missing for everybody is refused", {
  invalid <- "genontk_error_invalid_input"
  expect_error(ntk_lmm(cbind(sim$y, NA), sim$genotypes), class = invalid)
  expect_error(ntk_lmm(cbind(sim$y, Inf), sim$genotypes), class = invalid)
  expect_error(ntk_lmm(pheno[c("trait", "sex")], sim$genotypes), class = invalid)
  three <- stats::setNames(factor(rep(c("a", "b", "c"), 20)), pheno$id)
  expect_error(ntk_lmm(three, sim$genotypes), "3 classes \\(a, b, c\\)", class = invalid)
  expect_error(ntk_lmm(factor(three) ~ age, sim$genotypes, data = pheno), class = invalid)
})
