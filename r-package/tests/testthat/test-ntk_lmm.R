skip_without_jars()

sim <- simulated()
z <- model.matrix(~ age + sex, sim$pheno)
k <- reference_ntk(sim$genotypes)
ntk_fit <- function(data, genotypes = sim$genotypes, ...) {
  ntk_lmm(trait ~ age + sex, genotypes, data = data, id = "id", kernel = "ntk", ...)
}
fit <- ntk_fit(sim$pheno)

test_that("variance components maximise the explicit restricted likelihood", {
  reference <- reference_reml(sim$y, z, k)
  components <- fit$variance_components
  expect_equal(components$component, c("ntk", "residual"))
  expect_equal(fit$log_likelihood, reference$log_likelihood, tolerance = 1e-9)
  expect_equal(components$estimate, reference$s, tolerance = 1e-4)
  expect_gte(
    restricted_likelihood(components$estimate, sim$y, z, k),
    reference$log_likelihood - 1e-9
  )
})

test_that("fixed effects, genetic values and fitted values are the BLUP at the estimates", {
  blup <- reference_blup(fit$variance_components$estimate, sim$y, z, k)
  expect_equal(coef(fit), blup$b, tolerance = 1e-8)
  expect_equal(fitted(fit), setNames(blup$fitted, sim$pheno$id), tolerance = 1e-8)
  expect_equal(residuals(fit), sim$y - fitted(fit), tolerance = 1e-10)
  expect_equal(fit$random_effects$value, unname(blup$genetic), tolerance = 1e-8)
  expect_equal(fit$random_effects$id, sim$pheno$id)
})

test_that("heritability is that of the centred scale", {
  p0 <- diag(nrow(z)) - z %*% solve(crossprod(z), t(z))
  c_k <- sum(p0 * k) / (nrow(z) - ncol(z))
  s <- fit$variance_components$estimate
  total <- fit$heritability[fit$heritability$component == "total", ]
  expect_equal(total$estimate, s[1] * c_k / (s[1] * c_k + s[2]), tolerance = 1e-8)
  expect_equal(total$raw_ratio, s[1] / sum(s), tolerance = 1e-8)
})

test_that("a kernel matrix of the user gives the fit of the built-in kernel", {
  own <- ntk_lmm(trait ~ age + sex, data = sim$pheno, id = "id", kernel = k)
  expect_equal(own$variance_components$estimate, fit$variance_components$estimate, tolerance = 1e-6)
  expect_equal(own$fitted, fit$fitted, tolerance = 1e-6)
  named <- ntk_lmm(trait ~ age + sex, data = sim$pheno, id = "id", kernel = list(mine = k))
  expect_equal(named$variance_components$component, c("mine", "residual"))
})

test_that("people are joined by ID, so that permuting them permutes the output", {
  set.seed(2)
  order <- sample(nrow(sim$pheno))
  permuted <- ntk_fit(sim$pheno[order, ])
  expect_equal(permuted$fitted[names(fit$fitted)], fit$fitted, tolerance = 1e-8)
  expect_equal(permuted$variance_components, fit$variance_components, tolerance = 1e-6)
})

test_that("people without a trait, a covariate or genotypes are dropped and listed", {
  pheno <- sim$pheno
  pheno$trait[3] <- NA
  pheno$age[5] <- NA
  pheno$sex[7] <- NA
  part <- ntk_fit(pheno, sim$genotypes[-9, ])
  expect_equal(part$n_people, 56)
  dropped <- part$dropped[part$dropped$type == "person", ]
  expect_setequal(dropped$id, pheno$id[c(3, 5, 7, 9)])
  expect_setequal(part$people, pheno$id[-c(3, 5, 7, 9)])
  kept <- -c(3, 5, 7, 9)
  whole <- ntk_fit(sim$pheno[kept, ], sim$genotypes[kept, ])
  expect_equal(part$fitted, whole$fitted, tolerance = 1e-8)
})

test_that("a vector and a matrix are enough, and are joined by position without IDs", {
  plain <- ntk_lmm(unname(sim$y), unname(sim$genotypes))
  named <- ntk_lmm(sim$y, sim$genotypes)
  expect_equal(unname(plain$fitted), unname(named$fitted), tolerance = 1e-10)
  expect_equal(names(coef(plain)), "(Intercept)")
  expect_gt(length(plain$messages), 0)
  formula <- ntk_lmm(trait ~ 1, sim$genotypes, data = sim$pheno, id = "id")
  expect_equal(formula$fitted, named$fitted, tolerance = 1e-10)
})

test_that("covariates without a formula are those of the formula", {
  direct <- ntk_lmm(
    sim$y,
    sim$genotypes,
    covariates = sim$pheno[c("age", "sex")],
    kernel = "ntk"
  )
  expect_equal(direct$fitted, fit$fitted, tolerance = 1e-10)
  expect_equal(names(coef(direct)), names(coef(fit)))
})

test_that("a data frame of integer genotypes is their matrix", {
  table <- as.data.frame(sim$genotypes)
  expect_equal(ntk_lmm(sim$y, table)$fitted, ntk_lmm(sim$y, sim$genotypes)$fitted)
})

test_that("genotypes may be centred or on any other scale", {
  fitted <- ntk_lmm(sim$y, sim$genotypes)$fitted
  expect_equal(ntk_lmm(sim$y, scale(sim$genotypes, scale = FALSE))$fitted, fitted, tolerance = 1e-8)
  expect_equal(ntk_lmm(sim$y, 10 * sim$genotypes)$fitted, fitted, tolerance = 1e-8)
})

test_that("a subset without IDs is that of the people at these places", {
  young <- which(sim$pheno$age < 50)
  data <- sim$pheno
  data$trait[-young] <- Inf
  genotypes <- unname(sim$genotypes)
  for (method in list(ntk_lmm, ntk_krr)) {
    part <- method(trait ~ age, genotypes, data = data, subset = age < 50)
    alone <- method(trait ~ age, genotypes[young, ], data = sim$pheno[young, c("age", "trait")])
    expect_equal(unname(fitted(part)), unname(fitted(alone)), tolerance = 1e-8)
    expect_named(fitted(part), as.character(young))
    expect_equal(part$variance_components, alone$variance_components, tolerance = 1e-8)
    expect_equal(unique(part$dropped$reason), "not in subset")
    expect_equal(nrow(part$dropped), 60 - length(young))
    expect_match(part$messages, "not in subset", all = FALSE)
    expect_equal(
      predict(part, genotypes[1:3, ], newdata = sim$pheno[1:3, ]),
      predict(alone, genotypes[1:3, ], newdata = sim$pheno[1:3, ]),
      tolerance = 1e-8
    )
  }
})

test_that("a row outside the subset may hold anything", {
  data <- sim$pheno
  data$id[2] <- data$id[1]
  data$trait[2] <- Inf
  data$age[2] <- NA
  data$w <- replace(rep(1, 60), 2, -1)
  fit_of <- function(data, ...) {
    ntk_krr(trait ~ age, sim$genotypes, data = data, id = "id", weights = w, ...)
  }
  expect_equal(fitted(fit_of(data, subset = -2)), fitted(fit_of(data[-2, ])), tolerance = 1e-8)
  expect_error(fit_of(data), class = "genontk_error_invalid_input")
})

test_that("na.exclude pads the rows of the subset; weights and offsets are those of its people", {
  data <- sim$pheno
  data$trait[c(5, 9)] <- NA
  data$w <- seq(1, 2, length.out = 60)
  rows <- 8:60
  fit_of <- function(data, ...) {
    ntk_lmm(
      trait ~ sex + offset(age / 50),
      sim$genotypes,
      data = data,
      id = "id",
      weights = w,
      na.action = na.exclude,
      ...
    )
  }
  part <- fit_of(data, subset = 8:60)
  alone <- fit_of(data[rows, ])
  for (what in list(fitted, residuals, weights, model.frame, model.matrix)) {
    expect_equal(what(part), what(alone), tolerance = 1e-7, ignore_attr = "terms")
  }
  expect_length(fitted(part), 53)
  expect_true(is.na(fitted(part)[["p009"]]))
  expect_equal(fitted(update(part, subset = 1:60)), fitted(fit_of(data)), tolerance = 1e-8)
})

test_that("subset is looked up in the data", {
  young <- sim$pheno$age < 50
  part <- ntk_lmm(trait ~ age, sim$genotypes, data = sim$pheno, id = "id", subset = age < 50)
  expect_equal(part$people, sim$pheno$id[young])
})

test_that("MINQUE0 solves its equations on the explicit matrices", {
  minque <- ntk_fit(sim$pheno, method = "minque0")
  p0 <- diag(nrow(z)) - z %*% solve(crossprod(z), t(z))
  pkp <- p0 %*% k %*% p0
  s <- rbind(c(sum(pkp^2), sum(diag(pkp))), c(sum(diag(pkp)), nrow(z) - ncol(z)))
  u <- c(sum(sim$y * (pkp %*% sim$y)), sum(sim$y * (p0 %*% sim$y)))
  expect_equal(minque$variance_components$unconstrained, solve(s, u), tolerance = 1e-8)
})

test_that("the additive kernel is X X' / p", {
  x <- scale(sim$genotypes, scale = FALSE)
  own <- ntk_lmm(sim$y, kernel = tcrossprod(x) / ncol(x))
  additive <- ntk_lmm(sim$y, sim$genotypes, kernel = "additive")
  expect_equal(
    additive$variance_components$estimate,
    own$variance_components$estimate,
    tolerance = 1e-6
  )
})

test_that("minque0 without accuracy has the same effects, and other methods refuse it", {
  fit_of <- function(...) {
    ntk_lmm(trait ~ age + sex, sim$genotypes, sim$pheno, id = "id", ...)
  }
  whole <- fit_of(method = "minque0")
  quick <- fit_of(method = "minque0", accuracy = FALSE)
  expect_equal(quick$variance_components$estimate, whole$variance_components$estimate)
  expect_true(all(is.na(quick$variance_components$std_error)))
  expect_true(all(is.na(quick$random_effects$pev)))
  expect_equal(quick$fitted, whole$fitted, tolerance = 1e-7)
  expect_equal(quick$fixed_effects, whole$fixed_effects, tolerance = 1e-6)
  expect_output(print(quick), "accuracy")
  expect_error(fit_of(accuracy = FALSE), "minque0", class = "genontk_error_invalid_input")
})

test_that("Wald intervals follow from estimate and standard error, and nothing else changes", {
  fit_of <- function(...) {
    ntk_lmm(trait ~ age + sex, sim$genotypes, sim$pheno, id = "id", ...)
  }
  profile <- fit_of()
  wald <- fit_of(intervals = "wald")
  parts <- wald$variance_components
  expect_identical(parts$estimate, profile$variance_components$estimate)
  expect_identical(parts$std_error, profile$variance_components$std_error)
  expect_equal(parts$upper, parts$estimate + qnorm(0.975) * parts$std_error)
  expect_equal(parts$lower, pmax(0, parts$estimate - qnorm(0.975) * parts$std_error))
  expect_identical(wald$likelihood_ratio, profile$likelihood_ratio)
  expect_match(wald$messages, "Wald", all = FALSE)
  expect_error(fit_of(intervals = "bayes"), "profile", class = "genontk_error_invalid_input")
})
