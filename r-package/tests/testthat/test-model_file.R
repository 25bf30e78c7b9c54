# Models in files are saved, loaded and used like the fit.

study <- function() {
  set.seed(4)
  n <- 70
  genotypes <- matrix(
    rbinom(n * 30, 2, 0.4),
    n,
    30,
    dimnames = list(paste0("P", seq_len(n)), paste0("rs", 1:30))
  )
  data <- data.frame(
    age = sample(20:80, n, TRUE),
    sex = factor(sample(c("F", "M"), n, TRUE)),
    treated = runif(n) < 0.5,
    row.names = rownames(genotypes)
  )
  data$y <- rowSums(genotypes[, 1:4]) + data$age / 20 + data$treated + rnorm(n)
  list(data = data, genotypes = genotypes)
}

test_that("a loaded model predicts as the fit does", {
  s <- study()
  for (formula in list(y ~ 1, y ~ age, y ~ age + sex * treated)) {
    for (fitted in c(ntk_lmm, ntk_krr)) {
      fit <- fitted(formula, s$genotypes, data = s$data)
      file <- save_model(fit, tempfile(fileext = ".genontk"))
      model <- load_model(file)
      expected <- predict(fit, s$genotypes, newdata = s$data)
      expect_equal(predict(model, s$genotypes, newdata = s$data), expected, tolerance = 1e-12)
      expect_equal(
        predict(model, s$genotypes, newdata = s$data, interval = "prediction"),
        predict(fit, s$genotypes, newdata = s$data, interval = "prediction"),
        tolerance = 1e-12
      )
      expect_equal(model$variance_components, fit$variance_components)
      expect_output(print(model), "no fitted values")
      expect_output(print(summary(model)), "Fixed effects")
      again <- load_model(save_model(model, tempfile(fileext = ".genontk")))
      expect_identical(
        predict(again, s$genotypes, newdata = s$data),
        predict(model, s$genotypes, newdata = s$data)
      )
    }
  }
})

test_that("a formula with functions needs its terms as columns", {
  s <- study()
  fit <- ntk_lmm(y ~ log(age), s$genotypes, data = s$data)
  model <- load_model(save_model(fit, tempfile()))
  expect_error(
    predict(model, s$genotypes, newdata = s$data),
    class = "genontk_error_invalid_input"
  )
  terms <- data.frame(
    "log(age)" = log(s$data$age),
    row.names = rownames(s$data),
    check.names = FALSE
  )
  expect_equal(
    predict(model, s$genotypes, newdata = terms),
    predict(fit, s$genotypes, newdata = s$data),
    tolerance = 1e-12
  )
})

test_that("effects alone predict and hold no genotypes", {
  s <- study()
  fit <- ntk_lmm(y ~ age, s$genotypes, data = s$data, kernel = "additive")
  file <- save_model(fit, tempfile(), effects_only = TRUE)
  entries <- utils::unzip(file, list = TRUE)$Name
  expect_false(any(grepl("genotypes|dual", entries)))
  model <- load_model(file)
  expected <- predict(fit, s$genotypes, newdata = s$data)
  expect_equal(predict(model, s$genotypes, newdata = s$data), expected, tolerance = 1e-12)
  by_hand <- suppressMessages(snp_effects(model))
  genetic <- sweep(s$genotypes, 2, by_hand$mean) %*% by_hand$effect
  expect_equal(
    as.vector(genetic + cbind(1, s$data$age) %*% coef(fit)),
    unname(expected),
    tolerance = 1e-11
  )
  expect_error(
    predict(model, s$genotypes, newdata = s$data, interval = "prediction"),
    class = "genontk_error_invalid_input"
  )
  other <- ntk_lmm(y ~ age, s$genotypes, data = s$data)
  expect_error(save_model(other, file, effects_only = TRUE), class = "genontk_error_invalid_input")
})

test_that("IDs can be left out", {
  s <- study()
  fit <- ntk_lmm(y ~ age, s$genotypes, data = s$data)
  folder <- tempfile()
  file <- save_model(fit, tempfile(), ids = FALSE)
  utils::unzip(file, exdir = folder)
  for (entry in list.files(folder, "json$", full.names = TRUE)) {
    expect_false(any(grepl('"P7"', readLines(entry, warn = FALSE), fixed = TRUE)))
  }
  expect_equal(
    predict(load_model(file), s$genotypes, newdata = s$data),
    predict(fit, s$genotypes, newdata = s$data),
    tolerance = 1e-12
  )
})

test_that("objects and files that hold no model are refused", {
  file <- tempfile()
  writeLines("no model", file)
  expect_error(load_model(file), class = "genontk_error_invalid_input")
  expect_error(load_model(tempfile()), class = "genontk_error_invalid_input")
  expect_error(save_model(1, file), class = "genontk_error_invalid_input")
})

test_that("ridge regression mixes sets, by shares that sum to 1", {
  s <- study()
  sets <- list(one = paste0("rs", 1:10), two = paste0("rs", 11:20), three = paste0("rs", 21:30))
  two <- ntk_krr(y ~ age, s$genotypes, data = s$data, sets = sets[1:2])
  expect_named(two$shares, c("component", "share"))
  expect_equal(two$shares$component, c("one", "two"))
  expect_equal(sum(two$shares$share), 1)
  expect_equal(two$share, two$shares$share[1])
  expect_output(print(two), "Share of one ")
  kernels <- ntk_kernel(s$genotypes, sets = sets[1:2])
  expect_equal(
    fitted(ntk_krr(y ~ age, data = s$data, kernel = kernels)),
    fitted(two),
    tolerance = 1e-7
  )
  three <- ntk_krr(y ~ age, s$genotypes, data = s$data, sets = sets, penalty = c(0.1, 1))
  expect_equal(sum(three$shares$share), 1)
  expect_output(print(three), "Shares one [0-9.]+, two [0-9.]+, three [0-9.]+")
  expect_output(print(three), "Cross-validated squared error")
  pdf(NULL)
  expect_silent(plot(three))
  dev.off()
  expect_error(
    ntk_krr(y ~ age, s$genotypes, data = s$data, sets = c(sets, four = "rs1")),
    class = "genontk_error_invalid_input"
  )
  loaded <- load_model(save_model(two, tempfile(fileext = ".genontk")))
  expect_equal(loaded$shares, two$shares)
  expect_equal(ntk_krr(y ~ age, s$genotypes, data = s$data)$shares$share, 1)
})

test_that("each set has a component, and saved models with sets predict", {
  s <- study()
  sets <- list(first = paste0("rs", 1:12), second = paste0("rs", 13:30))
  fit <- ntk_lmm(y ~ age, s$genotypes, data = s$data, kernel = "ntk", sets = sets)
  expect_identical(fit$variance_components$component, c("first", "second", "residual"))
  kernels <- ntk_kernel(s$genotypes, sets = sets)
  expect_equal(kernels$first, ntk_kernel(s$genotypes[, 1:12]), tolerance = 1e-12)
  own <- ntk_lmm(y ~ age, data = s$data, kernel = kernels)
  expect_equal(fit$fitted, own$fitted, tolerance = 1e-6)
  model <- load_model(save_model(fit, tempfile()))
  expect_equal(
    predict(model, s$genotypes, newdata = s$data),
    predict(fit, s$genotypes, newdata = s$data),
    tolerance = 1e-12
  )
  file <- tempfile()
  writeLines(c(paste("first", paste(sets$first, collapse = " ")), "second *"), file)
  by_file <- ntk_lmm(y ~ age, s$genotypes, data = s$data, kernel = "ntk", sets = file)
  expect_equal(by_file$fitted, fit$fitted, tolerance = 1e-12)
  expect_error(
    ntk_lmm(y ~ age, s$genotypes, data = s$data, sets = c("a", "b")),
    class = "genontk_error_invalid_input"
  )
})

test_that("a model of weighted and repeated records predicts as its fit does", {
  s <- study()
  twice <- rbind(s$data, s$data[1:20, ])
  twice$person <- c(rownames(s$data), rownames(s$data)[1:20])
  twice$y <- twice$y + c(rep(0, 70), sin(1:20))
  twice$w <- 1 + seq_len(90) %% 3
  fit <- ntk_lmm(
    y ~ age,
    s$genotypes,
    data = twice,
    id = "person",
    weights = twice$w,
    kernel = "additive"
  )
  newdata <- data.frame(person = rownames(s$data), age = s$data$age)
  model <- load_model(save_model(fit, tempfile()))
  expect_identical(nobs(model), 90L)
  for (interval in c("prediction", "confidence")) {
    expect_equal(
      predict(model, s$genotypes, newdata = newdata, interval = interval),
      predict(fit, s$genotypes, newdata = newdata, interval = interval),
      tolerance = 1e-12
    )
  }
  expect_equal(
    predict(model, s$genotypes, newdata = newdata, components = TRUE),
    predict(fit, s$genotypes, newdata = newdata, components = TRUE),
    tolerance = 1e-12
  )
  effects <- load_model(save_model(fit, tempfile(), ids = FALSE, effects_only = TRUE))
  expect_equal(
    predict(effects, s$genotypes, newdata = newdata),
    predict(fit, s$genotypes, newdata = newdata),
    tolerance = 1e-10
  )
  expect_error(
    predict(effects, s$genotypes, newdata = newdata, components = TRUE),
    "effects of SNPs alone",
    class = "genontk_error_invalid_input"
  )
})

test_that("generics say what a loaded model lacks, and work if it lacks nothing", {
  s <- study()
  for (fitted in c(ntk_lmm, ntk_krr)) {
    fit <- fitted(y ~ age, s$genotypes, data = s$data)
    model <- load_model(save_model(fit, tempfile()))
    without <- c(
      "vcov",
      "fitted",
      "residuals",
      "terms",
      "model.frame",
      "model.matrix",
      "ranef",
      "update",
      if (inherits(fit, "ntk_lmm")) c("simulate", "anova")
    )
    for (name in without) {
      generic <- get(name, envir = asNamespace("genontk"))
      error <- expect_error(
        generic(model),
        "a model from a file has no",
        class = "genontk_error_invalid_input"
      )
      expect_identical(error$call, call(name, quote(model)))
    }
    for (generic in c(coef, sigma, nobs, df.residual, confint, VarCorr, fixef)) {
      expect_equal(generic(model), generic(fit))
    }
    grDevices::pdf(NULL)
    expect_identical(plot(model), model)
    grDevices::dev.off()
    expect_equal(generics::tidy(model, conf.int = TRUE), generics::tidy(fit, conf.int = TRUE))
    expect_equal(generics::glance(model), generics::glance(fit))
    expect_error(
      generics::augment(model),
      "a model from a file has no",
      class = "genontk_error_invalid_input"
    )
    # A file has no values of the people of the fit, and the error says so.
    for (type in c("response", "genetic")) {
      expect_error(predict(model, type = type), class = "genontk_error_invalid_input")
    }
    expect_equal(
      predict(model, s$genotypes, newdata = s$data, type = "genetic"),
      predict(fit, type = "genetic"),
      tolerance = 1e-6
    )
  }
})

test_that("a fit with an offset is refused", {
  s <- study()
  fit <- ntk_lmm(y ~ offset(age / 20), s$genotypes, data = s$data)
  expect_error(save_model(fit, tempfile()), "offset", class = "genontk_error_invalid_input")
})
