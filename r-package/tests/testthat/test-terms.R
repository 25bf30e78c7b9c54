# What a formula learns from the people of the fit holds for new people, or the formula is refused.

study <- function(n = 60) {
  set.seed(2)
  genotypes <- matrix(
    rbinom(n * 20, 2, 0.4),
    n,
    20,
    dimnames = list(paste0("p", seq_len(n)), paste0("rs", 1:20))
  )
  data <- data.frame(
    age = runif(n, 20, 70),
    x = rnorm(n),
    sex = sample(c("f", "m"), n, TRUE),
    g = factor(sample(c("a", "b", "c"), n, TRUE)),
    num = sample(1:4, n, TRUE),
    row.names = rownames(genotypes)
  )
  data[["body weight"]] <- rnorm(n, 70, 5)
  data$y <- 0.02 * data$age + rnorm(n)
  list(data = data, genotypes = genotypes)
}

fitted_by <- function(formula, s, data = s$data, ...) {
  ntk_lmm(formula, s$genotypes, data = data, kernel = "additive", ...)
}

test_that("a part of the people is predicted as all are fitted", {
  s <- study()
  kept <- list(
    y ~ scale(poly(age, 2)),
    y ~ I(scale(age)^2),
    y ~ log(scale(age) + 5),
    y ~ poly(log(age), 2),
    y ~ splines::ns(age, 3),
    y ~ splines::bs(log(age), df = 4),
    y ~ sqrt(scale(age)[, 1] + 5):sex,
    y ~ factor(num),
    y ~ as.numeric(factor(num)),
    y ~ factor(num, labels = c("p", "q", "r", "s")),
    y ~ relevel(factor(sex), "m"),
    y ~ interaction(sex, g),
    y ~ offset(scale(age)) + x,
    y ~ I(age - mean(age)),
    y ~ ifelse(x > median(x), age / max(age), 0),
    y ~ cut(x, c(-9, quantile(x, 1:2 / 3), 9)),
    y ~ ecdf(age)(age),
    y ~ base::scale(age):g
  )
  few <- c(41, 7, 22)
  for (formula in kept) {
    fit <- fitted_by(formula, s)
    path <- tempfile(fileext = ".rds")
    saveRDS(fit, path)
    for (model in list(fit, readRDS(path))) {
      predicted <- predict(model, s$genotypes[few, ], newdata = s$data[few, ])
      expect_equal(predicted, fitted(fit)[few], tolerance = 1e-10, info = deparse1(formula))
    }
  }
})

test_that("the coefficients are those of lm() with the terms as columns", {
  s <- study()
  by_hand <- transform(s$data, z = as.vector(scale(age))^2)
  expect_equal(
    unname(coef(fitted_by(y ~ I(scale(age)^2), s))),
    unname(coef(fitted_by(y ~ z, s, by_hand))),
    tolerance = 1e-10
  )
})

test_that("a term that depends on all people at once is refused before the fit", {
  s <- study()
  refused <- list(
    y ~ cut(age, 3),
    y ~ rank(age),
    y ~ sex + cumsum(x),
    y ~ ave(age, sex),
    y ~ rnorm(60) + x
  )
  for (formula in refused) {
    expect_error(
      fitted_by(formula, s),
      "depends on all people at once",
      class = "genontk_error_invalid_input"
    )
  }
  expect_error(fitted_by(y ~ x + rank(age), s), "'rank(age)'", fixed = TRUE)
})

test_that("random effects are refused with the kernel that is meant", {
  s <- study()
  for (formula in list(y ~ x + (1 | g), y ~ x | g, y ~ (x || g))) {
    expect_error(
      fitted_by(formula, s),
      "Random effects are kernels here.*g = \"identity\"",
      class = "genontk_error_invalid_input"
    )
  }
  expect_equal(fitted_by(y ~ I((x > 0) | (age > 50)), s)$n_people, 60)
})

test_that("dates, times and durations are refused by name", {
  s <- study()
  dates <- list(
    as.Date("2000-01-01") + 1:60,
    as.POSIXct("2000-01-01", tz = "UTC") + 1:60,
    as.POSIXlt(as.POSIXct("2000-01-01", tz = "UTC") + 1:60),
    as.difftime(1:60, units = "days")
  )
  for (birth in dates) {
    data <- s$data
    data$birth <- birth
    expect_error(
      fitted_by(y ~ age + birth, s, data),
      "The formula y ~ age [+] birth has a date, time or duration: 'birth'",
      class = "genontk_error_invalid_input"
    )
    expect_error(
      ntk_lmm(data$y, s$genotypes, covariates = data["birth"]),
      "covariates have a date, time or duration: 'birth'"
    )
  }
  data$birth <- dates[[1L]]
  expect_equal(fitted_by(y ~ as.numeric(birth), s, data)$n_people, 60)
})

test_that("a term with one level left is named, and the fit is that without it", {
  s <- study()
  for (as_column in list(as.character, factor, function(sex) sex == "f")) {
    data <- transform(s$data, sex = as_column(sex), batch = 3)
    data$y[s$data$sex == "m"] <- NA
    fit <- fitted_by(y ~ age * sex + batch, s, data)
    expected <- fitted_by(y ~ age, s, s$data[s$data$sex == "f", ])
    expect_equal(coef(fit), coef(expected), tolerance = 1e-8)
    only <- if (is.logical(data$sex)) "TRUE" else "f"
    said <- sprintf("'sex' ('%s'), 'age:sex' ('%s'), 'batch' (3).", only, only)
    expect_true(any(endsWith(fit$messages, said)))
    used <- s$data$sex == "f"
    expect_equal(
      predict(fit, s$genotypes[used, ], newdata = data[used, ]),
      fitted(fit),
      tolerance = 1e-10
    )
    path <- save_model(fit, tempfile())
    expect_equal(
      predict(load_model(path), s$genotypes[used, ], newdata = data[used, ]),
      fitted(fit),
      tolerance = 1e-10
    )
    expect_error(predict(fit, s$genotypes, newdata = data), class = "genontk_error_invalid_input")
  }
  expect_equal(names(coef(fitted_by(y ~ 0 + sex, s, s$data[s$data$sex == "f", ]))), "sexf")
})

test_that("an empty cell of an interaction is named", {
  s <- study()
  data <- s$data
  data$y[data$sex == "m" & data$g == "c"] <- NA
  fit <- fitted_by(y ~ sex * g, s, data)
  expect_true(any(grepl("'sexm:gc' (0)", fit$messages, fixed = TRUE)))
})

test_that("a loaded model has names with spaces and formulas without an intercept", {
  s <- study()
  few <- c(41, 7, 22)
  formulas <- list(
    y ~ `body weight`,
    y ~ `body weight`:sex,
    y ~ 0 + sex,
    y ~ 0 + age + g:sex,
    y ~ -1 + g * age + sex
  )
  for (formula in formulas) {
    fit <- fitted_by(formula, s)
    model <- load_model(save_model(fit, tempfile()))
    expect_equal(
      predict(model, s$genotypes[few, ], newdata = s$data[few, ]),
      fitted(fit)[few],
      tolerance = 1e-10,
      info = deparse1(formula)
    )
  }
  model <- load_model(save_model(fitted_by(y ~ log(age), s), tempfile()))
  expect_error(
    predict(model, s$genotypes, newdata = s$data),
    "The new data lack the variable 'log(age)' of the model. A model file holds a term",
    fixed = TRUE
  )
})
