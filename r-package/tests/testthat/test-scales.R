skip_without_jars()

sim <- simulated()
x <- scale(sim$genotypes)
own <- list(a = tcrossprod(x[, 1:10]) / 10, b = tcrossprod(x[, 11:20]) / 10)
snps <- colnames(sim$genotypes)
weights <- rep(1:3, 20)

# Every kind of fit, of a trait and a covariate.
fits <- list()
for (method in c("reml", "minque0", "minque1", "iminque")) {
  local({
    method <- method
    fits[[paste("lmm", method)]] <<- function(data) {
      ntk_lmm(trait ~ age + sex, sim$genotypes, data = data, id = "id", method = method)
    }
  })
}
for (rule in c("min", "1se", "gcv", "loo", "reml")) {
  local({
    rule <- rule
    fits[[paste("krr", rule)]] <<- function(data) {
      ntk_krr(trait ~ age + sex, sim$genotypes, data = data, id = "id", rule = rule)
    }
  })
}
fits[["own kernels"]] <- function(data) {
  ntk_lmm(trait ~ age + sex, data = data, id = "id", kernel = own)
}
fits[["sets"]] <- function(data) {
  sets <- list(gene = snps[1:10], rest = snps[11:20])
  ntk_lmm(
    trait ~ age + sex,
    sim$genotypes,
    data = data,
    id = "id",
    kernel = "additive",
    sets = sets
  )
}
fits[["weights"]] <- function(data) {
  ntk_krr(
    trait ~ age + sex,
    sim$genotypes,
    data = data,
    id = "id",
    weights = weights,
    nested = TRUE
  )
}

scaled <- function(unit = 1, mean = 0, covariate = c(1, 0)) {
  data <- sim$pheno
  data$trait <- unit * data$trait + mean
  data$age <- covariate[1] * data$age + covariate[2]
  data
}

expect_same_fit <- function(found, expected, unit, tolerance = 1e-8) {
  testthat::expect_equal(
    found$heritability$estimate,
    expected$heritability$estimate,
    tolerance = tolerance
  )
  testthat::expect_equal(
    found$variance_components$estimate / unit / unit,
    expected$variance_components$estimate,
    tolerance = tolerance
  )
  testthat::expect_equal(
    found$random_effects$value / unit,
    expected$random_effects$value,
    tolerance = tolerance
  )
  testthat::expect_equal(residuals(found) / unit, residuals(expected), tolerance = tolerance)
  testthat::expect_equal(found$penalty, expected$penalty, tolerance = tolerance)
  scores <- if (is.null(expected$path)) character() else c("error", "std_error")
  for (score in scores) {
    testthat::expect_equal(
      found$path[[score]] / unit / unit,
      expected$path[[score]],
      tolerance = tolerance
    )
    if (!is.null(expected$nested)) {
      nested <- expected$nested[[score]]
      testthat::expect_equal(found$nested[[score]] / unit / unit, nested, tolerance = tolerance)
    }
  }
}

test_that("the unit of the trait leaves shares and choices alone", {
  for (name in names(fits)) {
    expected <- fits[[name]](scaled())
    for (unit in c(1e-150, 1e-6, 1e150)) {
      expect_same_fit(fits[[name]](scaled(unit)), expected, unit)
    }
  }
})

test_that("the mean of the trait leaves shares and choices alone", {
  rounded <- transform(sim$pheno, trait = (trait + 1e9) - 1e9)
  for (name in names(fits)) {
    expect_same_fit(fits[[name]](scaled(1, 1e9)), fits[[name]](rounded), 1, 1e-6)
  }
})

test_that("the unit and the mean of a covariate leave shares alone", {
  for (name in names(fits)) {
    expected <- fits[[name]](scaled())$heritability$estimate
    for (covariate in list(c(1e-150, 0), c(1e150, 0), c(1, 1e6), c(1, 1e9))) {
      found <- fits[[name]](scaled(covariate = covariate))$heritability$estimate
      expect_equal(found, expected, tolerance = if (covariate[2] > 1e8) 1e-5 else 1e-7)
    }
  }
})

test_that("predictions, generics and comparisons take any unit", {
  expected <- fits[["lmm reml"]](scaled())
  plain <- predict(
    expected,
    newdata = sim$pheno,
    genotypes = sim$genotypes,
    interval = "prediction"
  )
  scores <- compare_methods(sim$y, sim$genotypes, splits = 2)$scores
  for (unit in c(1e-150, 1e150)) {
    fit <- fits[["lmm reml"]](scaled(unit))
    found <- predict(fit, newdata = sim$pheno, genotypes = sim$genotypes, interval = "prediction")
    expect_equal(as.matrix(found) / unit, as.matrix(plain), tolerance = 1e-8)
    expect_equal(coef(fit) / unit, coef(expected), tolerance = 1e-8)
    expect_equal(sigma(fit) / unit, sigma(expected), tolerance = 1e-8)
    expect_equal(vcov(fit) / unit / unit, vcov(expected), tolerance = 1e-8)
    expect_equal(confint(fit)[1:3, ] / unit, confint(expected)[1:3, ], tolerance = 1e-8)
    expect_output(print(fit), "Heritability")
    expect_output(print(summary(fit)), "Heritability")
    other <- compare_methods(sim$y * unit, sim$genotypes, splits = 2)$scores
    expect_equal(other$correlation, scores$correlation, tolerance = 1e-8)
  }
})

test_that("the example of README.md takes any unit", {
  y <- setNames(sin(seq_along(sim$y)) + sim$y, names(sim$y))
  expected <- ntk_lmm(y, sim$genotypes)$heritability$estimate
  expect_equal(ntk_lmm(y * 1e-6, sim$genotypes)$heritability$estimate, expected, tolerance = 1e-8)
})

test_that("a trait without a variance in double is refused", {
  for (unit in c(0, 1e-310, 1e-200, 1e200)) {
    expect_error(ntk_lmm(sim$y * unit, sim$genotypes), class = "genontk_error_invalid_input")
    expect_error(ntk_krr(sim$y * unit, sim$genotypes), class = "genontk_error_invalid_input")
  }
})

test_that("a model may have no fixed effects", {
  fit <- ntk_lmm(trait ~ 0, sim$genotypes, data = sim$pheno, id = "id")
  expect_length(coef(fit), 0)
  expect_equal(fitted(fit) + residuals(fit), sim$y, tolerance = 1e-12)
})

test_that("what rounding leaves below zero in a text file is told and taken as zero", {
  x <- scale(sim$genotypes)
  file <- tempfile(fileext = ".txt")
  for (digits in c(4, 6)) {
    write.table(signif(tcrossprod(x) / ncol(x), digits), file)
    k <- as.matrix(read.table(file, check.names = FALSE))
    values <- eigen(k, symmetric = TRUE)
    expect_lt(min(values$values), -1e-8)
    clipped <- values$vectors %*% (pmax(values$values, 0) * t(values$vectors))
    dimnames(clipped) <- dimnames(k)
    for (fit in list(ntk_lmm, ntk_krr)) {
      found <- fit(sim$y, kernel = k)
      expect_match(found$messages, "rounded numbers", all = FALSE)
      expected <- fit(sim$y, kernel = clipped)
      expect_equal(fitted(found), fitted(expected), tolerance = 1e-6)
    }
  }
})

test_that("both functions refuse what is far from a covariance, with the same text", {
  k <- tcrossprod(scale(sim$genotypes)) / 20 - diag(60)
  texts <- vapply(list(ntk_lmm, ntk_krr), FUN.VALUE = "", function(fit) {
    error <- expect_error(fit(sim$y, kernel = k), class = "genontk_error_not_positive_definite")
    conditionMessage(error)
  })
  expect_identical(texts[[1]], texts[[2]])
})
