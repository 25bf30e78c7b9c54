# IDs that are numbers are written in full, and none is rounded.

people <- simulated(60)

simple <- function(ids) {
  s <- people
  s$pheno$id <- ids
  s
}

people_of <- function(s, names, by_row = FALSE) {
  genotypes <- s$genotypes
  rownames(genotypes) <- names
  data <- s$pheno
  if (by_row) {
    data$id <- NULL
    rownames(data) <- s$pheno$id
    return(ntk_lmm(trait ~ age, genotypes[60:1, ], data = data, kernel = "additive")$people)
  }
  ntk_lmm(trait ~ age, genotypes[60:1, ], data = data, id = "id", kernel = "additive")$people
}

test_that("IDs of type double, integer, factor and text join people in full", {
  full <- as.character(c(99951:99999, "100000", 100001:100010))
  for (ids in list(99951:100010 + 0, 99951:100010, factor(99951:100010 + 0), full)) {
    expect_equal(people_of(simple(ids), full), full)
    expect_equal(people_of(simple(ids), 99951:100010 + 0), full)
    expect_equal(people_of(simple(ids), full, by_row = TRUE), full)
  }
  expect_equal(
    people_of(simple(99951e6 + 1:60), paste0("999510000", sprintf("%02d", 1:60))),
    paste0("999510000", sprintf("%02d", 1:60))
  )
  expect_equal(
    people_of(simple(1e15 + 1:60), sprintf("%.0f", 1e15 + 1:60)),
    sprintf("10000000000000%02d", 1:60)
  )
  expect_equal(
    people_of(simple(sprintf("%03d", 1:60)), sprintf("%03d", 1:60)),
    sprintf("%03d", 1:60)
  )
})

test_that("an integer row name is an ID in full", {
  s <- simple(99951:100010)
  s$pheno <- structure(s$pheno, row.names = 99951:100010)
  s$pheno$id <- NULL
  rownames(s$genotypes) <- c(99951:99999, "100000", 100001:100010)
  expect_equal(ntk_lmm(trait ~ 1, s$genotypes, data = s$pheno)$people, rownames(s$genotypes))
})

test_that("an ID that may be rounded is refused", {
  said <- "IDs are numbers with a fraction or beyond 2^53, which may be rounded: %s in row 1."
  shown <- c("1.5", "9007199254740994", "Inf")
  for (k in 1:3) {
    ids <- c(c(1.5, 2^53 + 2, Inf)[k], 2:60)
    expect_error(people_of(simple(ids), 1:60), sprintf(said, shown[k]), fixed = TRUE)
  }
  expect_error(people_of(simple(I(as.list(1:60))), 1:60), "IDs are a list")
})

# 64-bit integers as bit64 keeps them: the bits of a whole number in the place of a double.
integer64 <- function(low, high) {
  words <- as.vector(rbind(as.integer(low), as.integer(high)))
  structure(readBin(writeBin(words, raw()), "double", length(low)), class = "integer64")
}

test_that("columns of bit64 are whole numbers, and IDs in full", {
  some <- integer64(c(1, -1, -1, 0, 5, 0), c(2097152, 2147483647, -1, 1, 0, -1))
  digits <- c("9007199254740993", "9223372036854775807", "-1", "4294967296", "5", "-4294967296")
  expect_equal(genontk:::integer64_digits(some), digits)
  expect_equal(genontk:::integer64_numbers(some[3:6]), c(-1, 2^32, 5, -2^32))
  ids <- integer64(1:60, rep(2097152, 60))
  full <- sprintf("90071992547409%02d", 92 + 1:7)
  s <- simple(ids)
  s$pheno$cups <- integer64(1:60 %% 7, rep(0, 60))
  s$pheno$same <- 1:60 %% 7
  s$genotypes <- unname(s$genotypes)
  by_bits <- ntk_lmm(trait ~ cups, s$genotypes, data = s$pheno, id = "id")
  expect_equal(by_bits$people[1:7], full)
  by_numbers <- ntk_lmm(trait ~ same, s$genotypes, data = s$pheno)
  expect_equal(unname(coef(by_bits)), unname(coef(by_numbers)))
})

test_that("values that a labelled column declares missing are missing", {
  s <- simulated(60)
  labelled <- function(x, ...) {
    structure(x, ..., class = c("haven_labelled_spss", "haven_labelled", "vctrs_vctr", "double"))
  }
  cups <- rep(c(0, 1, 2, 9), 15)
  s$pheno$one <- labelled(cups, labels = c(none = 0, unknown = 9), na_values = 9)
  s$pheno$range <- labelled(cups, na_range = c(8, 10))
  s$pheno$known <- ifelse(cups == 9, NA, cups)
  expected <- ntk_lmm(trait ~ known, s$genotypes, data = s$pheno, id = "id")
  for (formula in list(trait ~ one, trait ~ range)) {
    fit <- ntk_lmm(formula, s$genotypes, data = s$pheno, id = "id")
    expect_equal(fit$n_people, 45)
    expect_equal(unname(coef(fit)), unname(coef(expected)))
  }
})

test_that("tibbles and data tables are data frames", {
  s <- simulated(60)
  expected <- ntk_lmm(trait ~ age + sex, s$genotypes, data = s$pheno, id = "id")
  others <- list(c("tbl_df", "tbl", "data.frame"), c("data.table", "data.frame"))
  for (class in others) {
    data <- structure(s$pheno, class = class)
    fit <- ntk_lmm(trait ~ age + sex, s$genotypes, data = data, id = "id")
    expect_equal(coef(fit), coef(expected))
    expect_equal(predict(fit, s$genotypes, newdata = data), fitted(fit), tolerance = 1e-10)
  }
})

test_that("sparse matrices join by their names", {
  skip_if_not_installed("Matrix")
  s <- simulated(60)
  sparse <- Matrix::Matrix(s$genotypes[60:1, ], sparse = TRUE)
  expected <- ntk_lmm(trait ~ age, s$genotypes, data = s$pheno, id = "id", kernel = "additive")
  fit <- ntk_lmm(trait ~ age, sparse, data = s$pheno, id = "id", kernel = "additive")
  expect_equal(fitted(fit), fitted(expected), tolerance = 1e-10)
  kernel <- Matrix::Matrix(ntk_kernel(s$genotypes, kernel = "additive")[60:1, 60:1], sparse = TRUE)
  fit <- ntk_lmm(trait ~ age, data = s$pheno, id = "id", kernel = kernel)
  expect_equal(fitted(fit), fitted(expected), tolerance = 1e-10)
})

test_that("kernels of new people are ordered by names that are numbers", {
  s <- simple(99951:100010 + 0)
  kernel <- ntk_kernel(s$genotypes, kernel = "additive")
  dimnames(kernel) <- list(s$pheno$id, s$pheno$id)
  fit <- ntk_lmm(trait ~ age, data = s$pheno, id = "id", kernel = kernel)
  shuffled <- sample(60)
  expect_equal(
    predict(fit, newdata = s$pheno, kernel = kernel[, shuffled]),
    fitted(fit),
    tolerance = 1e-10
  )
  path <- tempfile(fileext = ".grm.bin")
  write_grm(kernel, path, 20, ids = s$pheno$id)
  expect_equal(rownames(read_grm(path))[50], "100000")
})

test_that("values per row are joined by ID, and labels that stand twice are taken in order", {
  s <- simulated(60)
  y <- setNames(s$pheno$trait, s$pheno$id)
  error_of <- function(...) ntk_krr(y, s$genotypes, kernel = "additive", ...)$path$error
  given <- list(
    weights = seq_len(60) %% 3 + 1,
    groups = seq_len(60) %/% 10,
    folds = seq_len(60) %% 4,
    subset = seq_len(60) %% 5 > 0,
    covariates = as.matrix(seq_len(60) %% 7)
  )
  for (name in names(given)) {
    values <- given[[name]]
    expected <- do.call(error_of, given[name])
    named <- if (is.matrix(values)) {
      matrix(values, dimnames = list(names(y), NULL))[60:1, , drop = FALSE]
    } else {
      setNames(values, names(y))[60:1]
    }
    expect_equal(do.call(error_of, setNames(list(named), name)), expected, tolerance = 1e-8)
  }
  looked_up <- c(a = 2, b = 3, c = 1)[rep(c("a", "b", "c"), 20)]
  expect_equal(error_of(weights = looked_up), error_of(weights = given$weights))
  strangers <- setNames(given$weights, paste0("x", names(y)))
  expect_error(error_of(weights = strangers), class = "genontk_error_invalid_input")
  expect_error(
    error_of(groups = setNames(given$groups, names(y))[-1]),
    "has none of 1 of the 60 rows",
    class = "genontk_error_invalid_input"
  )
})
