skip_without_jars()

sim <- simulated()
sim$pheno$trait[3] <- NA
lmm <- ntk_lmm(trait ~ age + sex, sim$genotypes, data = sim$pheno, id = "id")
krr <- ntk_krr(trait ~ age + sex, sim$genotypes, data = sim$pheno, id = "id")

test_that("printing shows people, kernel, components, heritability and dropped people", {
  expect_output(print(lmm), "59 people.*20 SNPs.*additive.*non-additive.*residual.*total.*missing")
  expect_output(print(krr), "59 people.*Penalty.*missing")
})

test_that("a summary adds the call, the tests of fixed effects and how it was computed", {
  expect_s3_class(summary(lmm), "summary.genontk_fit")
  expect_output(print(summary(lmm)), "ntk_lmm\\(.*t value.*Dropped.*p003.*Log-likelihood.*backend")
  expect_output(print(summary(krr)), "ntk_krr\\(.*Penalty.*t value")
})

test_that("the usual generics give the parts of the fit", {
  expect_equal(names(coef(lmm)), c("(Intercept)", "age", "sexm"))
  expect_equal(nobs(lmm), 59)
  expect_equal(as.numeric(logLik(lmm)), lmm$log_likelihood)
  expect_equal(attr(logLik(lmm), "df"), 6)
  expect_equal(AIC(lmm), 12 - 2 * lmm$log_likelihood)
})

test_that("both kinds of fit can be drawn", {
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit(grDevices::dev.off())
  expect_identical(plot(lmm), lmm)
  expect_identical(plot(lmm, which = "components", main = "title"), lmm)
  expect_identical(plot(krr, col = "blue", main = "title"), krr)
  several <- ntk_krr(sim$y, sim$genotypes, kernel = c("gaussian", "additive+ntk"))
  expect_identical(plot(several), several)
  expect_identical(plot(several, which = "path"), several)
  shares <- ntk_krr(sim$y, sim$genotypes, kernel = "additive+ntk")
  expect_identical(plot(shares), shares)
  expect_identical(grDevices::dev.cur()[["pdf"]], 2L)
})

test_that("the lines of the path are at the choices of the rules", {
  set.seed(4)
  heritable <- rowSums(sim$genotypes[, 1:5]) + rnorm(60, sd = 1.5)
  by_rule <- lapply(c(min = "min", "1se" = "1se", reml = "reml"), function(rule) {
    ntk_krr(heritable, sim$genotypes, rule = rule)
  })
  penalties <- vapply(by_rule, `[[`, 0, "penalty")
  expect_gt(penalties[["1se"]], penalties[["min"]])
  lines <- function(fit) rules_of(fit, curves_of(fit)[["ntk"]])
  expect_equal(lines(by_rule$min), penalties[c("min", "1se")])
  expect_equal(lines(by_rule[["1se"]]), penalties[c("min", "1se")])
  expect_equal(lines(by_rule$reml), penalties)
})

test_that("the axis of heritability has the scale of the kernel without the fixed effects", {
  used <- sim$pheno$id %in% krr$people
  z <- model.matrix(~ age + sex, sim$pheno[used, ])
  k <- reference_ntk(sim$genotypes[used, ])
  p0 <- diag(nrow(z)) - z %*% solve(crossprod(z), t(z))
  expect_equal(scale_of_kernel(krr), sum(p0 * k) / (nrow(z) - ncol(z)), tolerance = 1e-8)
  split <- ntk_krr(trait ~ age, sim$genotypes, data = sim$pheno, id = "id", kernel = "additive+ntk")
  expect_equal(scale_of_kernel(split), 1, tolerance = 1e-8)
})

test_that("a call by do.call keeps no data in the fit", {
  fit <- do.call(ntk_lmm, list(sim$y, sim$genotypes))
  expect_lt(nchar(paste(deparse(fit$call), collapse = "")), 200)
  expect_identical(fit$y_name, "y")
})
