skip_without_jars()

sim <- simulated(80)
old <- 1:60
new <- 61:80
fit <- ntk_lmm(
  trait ~ age + sex,
  sim$genotypes[old, ],
  data = sim$pheno[old, ],
  id = "id",
  kernel = "ntk"
)
s <- fit$variance_components$estimate
z <- model.matrix(~ age + sex, sim$pheno)
k <- reference_ntk(sim$genotypes[old, ])
new_k <- reference_ntk(sim$genotypes[new, ], sim$genotypes[old, ])

test_that("predictions for new people are the BLUP, named by ID", {
  reference <- reference_blup(s, sim$y[old], z[old, ], k, z[new, ], new_k)$fitted
  predicted <- predict(fit, newdata = sim$pheno[new, ], genotypes = sim$genotypes[new, ])
  expect_equal(predicted, setNames(reference, sim$pheno$id[new]), tolerance = 1e-8)
  expect_equal(predict(fit, sim$genotypes[new, ], sim$pheno[new, ]), predicted)
})

test_that("predictions follow the rows of the new data, in any order of the genotypes", {
  predicted <- suppressMessages(predict(fit, sim$genotypes, sim$pheno[rev(new), ]))
  expect_equal(names(predicted), sim$pheno$id[rev(new)])
  expect_equal(predicted, predict(fit, sim$genotypes[new, ], sim$pheno[rev(new), ]))
})

test_that("intervals are those of the explicit matrices", {
  v <- s[1] * k + s[2] * diag(60)
  d <- t(z[new, ]) - s[1] * crossprod(z[old, ], solve(v, t(new_k)))
  own <- s[1] - s[1]^2 * colSums(t(new_k) * solve(v, t(new_k)))
  mean_variance <- own + colSums(d * solve(crossprod(z[old, ], solve(v, z[old, ])), d))
  for (interval in c("prediction", "confidence")) {
    table <- predict(fit, sim$genotypes[new, ], sim$pheno[new, ], interval = interval, level = 0.9)
    half <- qt(0.95, 57) * sqrt(mean_variance + (interval == "prediction") * s[2])
    expect_equal(names(table), c("fit", "lwr", "upr"))
    expect_equal(table$upr - table$fit, unname(half), tolerance = 1e-7)
    expect_equal(table$fit - table$lwr, unname(half), tolerance = 1e-7)
    expect_equal(row.names(table), sim$pheno$id[new])
  }
})

test_that("without new people the fitted values are given", {
  expect_identical(predict(fit), fitted(fit))
})

test_that("predicting the people of the fit gives their fitted values", {
  again <- predict(fit, sim$genotypes[old, ], sim$pheno[old, ])
  expect_equal(again, fitted(fit), tolerance = 1e-8)
})

test_that("a missing covariate gives NA in its row", {
  pheno <- sim$pheno[new, ]
  pheno$age[2] <- NA
  predicted <- suppressMessages(predict(fit, sim$genotypes[new, ], pheno))
  expect_equal(which(is.na(predicted)), c(p062 = 2L))
})

test_that("without covariates a fit predicts all people of the genotypes", {
  plain <- ntk_krr(sim$y[old], sim$genotypes[old, ], penalty = 1)
  predicted <- predict(plain, sim$genotypes[new, ])
  one <- matrix(1, 80, 1)
  reference <- reference_blup(
    c(1, 1),
    sim$y[old],
    one[old, , drop = FALSE],
    k,
    one[new, , drop = FALSE],
    new_k
  )
  expect_equal(predicted, setNames(reference$fitted, sim$pheno$id[new]), tolerance = 1e-8)
})

test_that("a kernel matrix of the user predicts by the kernel of the new people", {
  own <- ntk_lmm(trait ~ age + sex, data = sim$pheno[old, ], id = "id", kernel = k)
  predicted <- predict(own, newdata = sim$pheno[new, ], kernel = new_k)
  reference <- predict(fit, sim$genotypes[new, ], sim$pheno[new, ])
  expect_equal(predicted, reference, tolerance = 1e-6)
  shuffled <- predict(own, newdata = sim$pheno[new, ], kernel = new_k[, rev(old)])
  expect_equal(shuffled, predicted)
  table <- predict(
    own,
    newdata = sim$pheno[new, ],
    kernel = new_k,
    kernel_diagonal = rep(1, 20),
    interval = "prediction"
  )
  whole <- predict(fit, sim$genotypes[new, ], sim$pheno[new, ], interval = "prediction")
  expect_equal(table, whole, tolerance = 1e-5)
})

test_that("a fit that needs covariates refuses to predict without them", {
  expect_error(predict(fit, sim$genotypes[new, ]), class = "genontk_error_invalid_input")
  expect_error(
    predict(fit, sim$genotypes[new, ], sim$pheno[new, "age", drop = FALSE]),
    class = "genontk_error_invalid_input"
  )
})

test_that("an unknown argument is an error", {
  expect_error(predict(fit, sim$genotypes, intervals = "prediction"), "unused argument")
  expect_error(ntk_lmm(sim$y, sim$genotypes, depht = 3), "unused argument")
})

test_that("a saved fit predicts the same in a new process", {
  file <- tempfile(fileext = ".rds")
  saveRDS(list(fit = fit, genotypes = sim$genotypes[new, ], pheno = sim$pheno[new, ]), file)
  back <- tempfile(fileext = ".rds")
  in_new_process(c(
    "library(genontk)",
    sprintf("saved <- readRDS(%s)", deparse(file)),
    "predicted <- predict(saved$fit, saved$genotypes, saved$pheno)",
    sprintf("saveRDS(predicted, %s)", deparse(back))
  ))
  expected <- predict(fit, sim$genotypes[new, ], sim$pheno[new, ])
  expect_identical(readRDS(back), expected)
})
