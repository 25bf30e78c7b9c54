skip_without_jars()

test_that("genotypes are counts with names and depend on the seed", {
  people <- simulate_genotypes(50, 8, seed = 3)
  expect_equal(dim(people), c(50L, 8L))
  expect_true(all(people %in% 0:2))
  expect_equal(colnames(people)[1:2], c("S1", "S2"))
  expect_true(all(pmin(colMeans(people), 2 - colMeans(people)) / 2 >= 0.05))
  expect_identical(people, simulate_genotypes(50, 8, seed = 3))
  expect_false(identical(people, simulate_genotypes(50, 8, seed = 4)))
})

test_that("a sample of real people has a region of their genotypes", {
  real <- simulated(40, 12)$genotypes
  people <- simulate_genotypes(10, 4, maf = 0, genotypes = real)
  expect_equal(people, real[rownames(people), colnames(people)])
  expect_equal(diff(match(colnames(people), colnames(real))), rep(1, 3))
})

test_that("the genetic value is the shape of the additive value, and its share is h2", {
  people <- simulate_genotypes(5000, 10)
  a <- attr(simulate_trait(people), "genetic_value")
  sp <- log1p(exp(2 * a))
  y <- simulate_trait(people, "ricker", h2 = 0.8, sd_a = 2, parameters = list(c = 3))
  g <- attr(y, "genetic_value")
  expect_equal(
    g,
    drop(scale(sp * exp(-sp / 3)))[seq_along(g)],
    tolerance = 1e-10,
    ignore_attr = TRUE
  )
  expect_equal(names(y), rownames(people))
  expect_equal(var(g), 1)
  expect_equal(var(y - g), 0.25, tolerance = 0.05, ignore_attr = TRUE)
})

test_that("a fit takes a simulated trait", {
  people <- simulate_genotypes(60, 10)
  y <- simulate_trait(people, "cosh")
  plain <- setNames(as.vector(y), names(y))
  expect_equal(ntk_lmm(y, people)$heritability, ntk_lmm(plain, people)$heritability)
})

test_that("impossible simulations are refused", {
  people <- simulate_genotypes(20, 4)
  refused <- function(call) expect_error(call, class = "genontk_error_invalid_input")
  refused(simulate_genotypes(0, 3))
  refused(simulate_genotypes(30, 3, maf = 0.6))
  refused(simulate_genotypes(30, 3, genotypes = people))
  refused(simulate_trait(people, "sine"))
  refused(simulate_trait(people, h2 = 0))
  refused(simulate_trait(people, "power", parameters = list(3)))
  refused(simulate_trait(people, "power", parameters = list(c = 3)))
  refused(simulate_trait(people, interaction = "triple"))
})
