# From people in a file to predictions of new people, as in the paper's simulations: a trait that is
# additive, and one that is not.
skip_without_jars()

study <- function(shape) {
  people <- simulate_genotypes(300, 20, seed = 3)
  trait <- simulate_trait(people, shape, h2 = 0.7, sd_a = 2, seed = 4)
  set.seed(5)
  pheno <- data.frame(id = rownames(people), age = runif(300, 20, 70))
  pheno$trait <- as.vector(trait) + 0.05 * pheno$age
  pheno$trait[2] <- NA
  path <- write_bed(people, tempfile(fileext = ".bed")) # nolint: object_usage_linter.
  train <- pheno[1:200, ]
  new <- pheno[201:300, ]
  fits <- lapply(c(lmm = "additive", ntk = "ntk", split = "additive+ntk"), function(kernel) {
    ntk_lmm(trait ~ age, path, data = train, id = "id", kernel = kernel)
  })
  fits$krr <- ntk_krr(trait ~ age, path, data = train, id = "id")
  predicted <- lapply(fits, function(fit) {
    predict(fit, path, newdata = new, interval = "prediction")
  })
  list(
    fits = fits,
    path = path,
    train = train,
    new = new,
    predicted = predicted,
    correlation = vapply(predicted, function(table) cor(table$fit, new$trait), 0)
  )
}

share_of <- function(fit, component) {
  fit$heritability[fit$heritability$component == component, ]
}

test_that("on a trait that is not additive the neural tangent kernel predicts best", {
  s <- study("ricker")
  for (fit in s$fits) {
    expect_equal(fit$n_people, 199)
    expect_identical(fit$dropped$id[fit$dropped$reason == "y is missing"], s$train$id[2])
  }
  better <- s$correlation[c("ntk", "split", "krr")] - s$correlation[["lmm"]]
  expect_true(all(better > 0.15), info = paste(format(s$correlation), collapse = " "))
  expect_gt(share_of(s$fits$split, "non-additive")$lower, 0.2)
  expect_lt(anova(s$fits$lmm, s$fits$split)[["Pr(>Chisq)"]][2], 1e-6)
  within <- s$predicted$split$lwr < s$new$trait & s$new$trait < s$predicted$split$upr
  expect_gt(mean(within), 0.87)
  model <- load_model(save_model(s$fits$split, tempfile()))
  expect_equal(
    predict(model, s$path, newdata = s$new, interval = "prediction"),
    s$predicted$split,
    tolerance = 1e-10
  )
  compared <- compare_methods(
    trait ~ age,
    s$path,
    data = s$train,
    id = "id",
    methods = c("LMM", "NTK-LMM"),
    splits = 3
  )
  expect_gt(compared$table$difference[2], 0.1)
})

test_that("on an additive trait no method beats the mixed model with the additive kernel", {
  s <- study("linear")
  expect_gt(s$correlation[["lmm"]], max(s$correlation[c("ntk", "krr")]) - 0.02)
  expect_equal(s$correlation[["split"]], s$correlation[["lmm"]], tolerance = 0.05)
  additive <- share_of(s$fits$split, "additive")
  expect_true(additive$lower < 0.7 && 0.7 < additive$upper)
  expect_equal(share_of(s$fits$split, "non-additive")$lower, 0)
})
