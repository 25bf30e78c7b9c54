# The generics of other packages.
skip_without_jars()

sim <- simulated()
sim$pheno$trait[3] <- NA
formula <- trait ~ poly(age, 2) + sex
fit <- ntk_lmm(formula, sim$genotypes, data = sim$pheno, id = "id", kernel = "ntk")
split <- ntk_lmm(formula, sim$genotypes, data = sim$pheno, id = "id")
used <- setdiff(1:60, 3)
z <- unname(model.matrix(~ poly(age, 2) + sex, sim$pheno)[used, ])

test_that("the generics of nlme and broom work for our fits, and ours for theirs", {
  skip_if_not_installed("nlme")
  expect_identical(nlme::fixef(fit), fixef(fit))
  expect_identical(nlme::ranef(fit), ranef(fit))
  expect_identical(nlme::VarCorr(fit), VarCorr(fit))
  other <- nlme::lme(distance ~ age, nlme::Orthodont, ~ 1 | Subject)
  expect_identical(fixef(other), nlme::fixef(other))
  expect_error(fixef(1))
  expect_error(genontk::ranef("a"), "ranef")
})

test_that("tidy tables hold what the fit holds", {
  skip_if_not_installed("generics")
  table <- generics::tidy(split, conf.int = TRUE)
  expect_equal(table$estimate[1:4], unname(coef(split)))
  expect_equal(table$conf.low, unname(confint(split, c("fixed", "variance"))[, 1]))
  glance <- generics::glance(split)
  expect_equal(glance$AIC, AIC(split))
  expect_equal(glance$heritability, split$heritability$estimate[3])
  augmented <- generics::augment(split)
  expect_equal(augmented$.fixed + augmented$.genetic, unname(fitted(split)))
  expect_equal(augmented$.fixed, drop(z %*% coef(split)), tolerance = 1e-8)
  expect_equal(augmented$sex, sim$pheno$sex[used])
  krr <- ntk_krr(formula, sim$genotypes, data = sim$pheno, id = "id")
  expect_equal(generics::glance(krr)$penalty, krr$penalty)
  expect_equal(confint(krr), confint(krr, "fixed"))
})

test_that("ggplot2 draws both kinds of fit", {
  skip_if_not_installed("ggplot2")
  built <- ggplot2::ggplot_build(ggplot2::autoplot(split))
  expect_equal(built$data[[3]]$x, split$variance_components$estimate)
  krr <- ntk_krr(sim$y, sim$genotypes)
  built <- ggplot2::ggplot_build(ggplot2::autoplot(krr))
  expect_equal(sort(built$data[[2]]$y), sort(krr$path$error))
})
