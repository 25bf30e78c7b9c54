# Effects of SNPs, dominance, and genetic values without one chromosome, by their definitions.

placed_study <- function() {
  s <- simulated() # nolint: object_usage_linter.
  chromosome <- rep(c("1", "2", "X"), c(7, 6, 7))
  colnames(s$genotypes) <- paste(chromosome, 10 * seq_along(chromosome), "A", "G", sep = ":")
  s$pheno$trait <- s$pheno$trait + 2 * (s$genotypes[, 3] == 1) - 2 * (s$genotypes[, 9] == 1)
  c(s, list(chromosome = chromosome))
}

fit_of <- function(s, kernel = "additive+dominance", ...) {
  ntk_lmm(trait ~ age, s$genotypes, data = s$pheno, id = "id", kernel = kernel, ...)
}

dominance_codes <- function(genotypes, training = genotypes) {
  f <- colMeans(training) / 2
  codes <- rbind(-2 * f^2, 2 * f * (1 - f), -2 * (1 - f)^2)
  vapply(seq_along(f), function(j) codes[genotypes[, j] + 1, j], numeric(nrow(genotypes)))
}

test_that("the dominance kernel is the mean product of the codes", {
  s <- placed_study()
  codes <- dominance_codes(s$genotypes)
  expect_equal(
    unname(ntk_kernel(s$genotypes, kernel = "dominance")),
    tcrossprod(codes) / 20,
    tolerance = 1e-13
  )
  f <- colMeans(s$genotypes) / 2
  scaled <- sweep(codes, 2, 2 * f * (1 - f), "/")
  expect_equal(
    unname(ntk_kernel(s$genotypes, kernel = "dominance", scale = "hwe")),
    tcrossprod(scaled) / 20,
    tolerance = 1e-13
  )
})

test_that("effects times genotypes are the genetic values and predict new people", {
  s <- placed_study()
  fit <- fit_of(s)
  effects <- snp_effects(fit)
  expect_identical(effects$chromosome, rep(s$chromosome, 2))
  by_component <- split(effects$effect, effects$component)
  centred <- sweep(s$genotypes, 2, colMeans(s$genotypes))
  parts <- list(additive = centred, dominance = dominance_codes(s$genotypes))
  for (name in names(parts)) {
    expect_equal(
      as.vector(parts[[name]] %*% by_component[[name]]),
      fit$random_effects$value[fit$random_effects$component == name],
      tolerance = 1e-10
    )
  }
  new <- s$genotypes[1:9, ]
  new[] <- 2 - new
  data <- s$pheno[1:9, ]
  genetic <- sweep(new, 2, colMeans(s$genotypes)) %*%
    by_component$additive +
    dominance_codes(new, s$genotypes) %*% by_component$dominance
  expect_equal(
    unname(predict(fit, new, newdata = data)),
    as.vector(cbind(1, data$age) %*% coef(fit) + genetic),
    tolerance = 1e-10
  )
})

test_that("standard errors are those of the BLUP", {
  s <- placed_study()
  fit <- fit_of(s, "additive")
  variances <- fit$variance_components$estimate
  centred <- sweep(s$genotypes, 2, colMeans(s$genotypes))
  inverse <- solve(variances[1] * tcrossprod(centred) / 20 + variances[2] * diag(60))
  design <- cbind(1, s$pheno$age)
  solved <- inverse %*% design
  projection <- inverse - solved %*% solve(crossprod(design, solved), t(solved))
  error <- variances[1] / 20 * sqrt(colSums(centred * (projection %*% centred)))
  effects <- snp_effects(fit)
  expect_equal(effects$std_error, unname(error), tolerance = 1e-8)
  expect_equal(effects$p_value, 2 * pnorm(-abs(effects$effect / unname(error))), tolerance = 1e-8)
  expect_equal(effects$pev, unname(variances[1] / 20 - error^2), tolerance = 1e-8)
})

test_that("a model of effects alone gives its effects and says what it lacks", {
  s <- placed_study()
  fit <- fit_of(s)
  model <- load_model(save_model(fit, tempfile(), effects_only = TRUE))
  expect_message(effects <- snp_effects(model), "effects of SNPs alone")
  expect_equal(effects$effect, snp_effects(fit)$effect, tolerance = 1e-13)
  expect_true(all(is.na(effects$std_error)))
  expect_error(loco(model), class = "genontk_error_invalid_input")
  expect_error(snp_effects(fit_of(s, "ntk")), class = "genontk_error_invalid_input")
  expect_error(snp_effects(list(1)), class = "genontk_error_invalid_input")
})

test_that("values without a chromosome are those of fits without it", {
  s <- placed_study()
  fit <- fit_of(s)
  values <- loco(fit, refit = TRUE)
  expect_identical(dimnames(values), list(rownames(s$genotypes), c("1", "2", "X")))
  for (one in colnames(values)) {
    other <- s
    other$genotypes <- s$genotypes[, s$chromosome != one]
    expected <- rowsum(
      fit_of(other)$random_effects$value,
      rep(seq_len(60), 2),
      reorder = FALSE
    )
    expect_equal(unname(values[, one]), as.vector(expected), tolerance = 1e-6)
  }
  kept <- loco(fit)
  expect_equal(
    attr(kept, "variance_components")["2", ],
    setNames(fit$variance_components$estimate, c("additive", "dominance", "residual"))
  )
  named <- loco(fit, chromosomes = match(s$chromosome, c("1", "2", "X")))
  expect_equal(unname(kept), unname(named), ignore_attr = TRUE)
})

test_that("the files of regenie and PLINK are written beside each other", {
  s <- placed_study()
  folder <- tempfile()
  dir.create(folder)
  expect_message(
    values <- loco(fit_of(s), file = file.path(folder, "height")),
    "family IDs"
  )
  expect_setequal(list.files(folder), c("height_1.loco", "height_pred.list", "height.pheno"))
  lines <- strsplit(readLines(file.path(folder, "height_1.loco")), " ")
  expect_identical(lines[[1]], c("FID_IID", paste(rownames(values), rownames(values), sep = "_")))
  expect_identical(vapply(lines[-1], `[`, "", 1), as.character(1:23))
  sd <- sigma(lm(trait ~ age, s$pheno))
  expect_equal(as.numeric(lines[[24]][-1]) * sd, unname(values[, "X"]), tolerance = 1e-9)
  expect_identical(
    readLines(file.path(folder, "height_pred.list")),
    paste("trait", normalizePath(file.path(folder, "height_1.loco")))
  )
  expect_error(
    loco(fit_of(s), file = file.path(folder, "absent", "height")),
    class = "genontk_error_invalid_input"
  )
})

test_that("effects are drawn along the genome", {
  s <- placed_study()
  effects <- snp_effects(fit_of(s))
  # A component of variance 0 has effects of 0, and no tests.
  effects$p_value[effects$component == "additive"] <- NA
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit(grDevices::dev.off())
  for (column in c("p_value", "effect", "share")) {
    expect_invisible(plot(effects, column, main = column))
  }
  expect_error(plot(effects, "height"), class = "genontk_error_invalid_input")
  expect_equal(
    places_on_genome(c("1", "1", "2"), c(5, 9, 3)),
    c(0, 4, 5 + 0.08)
  )
})
