skip_without_jars()

sim <- simulated(80)
old <- 1:60
new <- 61:80
train <- sim$genotypes[old, ]
fresh <- sim$genotypes[new, ]
own <- list(
  add = ntk_kernel(train, kernel = "additive"),
  gauss = ntk_kernel(train, kernel = "gaussian")
)
own_new <- list(
  add = ntk_kernel(fresh, train, kernel = "additive"),
  gauss = ntk_kernel(fresh, train, kernel = "gaussian")
)
by_matrix <- ntk_lmm(trait ~ age, data = sim$pheno[old, ], id = "id", kernel = own)

fit_of <- function(kernel, ..., method = ntk_lmm) {
  method(trait ~ age, train, data = sim$pheno[old, ], id = "id", kernel = kernel, ...)
}

# The order and the names of the components do not matter here.
expect_same_fit <- function(one, other, tolerance = 1e-6) {
  estimates <- function(fit) fit$variance_components$estimate
  testthat::expect_equal(estimates(one), estimates(other), tolerance = tolerance)
  testthat::expect_equal(fitted(one), fitted(other), tolerance = tolerance)
  testthat::expect_equal(coef(one), coef(other), tolerance = tolerance)
}

test_that("a mixed model splits the NTK unless told otherwise", {
  fit <- ntk_lmm(sim$y[old], train)
  expect_equal(fit$variance_components$component, c("additive", "non-additive", "residual"))
  expect_equal(fit$heritability$component, c("additive", "non-additive", "total"))
  expect_equal(nrow(fit$random_effects), 120)
  expect_equal(unique(fit$random_effects$component), c("additive", "non-additive"))
  expect_same_fit(fit, ntk_lmm(sim$y[old], train, kernel = "additive+ntk"))
  by_matrix <- ntk_lmm(sim$y[old], kernel = ntk_kernel(train, kernel = "additive+ntk"))
  expect_same_fit(fit, by_matrix)
})

test_that("the genetic values of the components add up to the fitted values minus the fixed part", {
  fit <- fit_of("additive+ntk")
  genetic <- rowsum(fit$random_effects$value, fit$random_effects$id)[names(fitted(fit)), ]
  fixed <- drop(model.matrix(~age, sim$pheno[old, ]) %*% coef(fit))
  expect_equal(unname(fixed + genetic), unname(fitted(fit)), tolerance = 1e-10)
})

test_that("sums, named lists, named vectors and matrices give the same components", {
  expect_equal(by_matrix$variance_components$component, c("add", "gauss", "residual"))
  by_list <- fit_of(list(add = "additive", gauss = "gaussian"))
  expect_equal(by_list$variance_components$component, c("add", "gauss", "residual"))
  by_sum <- fit_of("additive+gaussian")
  expect_equal(by_sum$variance_components$component, c("additive", "gaussian", "residual"))
  expect_same_fit(by_list, by_matrix)
  expect_same_fit(by_sum, by_matrix)
  expect_same_fit(fit_of(c(add = "additive", gauss = "gaussian")), by_matrix)
  expect_same_fit(fit_of(list(add = "additive", gauss = own$gauss)), by_matrix)
})

test_that("a list of one kernel names the component", {
  expect_equal(
    fit_of(c(mine = "ntk"))$variance_components$component,
    c("mine", "residual")
  )
})

test_that("options of the kernel reach the fit", {
  for (options in list(
    list(kernel = "gaussian", bandwidth = 3),
    list(kernel = "polynomial", degree = 4),
    list(kernel = "ntk", unit_diagonal = FALSE),
    list(kernel = "ntk", ntk = "empirical", width = 30, networks = 2, divide_by_snps = TRUE)
  )) {
    by_name <- do.call(fit_of, c(options, method = ntk_krr, penalty = 1))
    k <- do.call(ntk_kernel, c(list(train), options))
    expect_equal(fitted(by_name), fitted(fit_of(k, method = ntk_krr, penalty = 1)))
  }
})

test_that("ridge regression with a matrix of ntk_kernel() is that with the name of the kernel", {
  by_name <- fit_of("ntk", method = ntk_krr)
  by_matrix <- fit_of(ntk_kernel(train), method = ntk_krr)
  columns <- c("penalty", "error", "std_error", "correlation", "df")
  expect_equal(by_matrix$path[columns], by_name$path[columns], tolerance = 1e-8)
  expect_equal(fitted(by_matrix), fitted(by_name), tolerance = 1e-8)
  predicted <- predict(by_name, fresh, sim$pheno[new, ])
  by_hand <- predict(by_matrix, newdata = sim$pheno[new, ], kernel = ntk_kernel(fresh, train))
  expect_equal(by_hand, predicted, tolerance = 1e-8)
})

test_that("several kernel matrices of the user predict by one matrix each", {
  by_name <- fit_of(list(add = "additive", gauss = "gaussian"))
  reference <- predict(by_name, fresh, sim$pheno[new, ])
  predicted <- predict(by_matrix, newdata = sim$pheno[new, ], kernel = own_new)
  expect_equal(predicted, reference, tolerance = 1e-6)
  turned <- list(gauss = own_new$gauss[, rev(old)], add = own_new$add)
  expect_equal(predict(by_matrix, newdata = sim$pheno[new, ], kernel = turned), predicted)
  mixed <- fit_of(list(add = "additive", gauss = own$gauss))
  by_both <- predict(mixed, fresh, sim$pheno[new, ], kernel = own_new["gauss"])
  expect_equal(by_both, reference, tolerance = 1e-6)
})

test_that("their diagonals may be a matrix or a named list, in any order", {
  by_name <- fit_of(list(add = "additive", gauss = "gaussian"))
  reference <- predict(by_name, fresh, sim$pheno[new, ], interval = "prediction")
  norms <- rowSums(centred(fresh, colMeans(train))^2) / ncol(train)
  intervals <- function(diagonal) {
    predict(
      by_matrix,
      newdata = sim$pheno[new, ],
      kernel = own_new,
      kernel_diagonal = diagonal,
      interval = "prediction"
    )
  }
  expect_equal(intervals(list(gauss = rep(1, 20), add = norms)), reference, tolerance = 1e-5)
  expect_equal(intervals(cbind(gauss = 1, add = norms)), reference, tolerance = 1e-5)
  expect_equal(intervals(unname(cbind(norms, 1))), reference, tolerance = 1e-5)
})

test_that("candidates are compared on the same folds, and the best is fitted", {
  labels <- rep(c("a", "b", "c"), 20)
  candidates <- c("ntk", "additive", "gaussian")
  fit <- fit_of(candidates, method = ntk_krr, folds = labels)
  expect_equal(unique(fit$path$kernel), candidates)
  for (name in candidates) {
    alone <- fit_of(name, method = ntk_krr, folds = labels)
    rows <- fit$path$kernel == name
    expect_equal(fit$path$error[rows], alone$path$error, tolerance = 1e-8)
  }
  best <- fit$path[which.min(fit$path$error), ]
  expect_equal(fit$kernel, best$kernel)
  expect_equal(fit$penalty, best$penalty)
  expect_same_fit(fit, fit_of(best$kernel, method = ntk_krr, penalty = best$penalty))
})

test_that("candidates may be matrices and mixtures, and depths", {
  fit <- fit_of(list("ntk", own$gauss, own), method = ntk_krr)
  expect_equal(length(unique(fit$path$kernel)), 3)
  by_depth <- fit_of("ntk", method = ntk_krr, depth = 1:3)
  expect_equal(length(unique(by_depth$path$kernel)), 3)
  errors <- tapply(by_depth$path$error, by_depth$path$kernel, min)
  alone <- sapply(1:3, function(depth) {
    min(fit_of("ntk", method = ntk_krr, depth = depth)$path$error)
  })
  expect_equal(sort(as.vector(errors)), sort(alone), tolerance = 1e-8)
})

test_that("a sum in ridge regression is mixed with the share of the least error", {
  fit <- fit_of("additive+ntk", method = ntk_krr)
  expect_equal(sort(unique(fit$path$share)), seq(0, 1, 0.1), tolerance = 1e-12)
  expect_equal(fit$share, fit$path$share[which.min(fit$path$error)])
  expect_output(print(fit), "Share of additive")
})

test_that("print and plot show the chosen one of the mixtures with the same first share", {
  set.seed(1)
  kernels <- lapply(c(a = 1, b = 2, c = 3), function(i) {
    tcrossprod(scale(matrix(rnorm(40 * 12), 40), scale = FALSE)) / 12
  })
  y <- rnorm(40)
  for (kernel in kernels) {
    y <- y + drop(t(chol(kernel + diag(1e-8, 40))) %*% rnorm(40))
  }
  folds <- rep(1:5, 8)
  fit <- ntk_krr(y, kernel = kernels, folds = folds, rule = "loo")
  same_share <- fit$path[fit$path$share == fit$share, ]
  least <- same_share[which.min(same_share$error), ]
  expect_false(least$second_share == fit$shares$share[2])

  expect_identical(anyDuplicated(fit$messages), 0L)

  factors <- fit$shares$share / vapply(kernels, function(kernel) sum(diag(kernel)) / 39, 1)
  mixture <- Reduce(`+`, Map(`*`, kernels, factors))
  alone <- ntk_krr(y, kernel = mixture, folds = folds, penalty = sort(unique(fit$path$penalty)))
  curve <- curves_of(fit)[[1]]
  expect_equal(curve$error, alone$path$error[alone$path$penalty %in% curve$penalty])
  chosen <- alone$path[alone$path$penalty == fit$penalty, ]
  expect_equal(fit$path$error[is_chosen(fit)], chosen$error)
  expect_output(print(fit), paste("squared error", format(chosen$error, digits = 4)))

  several <- ntk_krr(y, kernel = list(kernels, kernels$a), folds = folds, nested = TRUE)
  expect_identical(sum(is_chosen(several)), 1L)
  expect_equal(is.na(several$path$second_share), is.na(several$path$share))
  choices <- several$nested$choices
  expect_true(all(choices$share + choices$second_share <= 1, na.rm = TRUE))
  expect_named(ntk_krr(y, kernel = kernels[1:2])$path, setdiff(names(fit$path), "second_share"))
})

test_that("wrong kernels and lists with names for some kernels are refused", {
  refused <- function(kernel, method = ntk_lmm, ...) {
    expect_error(fit_of(kernel, method = method, ...), class = "genontk_error_invalid_input")
  }
  refused(list(add = "additive", "ntk"))
  refused(list(a = "additive", a = "ntk"))
  refused(list(residual = "additive"))
  refused(list())
  refused(character())
  refused(c("additive", "ntk"))
  refused("ntk", depth = 1:2)
  refused(list(a = "additive", b = mean))
  refused(list(a = "additive", b = "cubic"))
  refused("additive+cubic")
  refused(NA_character_)
  refused(list("ntk", mean), method = ntk_krr)
  refused_new <- function(...) {
    expect_error(
      predict(by_matrix, newdata = sim$pheno[new, ], ...),
      class = "genontk_error_invalid_input"
    )
  }
  refused_new()
  refused_new(kernel = own_new$add)
  refused_new(kernel = unname(own_new))
  refused_new(kernel = own_new["add"])
  refused_new(kernel = own_new, kernel_diagonal = list(add = 1:20), interval = "prediction")
  refused_new(kernel = own_new, kernel_diagonal = 1:20, interval = "prediction")
})

test_that("a saved fit of several kernels predicts the same in a new process", {
  fits <- list(
    split = fit_of("additive+ntk"),
    finite = fit_of("ntk", ntk = "empirical", width = 20),
    ridge = fit_of(c("gaussian", "additive+laplace"), method = ntk_krr),
    own = by_matrix
  )
  predictions <- function(fits) {
    lapply(fits, function(fit) {
      if (identical(fit$variance_components$component[1], "add")) {
        predict(fit, newdata = sim$pheno[new, ], kernel = own_new)
      } else {
        predict(fit, fresh, sim$pheno[new, ])
      }
    })
  }
  file <- tempfile(fileext = ".rds")
  back <- tempfile(fileext = ".rds")
  saved <- c(mget(c("sim", "new", "fresh", "own_new"), inherits = TRUE), fits = list(fits))
  saveRDS(c(saved, predictions = predictions), file)
  in_new_process(c(
    "library(genontk)",
    sprintf("saved <- readRDS(%s)", deparse(file)),
    "for (name in names(saved)) assign(name, saved[[name]])",
    "environment(predictions) <- globalenv()",
    sprintf("saveRDS(predictions(fits), %s)", deparse(back))
  ))
  expect_identical(readRDS(back), predictions(fits))
})
