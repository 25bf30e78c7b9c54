trait <- function(y, data = NULL, covariates = NULL, id = NULL, weights = NULL, subset = NULL) {
  trait_of(y, "y", data, covariates, id, weights, subset)
}

people <- data.frame(
  line = c("a", "b", "c", "d"),
  y = c(1, 2, NA, 4),
  x = c(1, NA, 3, 4),
  f = factor(c("u", "v", NA, "u")),
  s = c("k", "l", "k", NA)
)

test_that("a missing covariate, factor or string is missing in its row, and no row is lost", {
  z <- trait(y ~ x + f + s, rbind(people, data.frame(line = "e", y = 5, x = 1, f = "v", s = "l")))
  z <- z$covariates
  expect_equal(nrow(z), 5)
  expect_equal(unname(rowSums(is.na(z)) > 0), c(FALSE, TRUE, TRUE, TRUE, FALSE))
  expect_equal(colnames(z), c("(Intercept)", "x", "fv", "sl"))
})

test_that("a missing trait stays in its row", {
  expect_equal(drop(trait(y ~ 1, people)$y), c(1, 2, NA, 4))
})

test_that("subset takes logical values and rows, and drops unused levels", {
  by_value <- trait(y ~ x, people, id = "line", subset = c(TRUE, FALSE, NA, TRUE))
  expect_equal(by_value$ids, people$line)
  expect_equal(by_value$rows, c(1L, 4L))
  expect_equal(drop(by_value$subset), c(1, 0, 0, 1))
  expect_equal(drop(by_value$y), people$y)
  expect_equal(unname(by_value$covariates[, "x"]), c(1, NA, NA, 4))
  expect_equal(nrow(by_value$frame), 2)
  expect_null(trait(y ~ x, people)$subset)
  three <- data.frame(y = 1:4, f = factor(c("a", "b", "c", "b")))
  expect_equal(
    colnames(trait(y ~ f, three, subset = c(1, 2, 4))$covariates),
    c("(Intercept)", "fb")
  )
  by_row <- trait(y ~ x, people, id = "line", subset = c(4, 1))
  expect_equal(by_row, by_value)
  expect_equal(trait(y ~ x, people, id = "line", subset = -(2:3)), by_value)
  expect_error(trait(y ~ x, people, subset = 9), class = "genontk_error_invalid_input")
  expect_error(trait(y ~ x, people, subset = c(4, 1, 4)), "subset has row 4 twice")
  expect_error(trait(y ~ x, people, subset = TRUE), class = "genontk_error_invalid_input")
})

test_that("a factor is sent as places in the levels that occur", {
  classes <- factor(c("v", NA, "w", "v"), levels = c("u", "w", "v"))
  for (sent in list(trait(classes), trait(classes ~ 1))) {
    expect_equal(drop(sent$y), c(1, NA, 0, 1))
    expect_equal(sent$y_levels, c("w", "v"))
  }
  shifted <- trait(classes ~ offset(x), data.frame(classes, x = 1:4))
  expect_equal(drop(shifted$y), c(0, NA, -3, -3))
  expect_null(shifted$y_levels)
  expect_equal(trait(factor(1:3) ~ offset(1:3))$y_levels, c("1", "2", "3"))
  expect_null(trait(c(TRUE, FALSE))$y_levels)
})

test_that("the dot means all columns but the ID", {
  z <- trait(y ~ ., people[c("line", "y", "x")], id = "line")$covariates
  expect_equal(colnames(z), c("(Intercept)", "x"))
})

test_that("row names that R made are no IDs, others are", {
  expect_null(trait(y ~ 1, people)$ids)
  expect_null(trait(y ~ 1, head(people, 3))$ids)
  expect_equal(trait(y ~ 1, people[c(2, 4), ])$ids, c("2", "4"))
  named <- people
  row.names(named) <- people$line
  expect_equal(trait(y ~ 1, named)$ids, people$line)
  expect_equal(trait(y ~ 1, named, subset = 2:3)$ids, people$line)
})

test_that("without data the IDs are the names of the trait", {
  y <- c(a = 1, b = 2)
  expect_equal(trait(y)$ids, c("a", "b"))
  expect_equal(trait(y ~ 1)$ids, c("a", "b"))
  expect_null(trait(unname(y))$ids)
})

test_that("covariates without a formula get an intercept and are joined by ID", {
  y <- c(a = 1, b = 2, c = 3)
  z <- data.frame(x = c(30, 20), row.names = c("c", "b"))
  expect_equal(trait(y, covariates = z)$covariates[, "x"], c(NA, 20, 30), ignore_attr = TRUE)
  expect_equal(colnames(trait(y, covariates = 1:3)$covariates)[1], "(Intercept)")
  expect_error(trait(y, covariates = 1:2), class = "genontk_error_invalid_input")
})

test_that("new data are coded with the levels, contrasts and bases of the fit", {
  old <- data.frame(
    y = rnorm(9),
    x = 1:9,
    f = factor(rep(c("a", "b", "c"), 3)),
    s = c("p", "q", "r")
  )
  formula <- y ~ poly(x, 2) + f * log(x) + s
  fit <- trait(formula, old)
  expect_equal(
    new_covariates(fit$design, old[c(5, 2), ]),
    fit$covariates[c(5, 2), ],
    ignore_attr = TRUE
  )
  expect_error(
    new_design(fit$design, data.frame(x = 1, f = "z", s = "p")),
    class = "genontk_error_invalid_input"
  )
})

test_that("mistakes that only R can see are invalid input", {
  invalid <- "genontk_error_invalid_input"
  expect_error(trait(~x, people), class = invalid)
  expect_error(trait(y ~ offset(s), people), class = invalid)
  expect_error(trait(y ~ nowhere_to_be_found, people), class = invalid)
  expect_error(trait(y ~ x, people, covariates = people["x"]), class = invalid)
  expect_error(trait(letters), class = invalid)
  expect_error(trait(y ~ x, people, id = "nobody"), class = invalid)
  expect_error(trait(1:3, id = "line"), class = invalid)
  expect_error(trait(y ~ x, people, weights = letters), class = invalid)
  expect_error(trait(y ~ x, sum), class = invalid)
})
