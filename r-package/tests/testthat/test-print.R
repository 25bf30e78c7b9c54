skip_without_jars()

sim <- simulated()
sim$pheno$trait[3] <- NA
lmm <- ntk_lmm(trait ~ age + sex, sim$genotypes, data = sim$pheno, id = "id")
krr <- ntk_krr(trait ~ age + sex, sim$genotypes, data = sim$pheno, id = "id")

test_that("printing tells people, kernel, components, heritability and who was dropped", {
  expect_output(print(lmm), "59 people.*20 SNPs.*ntk.*residual.*total.*missing")
  expect_output(print(krr), "59 people.*Penalty.*missing")
})

test_that("a summary adds the call, the tests of fixed effects and how it was computed", {
  expect_s3_class(summary(lmm), "summary.genontk_fit")
  expect_output(print(summary(lmm)), "ntk_lmm\\(.*p_value.*Dropped.*p003.*Log-likelihood.*backend")
  expect_output(print(summary(krr)), "ntk_krr\\(.*Penalty.*p_value")
})

test_that("the usual generics give what the fit holds", {
  expect_equal(names(coef(lmm)), c("(Intercept)", "age", "sexm"))
  expect_equal(nobs(lmm), 59)
  expect_equal(as.numeric(logLik(lmm)), lmm$log_likelihood)
  expect_equal(attr(logLik(lmm), "df"), 5)
  expect_equal(AIC(lmm), 10 - 2 * lmm$log_likelihood)
})

test_that("both kinds of fit can be drawn", {
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit(grDevices::dev.off())
  expect_identical(plot(lmm), lmm)
  expect_identical(plot(lmm, which = "components", main = "title"), lmm)
  expect_identical(plot(krr, col = "blue"), krr)
})

test_that("a call by do.call keeps no data in the fit", {
  fit <- do.call(ntk_lmm, list(sim$y, sim$genotypes))
  expect_lt(nchar(paste(deparse(fit$call), collapse = "")), 200)
  expect_identical(fit$y_name, "y")
})
