skip_without_jars()

sim <- simulated(50)
rows <- c(1:50, 3:22)
data <- sim$pheno[rows, ]
set.seed(4)
data$trait <- data$trait + rnorm(70)
data$w <- runif(70, 0.5, 3)
k <- ntk_kernel(sim$genotypes, kernel = "additive")
fit <- ntk_lmm(trait ~ age + sex, k, data = data, id = "id", kernel = k, weights = w)

# V = s E K E' + s_e W^-1, written out.
incidence <- outer(data$id, rownames(k), "==") + 0
explicit <- function(s) s[1] * incidence %*% k %*% t(incidence) + s[2] * diag(1 / data$w)
z <- model.matrix(~ age + sex, data)
likelihood <- function(s) {
  v <- explicit(s)
  vz <- solve(v, z)
  p <- solve(v) - vz %*% solve(crossprod(z, vz), t(vz))
  quadratic <- drop(crossprod(data$trait, p %*% data$trait))
  logs <- determinant(v)$modulus + determinant(crossprod(z, vz))$modulus
  as.numeric(-0.5 * ((nrow(z) - ncol(z)) * log(2 * pi) + logs + quadratic))
}

test_that("weights and repeated records follow the explicit covariance", {
  s <- fit$variance_components$estimate
  expect_equal(fit$log_likelihood, likelihood(s), tolerance = 1e-9)
  for (k in 1:2) {
    for (factor in c(0.98, 1.02)) {
      moved <- s
      moved[k] <- s[k] * factor
      expect_lte(likelihood(moved), fit$log_likelihood + 1e-9)
    }
  }
  v <- explicit(s)
  b <- solve(crossprod(z, solve(v, z)), crossprod(z, solve(v, data$trait)))
  expect_equal(unname(coef(fit)), as.vector(b), tolerance = 1e-7)
})

test_that("people, records and their IDs are distinguished", {
  expect_equal(fit$n_people, 50)
  expect_equal(fit$n_records, 70)
  expect_equal(nobs(fit), 70)
  expect_named(fitted(fit), data$id)
  expect_equal(nrow(fit$random_effects), 50)
  expect_equal(fitted(fit) + residuals(fit), setNames(data$trait, data$id))
  expect_match(fit$messages, "several records", all = FALSE)
})

test_that("an ID that occurs twice in the genotypes is an error, and so are wrong weights", {
  short <- data$w[-1]
  expect_error(
    ntk_lmm(trait ~ age, k, data = data, id = "id", kernel = k, weights = short),
    class = "genontk_error_invalid_input"
  )
  twice <- rbind(sim$genotypes, sim$genotypes[1, , drop = FALSE])
  expect_error(ntk_lmm(sim$y, twice), class = "genontk_error_invalid_input")
  for (wrong in c(0, -1, NA, Inf)) {
    data$w[5] <- wrong
    expect_error(
      ntk_lmm(trait ~ age, k, data = data, id = "id", kernel = k, weights = w),
      class = "genontk_error_invalid_input"
    )
  }
  for (wrong in list(0:1, -1:1, NA, Inf, rep(1, 49))) {
    wrong <- if (length(wrong) == 49) wrong else rep_len(wrong, 50)
    expect_error(
      ntk_krr(sim$y, sim$genotypes, weights = wrong),
      class = "genontk_error_invalid_input"
    )
  }
})

test_that("a whole weight in ridge regression is that many people with the same data", {
  new <- paste0("new", 1:5)
  kernels <- ntk_kernel(rbind(sim$genotypes, simulated(5, seed = 8)$genotypes))
  people <- sim$pheno$id
  dimnames(kernels) <- list(c(people, new), c(people, new))
  weights <- rep(c(1, 3, 2, 1, 1), 10)
  copies <- rep(1:50, weights)
  apart <- sim$pheno[copies, ]
  apart$id <- make.unique(apart$id)
  labels <- rep(c("a", "b", "c"), length.out = 50)
  kernel <- kernels[people, people]
  repeated <- kernel[copies, copies]
  dimnames(repeated) <- list(apart$id, apart$id)
  fit <- function(data, kernel, folds, ...) {
    ntk_krr(trait ~ age, data = data, id = "id", kernel = kernel, folds = folds, ...)
  }
  penalty <- c(0.1, 1, 10)
  weighted <- fit(sim$pheno, kernel, labels, penalty = penalty, weights = weights)
  copied <- fit(apart, repeated, labels[copies], penalty = penalty)
  expect_equal(weights(weighted), setNames(weights, people))
  expect_equal(weighted$path$error, copied$path$error, tolerance = 1e-8)
  expect_equal(weighted$penalty, copied$penalty)
  ages <- data.frame(id = new, age = 20:24)
  to_copies <- kernels[new, people][, copies]
  colnames(to_copies) <- apart$id
  expect_equal(
    predict(weighted, kernel = kernels[new, people], newdata = ages),
    predict(copied, kernel = to_copies, newdata = ages),
    tolerance = 1e-8
  )
})

test_that("a factor of two classes is 0 and 1, and more than two are refused", {
  cases <- setNames(as.numeric(sim$y > median(sim$y)), names(sim$y))
  observed <- ntk_lmm(cases, sim$genotypes)
  classes <- factor(c("control", "case")[2 - (cases == 0)], levels = c("control", "case"))
  data <- data.frame(classes = classes, row.names = names(cases))
  both <- ntk_lmm(classes ~ 1, sim$genotypes, data = data, prevalence = 0.1)
  expect_equal(unname(fitted(both)), unname(fitted(observed)))
  expect_match(observed$messages, "observed scale", all = FALSE)
  expect_null(observed$heritability_liability)
  p <- mean(cases)
  by <- (0.1 * 0.9)^2 / (dnorm(qnorm(0.9))^2 * p * (1 - p))
  shown <- c("estimate", "std_error", "lower", "upper")
  expect_equal(both$heritability_liability[shown], by * both$heritability[shown])
  expect_output(print(both), "scale of liability")
  data$three <- factor(rep(c("a", "b", "c"), length.out = 50))
  expect_error(
    ntk_lmm(three ~ 1, sim$genotypes, data = data),
    class = "genontk_error_invalid_input"
  )
})

test_that("predictions are the sums of their components", {
  fit <- ntk_lmm(trait ~ age, sim$genotypes, data = sim$pheno, id = "id")
  parts <- predict(fit, sim$genotypes, sim$pheno, components = TRUE)
  expect_named(parts, c("fit", "fixed", "additive", "non-additive"))
  expect_equal(parts$fit, rowSums(parts[-1]), ignore_attr = TRUE)
  expect_equal(parts$fit, unname(fitted(fit)), tolerance = 1e-7)
  additive <- fit$random_effects[fit$random_effects$component == "additive", ]
  expect_equal(parts$additive, additive$value, tolerance = 1e-6)
  fit <- ntk_lmm(trait ~ age, sim$genotypes, data = sim$pheno, id = "id", kernel = "gaussian")
  expect_gt(fit$variance_components$estimate[2], 0)
  sure <- predict(fit, sim$genotypes, sim$pheno, interval = "prediction", weights = rep(1e12, 50))
  mean <- predict(fit, sim$genotypes, sim$pheno, interval = "confidence")
  expect_equal(sure, mean, tolerance = 1e-5)
})

test_that("weights of a ridge regression count people in what kernels learn from genotypes", {
  known <- sim$genotypes[1:40, ]
  known[cbind(1:10, 1:10)] <- NA
  new <- sim$genotypes[41:50, ]
  y <- sim$y[1:40]
  weights <- rep(c(1, 3, 2, 1), 10)
  copies <- rep(1:40, weights)
  rows <- known[copies, ]
  rownames(rows) <- names(copies) <- paste0("copy", seq_along(copies))
  folds <- rep(1:4, 10)
  for (kernel in c("ntk", "additive", "gaussian", "laplace")) {
    for (scale in c("center", "sd", "hwe")) {
      fit_to <- function(y, genotypes, folds, ...) {
        ntk_krr(y, genotypes, kernel = kernel, scale = scale, penalty = 0.5, folds = folds, ...)
      }
      weighted <- fit_to(y, known, folds, weights = weights, maf = 0.1, max_missing = 0.02)
      repeated <- fit_to(
        setNames(y[copies], rownames(rows)),
        rows,
        folds[copies],
        maf = 0.1,
        max_missing = 0.02
      )
      expect_equal(weighted$n_snps, repeated$n_snps)
      expect_equal(predict(weighted, new), predict(repeated, new), tolerance = 1e-10)
      expect_equal(unname(fitted(weighted)[copies]), unname(fitted(repeated)), tolerance = 1e-10)
    }
  }
  expect_lt(weighted$n_snps, ncol(known))
  expect_error(
    ntk_krr(y, known, weights = weights / 2, hwe = 0.01),
    class = "genontk_error_invalid_input"
  )
})

test_that("simulated records share genetic values and have the weights of the fit", {
  expect_equal(weights(fit), setNames(data$w, data$id))
  expect_equal(
    model_covariance(fit),
    explicit(fit$variance_components$estimate),
    ignore_attr = TRUE
  )
  traits <- as.matrix(simulate(fit, nsim = 2000, seed = 1))
  expect_equal(dim(traits), c(70L, 2000L))
  expect_equal(anyDuplicated(rownames(traits)), 0L)
  v <- explicit(fit$variance_components$estimate)
  standard <- backsolve(chol(v), traits - drop(z %*% coef(fit)), transpose = TRUE)
  expect_lt(abs(mean(standard)), 4 / sqrt(length(standard)))
  expect_lt(abs(mean(standard^2) - 1), 4 * sqrt(2 / length(standard)))
})
