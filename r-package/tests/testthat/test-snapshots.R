# Printed output, line by line, with the digits on which all linear algebra libraries agree.
skip_without_jars()

# Seconds, memory, threads, the backend and perhaps the last iteration depend on the machine.
without_machine <- function(lines) {
  lines <- sub("^[0-9.]+ s, .*", "<seconds, memory, backend, threads>", lines)
  sub("in [0-9]+ iterations", "in <some> iterations", lines)
}

sim <- simulated(80)
sim$pheno$trait[3] <- NA
formula <- trait ~ age + sex
lmm <- ntk_lmm(formula, sim$genotypes, data = sim$pheno, id = "id", kernel = "ntk")
krr <- ntk_krr(formula, sim$genotypes, data = sim$pheno, id = "id", penalty = c(0.5, 2))

test_that("fits and their summaries are printed as documented", {
  expect_snapshot(print(lmm, digits = 3))
  expect_snapshot(print(summary(lmm), digits = 3), transform = without_machine)
  expect_snapshot(print(krr, digits = 3))
})

test_that("generics are printed as documented", {
  expect_snapshot(print(VarCorr(lmm), digits = 3))
  expect_snapshot(print(round(confint(lmm), 2)))
  expect_snapshot(print(anova(lmm), digits = 3))
})

test_that("errors say what was given, what is allowed and what to do", {
  expect_snapshot(ntk_lmm(letters, sim$genotypes), error = TRUE)
  expect_snapshot(ntk_lmm(sim$y, sim$genotypes, depth = 0), error = TRUE)
  expect_snapshot(ntk_lmm(setNames(sim$y, paste0("q", 1:80)), sim$genotypes), error = TRUE)
  expect_snapshot(ntk_lmm(formula, sim$genotypes, data = sim$pheno, id = "nobody"), error = TRUE)
  expect_snapshot(confint(lmm, level = 0.9), error = TRUE)
})
