# The identity kernel: people of one level of a column share an effect.

people <- simulated(60)

trial <- function() {
  s <- people
  s$pheno$line <- rep(c("a", "b", "c", "d", "e"), 12)
  s$pheno$trait <- s$pheno$trait +
    c(2, -2, 1, 0, 3)[match(s$pheno$line, c("a", "b", "c", "d", "e"))]
  s
}

with_line <- list(snps = "additive", line = "identity")

test_that("the levels of a column are ZZ', in mixed models and ridge regressions", {
  s <- trial()
  shared <- outer(s$pheno$line, s$pheno$line, "==") + 0
  rownames(shared) <- s$pheno$id
  own <- list(snps = "additive", line = shared)
  for (fitted_by in c(ntk_lmm, ntk_krr)) {
    given <- fitted_by(trait ~ age, s$genotypes, data = s$pheno, id = "id", kernel = with_line)
    expected <- fitted_by(trait ~ age, s$genotypes, data = s$pheno, id = "id", kernel = own)
    expect_equal(given$variance_components, expected$variance_components)
    expect_equal(given$random_effects, expected$random_effects)
    expect_equal(given$variance_components$component, c("snps", "line", "residual"))
  }
})

test_that("new people share the effect of a known level, and a new level has none", {
  s <- trial()
  fit <- ntk_lmm(trait ~ age, s$genotypes, data = s$pheno, id = "id", kernel = with_line)
  effects <- subset(fit$random_effects, component == "line")$value
  new <- transform(s$pheno[1:4, ], id = paste0("new", 1:4), line = c("b", "z", NA, "e"))
  genotypes <- s$genotypes[11:14, ]
  rownames(genotypes) <- new$id
  model <- load_model(save_model(fit, tempfile()))
  for (one in list(fit, model)) {
    suppressMessages(expect_message(
      predicted <- predict(one, genotypes, newdata = new, components = TRUE),
      "1 person has a level of 'line' that the fit has not"
    ))
    expect_equal(predicted$line, c(effects[2], 0, NA, effects[5]), tolerance = 1e-10)
  }
  expect_error(predict(fit, genotypes, newdata = new[-5]), "identity kernel 'line'")
})

test_that("records of a person share the effect of the person", {
  s <- trial()
  twice <- rbind(s$pheno, transform(s$pheno, trait = trait + rnorm(60), age = age + 1))
  each <- diag(60)
  rownames(each) <- s$pheno$id
  given <- ntk_lmm(trait ~ age, s$genotypes, data = twice, id = "id", kernel = "additive+identity")
  own <- list(additive = "additive", identity = each)
  expected <- ntk_lmm(trait ~ age, s$genotypes, data = twice, id = "id", kernel = own)
  expect_equal(given$variance_components, expected$variance_components)
  alone <- ntk_lmm(trait ~ age, data = twice, id = "id", kernel = "identity")
  expected <- ntk_lmm(trait ~ age, data = twice, id = "id", kernel = each)
  expect_equal(alone$variance_components$estimate, expected$variance_components$estimate)
})

test_that("an identity kernel that is the residual is refused", {
  s <- trial()
  expect_error(
    ntk_lmm(trait ~ age, s$genotypes, data = s$pheno, id = "id", kernel = "additive+identity"),
    "is the residual once more",
    class = "genontk_error_invalid_input"
  )
})
