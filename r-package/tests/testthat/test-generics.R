# Each generic against the same values from explicit matrices.
skip_without_jars()

sim <- simulated()
sim$pheno$trait[3] <- NA
formula <- trait ~ poly(age, 2) + sex
fit <- ntk_lmm(formula, sim$genotypes, data = sim$pheno, id = "id", kernel = "ntk")
split <- ntk_lmm(formula, sim$genotypes, data = sim$pheno, id = "id")
used <- setdiff(1:60, 3)
z <- unname(model.matrix(~ poly(age, 2) + sex, sim$pheno)[used, ])
y <- sim$pheno$trait[used]
k <- reference_ntk(sim$genotypes[used, ])
s <- fit$variance_components$estimate
v <- s[1] * k + s[2] * diag(59)

test_that("fixed effects are those of generalised least squares, and so is their covariance", {
  covariance <- solve(crossprod(z, solve(v, z)))
  expect_equal(unname(vcov(fit)), unname(covariance), tolerance = 1e-8)
  expect_identical(dimnames(vcov(fit)), list(names(coef(fit)), names(coef(fit))))
  effects <- drop(covariance %*% crossprod(z, solve(v, y)))
  expect_equal(unname(coef(fit)), effects, tolerance = 1e-8)
  expect_identical(names(coef(fit)), c("(Intercept)", "poly(age, 2)1", "poly(age, 2)2", "sexm"))
  expect_identical(fixef(fit), coef(fit))
  expect_equal(summary(fit)$df_residual, 55)
})

test_that("genetic values are the BLUP, and their error variances those of the centred kernel", {
  genetic <- ranef(split)
  expect_identical(names(genetic), c("additive", "non-additive"))
  expect_identical(row.names(genetic), sim$pheno$id[used])
  parts <- split$variance_components$estimate
  kernels <- ntk_kernel(sim$genotypes[used, ], kernel = "additive+ntk")
  both <- parts[1] * kernels[[1]] + parts[2] * kernels[[2]] + parts[3] * diag(59)
  dual <- solve(both, y - z %*% coef(split))
  expect_equal(genetic$additive, unname(drop(parts[1] * kernels[[1]] %*% dual)), tolerance = 1e-6)
  p <- solve(v) - solve(v, z) %*% solve(crossprod(z, solve(v, z)), t(solve(v, z)))
  centre <- diag(59) - 1 / 59
  kc <- centre %*% k %*% centre
  kr <- s[1] * kc
  expect_equal(attr(ranef(fit), "pev")[[1]], diag(kr - kr %*% p %*% kr), tolerance = 1e-6)
})

test_that("the covariance of the components is the inverse of their expected information", {
  covariance <- vcov(fit, "variance_components")
  components <- fit$variance_components
  expect_identical(rownames(covariance), components$component)
  expect_equal(unname(sqrt(diag(covariance))), components$std_error)
  p <- solve(v) - solve(v, z) %*% solve(crossprod(z, solve(v, z)), t(solve(v, z)))
  parts <- list(p %*% k, p)
  information <- outer(1:2, 1:2, Vectorize(function(i, j) sum(parts[[i]] * t(parts[[j]])) / 2))
  expect_equal(unname(covariance), solve(information), tolerance = 1e-7)
  expect_error(vcov(fit, "of_moments"), class = "genontk_error_invalid_input")
  ridge <- ntk_krr(sim$pheno$trait, sim$genotypes, penalty = 1)
  expect_equal(dim(vcov(ridge)), c(1L, 1L))
  expect_error(vcov(ridge, "variance_components"), class = "genontk_error_invalid_input")
})

test_that("an estimate below zero, if allowed, has a message that it is no variance", {
  set.seed(8)
  y <- setNames(rnorm(60), rownames(sim$genotypes)[1:60])
  free <- lapply(1:6, function(i) {
    ntk_lmm(setNames(sample(y), names(y)), sim$genotypes, kernel = "additive", constrain = FALSE)
  })
  below <- Filter(function(fit) any(fit$variance_components$estimate < 0), free)
  expect_gt(length(below), 0L)
  for (fit in below) {
    expect_match(fit$messages, "below zero", all = FALSE)
    expect_true(fit$converged && fit$convergence$gradient_norm < 1e-6)
  }
})

test_that("VarCorr, sigma, nobs and df.residual are those of the fit", {
  expect_equal(VarCorr(fit), data.frame(grp = c("ntk", "residual"), vcov = s, sdcor = sqrt(s)))
  expect_equal(sigma(fit), sqrt(s[2]))
  expect_equal(df.residual(fit), 59 - 4)
  expect_equal(nobs(fit), 59)
})

test_that("residuals of each type are those of the explicit model", {
  expect_equal(unname(residuals(fit)), drop(y - fitted(fit)), ignore_attr = TRUE)
  expect_equal(residuals(fit, "pearson"), residuals(fit) / sqrt(s[2]))
  expect_equal(unname(residuals(fit, "marginal")), drop(y - z %*% coef(fit)), tolerance = 1e-8)
})

test_that("the likelihood is the restricted one, and AIC, BIC and deviance follow", {
  expected <- restricted_likelihood(s, y, z, k)
  expect_equal(as.numeric(logLik(fit)), expected, tolerance = 1e-7)
  expect_equal(AIC(fit), 12 - 2 * expected, tolerance = 1e-7)
  expect_equal(BIC(fit), 6 * log(59) - 2 * expected, tolerance = 1e-7)
  expect_equal(deviance(fit), -2 * expected, tolerance = 1e-7)
})

test_that("formula, model frame and design are those of the people used", {
  expect_equal(formula(fit), formula)
  expect_equal(nrow(model.frame(fit)), 59)
  expect_equal(model.frame(fit)$sex, sim$pheno$sex[used])
  expect_equal(unname(model.matrix(fit)), unname(z), ignore_attr = TRUE)
  expect_identical(rownames(model.matrix(fit)), fit$people)
  twice <- ntk_lmm(trait ~ age + I(2 * age), sim$genotypes, data = sim$pheno, id = "id")
  expect_identical(colnames(model.matrix(twice)), names(coef(twice)))
})

test_that("intervals of fixed effects are from t, of variances those of the fit or Wald", {
  half <- qt(0.95, 55) * sqrt(diag(vcov(fit)))
  expect_equal(
    unname(confint(fit, "fixed", level = 0.9)),
    unname(cbind(coef(fit) - half, coef(fit) + half))
  )
  all <- confint(fit)
  expect_identical(colnames(all), c("2.5 %", "97.5 %"))
  expect_equal(all["var(ntk)", 1], fit$variance_components$lower[1])
  expect_equal(all["h2(total)", 2], fit$heritability$upper[2])
  wald <- confint(fit, "h2(total)", level = 0.5, method = "Wald")
  h2 <- fit$heritability[2, ]
  ends <- h2$estimate + c(-1, 1) * qnorm(0.75) * h2$std_error
  expect_equal(drop(unname(wald)), pmin(pmax(ends, 0), 1))
  invalid <- "genontk_error_invalid_input"
  expect_error(confint(fit, level = 0.9), class = invalid)
  expect_error(confint(fit, "nothing"), class = invalid)
  expect_error(confint(fit, level = 2), class = invalid)
})

test_that("a 95 % interval of a variance ends where the likelihood has fallen by half of 3.84", {
  profile <- function(genetic) {
    optimize(
      function(log_s) restricted_likelihood(c(genetic, exp(log_s)), y, z, k),
      c(-10, 5),
      maximum = TRUE,
      tol = 1e-9
    )$objective
  }
  upper <- confint(fit)["var(ntk)", 2]
  expect_equal(as.numeric(logLik(fit)) - profile(upper), qchisq(0.95, 1) / 2, tolerance = 1e-4)
})

test_that("simulated traits have the mean and the covariance of the model", {
  traits <- as.matrix(simulate(fit, nsim = 4000, seed = 1))
  expect_identical(rownames(traits), fit$people)
  expect_equal(model_covariance(fit), v, tolerance = 1e-7, ignore_attr = TRUE)
  standard <- backsolve(chol(v), traits - drop(z %*% coef(fit)), transpose = TRUE)
  expect_lt(abs(mean(standard)), 4 / sqrt(length(standard)))
  expect_lt(abs(mean(standard^2) - 1), 4 * sqrt(2 / length(standard)))
  set.seed(5)
  before <- .Random.seed
  expect_identical(simulate(fit, 2, seed = 9), simulate(fit, 2, seed = 9))
  expect_identical(.Random.seed, before)
  expect_false(identical(simulate(fit), simulate(fit)))
})

test_that("update fits again with changed arguments", {
  expect_equal(
    update(fit, . ~ . - sex)$fitted,
    ntk_lmm(
      trait ~ poly(age, 2),
      sim$genotypes,
      data = sim$pheno,
      id = "id",
      kernel = "ntk"
    )$fitted
  )
  expect_equal(update(fit, kernel = "additive+ntk")$fitted, split$fitted)
  expect_identical(update(fit, depth = 3, evaluate = FALSE)$depth, 3)
  plain <- ntk_lmm(sim$y, sim$genotypes)
  expect_error(update(plain, . ~ age), class = "genontk_error_invalid_input")
})

test_that("terms are tested by F, which is t squared for a single column", {
  table <- anova(fit)
  expect_identical(row.names(table), c("(Intercept)", "poly(age, 2)", "sex"))
  sex <- fit$fixed_effects[fit$fixed_effects$term == "sexm", ]
  expect_equal(table["sex", "F value"], sex$statistic^2)
  expect_equal(table["sex", "Pr(>F)"], sex$p_value)
  hypothesis <- cbind(0, diag(2), 0)
  effects <- hypothesis %*% coef(fit)
  within <- hypothesis %*% solve(crossprod(z, solve(v, z))) %*% t(hypothesis)
  expect_equal(table[2, "F value"], drop(crossprod(effects, solve(within, effects))) / 2)
})

test_that("components are tested by the ratio of restricted likelihoods", {
  additive <- update(split, kernel = "additive")
  table <- anova(split, additive)
  expect_identical(row.names(table), c("additive", "split"))
  statistic <- 2 * (split$log_likelihood - additive$log_likelihood)
  expect_equal(table$Chisq[2], statistic)
  expect_equal(table[["Pr(>Chisq)"]][2], pchisq(statistic, 1, lower.tail = FALSE) / 2)
  expect_equal(
    table[["Pr(>Chisq)"]][2],
    split$likelihood_ratio$p_value[2],
    tolerance = 1e-4
  )
  expect_true(is.na(anova(fit, split)$Chisq[2]))
  expect_output(print(table), "REML")
  invalid <- "genontk_error_invalid_input"
  expect_error(anova(split, update(split, . ~ . - sex)), class = invalid)
  expect_error(anova(split, update(split, method = "minque0")), class = invalid)
  expect_error(anova(split, 1), class = invalid)
})

test_that("an offset is a known part of the trait", {
  shifted <- transform(sim$pheno, trait = trait + 3 * age)
  with_offset <- ntk_lmm(
    trait ~ sex + offset(3 * age),
    sim$genotypes,
    data = shifted,
    id = "id",
    kernel = "ntk"
  )
  without <- ntk_lmm(trait ~ sex, sim$genotypes, data = sim$pheno, id = "id", kernel = "ntk")
  expect_equal(with_offset$variance_components, without$variance_components, tolerance = 1e-6)
  expect_equal(fitted(with_offset), fitted(without) + 3 * sim$pheno$age[used], tolerance = 1e-6)
  expect_equal(
    predict(with_offset, sim$genotypes[5:9, ], shifted[5:9, ]),
    predict(without, sim$genotypes[5:9, ], sim$pheno[5:9, ]) + 3 * sim$pheno$age[5:9],
    tolerance = 1e-6
  )
  expect_equal(
    unname(rowMeans(simulate(with_offset, 500, seed = 1)) - sim$pheno$age[used] * 3),
    unname(rowMeans(simulate(without, 500, seed = 1))),
    tolerance = 1e-4
  )
  expect_error(
    predict(with_offset, sim$genotypes[5:9, ]),
    class = "genontk_error_invalid_input"
  )
})

test_that("na.exclude gives NA for dropped people, na.fail refuses them", {
  excluded <- update(fit, na.action = na.exclude)
  expect_identical(names(fitted(excluded)), sim$pheno$id)
  expect_identical(which(is.na(residuals(excluded))), c(p003 = 3L))
  expect_equal(fitted(excluded)[used], fitted(fit))
  invalid <- "genontk_error_invalid_input"
  expect_error(update(fit, na.action = na.fail), class = invalid)
  expect_error(update(fit, na.action = mean), class = invalid)
})

test_that("the genetic part of predictions is the response minus the fixed part", {
  new <- data.frame(age = c(30, 60), sex = c("m", "f"), row.names = c("p010", "p020"))
  response <- predict(fit, sim$genotypes[c(10, 20), ], new)
  genetic <- predict(fit, sim$genotypes[c(10, 20), ], new, type = "genetic")
  basis <- poly(sim$pheno$age, 2)
  fixed <- cbind(1, predict(basis, new$age), new$sex == "m") %*% coef(fit)
  expect_equal(unname(response - genetic), drop(fixed), tolerance = 1e-8)
  expect_equal(genetic, ranef(fit)[c("p010", "p020"), ], ignore_attr = TRUE, tolerance = 1e-8)
  expect_equal(unname(predict(fit, type = "genetic")), ranef(fit)$ntk)
  expect_error(
    predict(fit, sim$genotypes, type = "genetic", interval = "confidence"),
    class = "genontk_error_invalid_input"
  )
})

test_that("contrasts of the data's factors are kept for new people", {
  contrasts(sim$pheno$sex) <- contr.sum(2)
  summed <- ntk_lmm(trait ~ sex, sim$genotypes, data = sim$pheno, id = "id", kernel = "ntk")
  treated <- ntk_lmm(
    trait ~ as.character(sex),
    sim$genotypes,
    data = sim$pheno,
    id = "id",
    kernel = "ntk"
  )
  expect_identical(names(coef(summed)), c("(Intercept)", "sex1"))
  new <- data.frame(sex = "m", row.names = "p010")
  expect_equal(
    predict(summed, sim$genotypes["p010", , drop = FALSE], new),
    predict(treated, sim$genotypes["p010", , drop = FALSE], new),
    tolerance = 1e-7
  )
})

test_that("an error names the function that the user called", {
  error <- tryCatch(predict(fit, "nowhere.bed", sim$pheno), error = identity)
  expect_identical(error$call[[1]], quote(predict))
  error <- tryCatch(anova(split, 1), error = identity)
  expect_identical(error$call[[1]], quote(anova))
})
