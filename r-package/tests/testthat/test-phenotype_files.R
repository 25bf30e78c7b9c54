# Files of phenotypes and covariates as labs write them.

invalid <- "genontk_error_invalid_input"

file_of <- function(lines, name = "pheno.txt") {
  file <- file.path(tempfile("pheno"), name)
  dir.create(dirname(file))
  writeLines(lines, file)
  file
}

column_of <- function(cells, ...) {
  lines <- c("FID\tIID\tage", sprintf("f\tp%d\t%s", seq_along(cells), cells))
  suppressMessages(read_phenotypes(file_of(lines), ...))$age
}

test_that("numbers are those of read.table, but for what Java or C add", {
  spellings <- c(
    c("1", "007", "1.5", ".5", "5.", "+3", "-3", "1e5", "1E+05", "1e-5", "1.e3", "-.5e2", "1e-400"),
    c(
      "e5",
      "+",
      "1D",
      "2F",
      "1d",
      "1L",
      "1_000",
      "1,5",
      "1 000",
      "--1",
      "1.2.3",
      "1%",
      "(1)",
      "TRUE"
    ),
    c("1D5", "1e5.5", "1e 5", "x", "2020-01-05", "12:30")
  )
  for (cell in spellings) {
    theirs <- utils::read.table(text = cell, sep = "\t", colClasses = NA, comment.char = "")[[1L]]
    ours <- tryCatch(column_of(cell), genontk_error_invalid_input = function(error) NA_character_)
    expect_identical(is.numeric(theirs), is.numeric(ours), label = cell)
    if (is.numeric(theirs)) {
      expect_identical(as.double(theirs), ours, label = cell)
    }
  }
  # R reads these as numbers: hexadecimal, infinite, without the digits of an exponent, or complex.
  for (cell in c("0x1p3", "0x1F", "Inf", "Infinity", "1e999", "1e", "1e+", "1i")) {
    expect_true(is.factor(column_of(cell)), label = cell)
  }
})

test_that("usual spellings of missing leave a column numeric", {
  for (missing in c("#N/A", "-", "NULL", "?", "na", "n/a", ".", "", "NaN", "-9", "None")) {
    expect_equal(column_of(c("1.5", missing, "3")), c(1.5, NA, 3), label = missing)
  }
})

test_that("a word among numbers is an error that says how to declare it missing", {
  cells <- c(30:50, "unknown", 51:60)
  error <- expect_error(column_of(cells), class = invalid)
  for (part in c("pheno.txt", "line 23", "'age'", "'unknown'", "na = 'unknown'")) {
    expect_match(conditionMessage(error), part, fixed = TRUE)
  }
  expect_equal(column_of(cells, na = "unknown"), c(30:50, NA, 51:60))
  expect_equal(levels(column_of(c(1, 2, 1), categorical = "age")), c("1", "2"))
  expect_equal(column_of(c(1, -99, 100000), na = c(-99, 1e5)), c(1, NA, NA))
  expect_error(column_of(cells, na = list()), class = invalid)
  expect_error(column_of("1", categorical = "site"), class = invalid)
  expect_message(
    read_phenotypes(file_of(c("FID IID z", sprintf("f p%d city%d", 1:30, 1:30)))),
    "30 different words"
  )
})

test_that("tables that R writes are read", {
  table <- data.frame(
    FID = "f",
    IID = c("007", "008"),
    y = c(1.5, NA),
    site = c("New York", "Oslo")
  )
  file <- tempfile(fileext = ".txt")
  read_back <- function() read_phenotypes(file)
  for (separator in c(" ", "\t", ",", ";")) {
    write.table(table, file, sep = separator, row.names = FALSE)
    expect_equal(read_back()$y, table$y)
    expect_equal(as.character(read_back()$site), table$site)
  }
  write.csv(table, file)
  expect_equal(names(read_back()), names(table))
  compressed <- gzfile(paste0(file, ".gz"), "w")
  write.table(table, compressed, row.names = FALSE)
  close(compressed)
  expect_equal(row.names(read_phenotypes(paste0(file, ".gz"))), table$IID)
  write.table(table, file)
  expect_error(read_back(), "row.names = FALSE", class = invalid)
  write.csv2(transform(table, y = 1.5), file, row.names = FALSE)
  expect_error(read_back(), "decimal point", class = invalid)
})

test_that("a header without IID is refused and never a person", {
  for (lines in list(c("person height", "a 1.5", "b 2"), c("sample_id,height", "a,1.5", "b,2"))) {
    expect_error(read_phenotypes(file_of(lines)), "FID IID height", class = invalid)
  }
  expect_equal(row.names(read_phenotypes(file_of(c("height iid", "1.5 a", "2 b")))), c("a", "b"))
})

test_that("a .fam may have further phenotypes, a header, and cases and controls", {
  fam <- file_of(sprintf("f p%d 0 0 1 %d %d.5", 1:4, c(1, 2, 0, -9), 1:4), "x.fam")
  expect_message(table <- read_phenotypes(fam), "0 is missing")
  expect_equal(table$phenotype, c(1, 2, NA, NA))
  expect_equal(table$phenotype1, 1:4 + 0.5)
  writeLines(c("#FID IID PAT MAT SEX PHENO1", sprintf("f p%d 0 0 1 %d", 1:2, 1:2)), fam)
  expect_equal(read_phenotypes(fam)$PHENO1, c(1, 2))
})

test_that("a trait of 1 and 2 is that of cases where two classes are meant", {
  set.seed(5)
  genotypes <- matrix(rbinom(60 * 20, 2, 0.4), 60)
  cases <- rbinom(60, 1, 0.5)
  expected <- ntk_lmm(cases, genotypes, prevalence = 0.1)
  coded <- ntk_lmm(cases + 1, genotypes, prevalence = 0.1)
  expect_match(coded$messages, "1 and 2", all = FALSE)
  expect_equal(coded$heritability_liability, expected$heritability_liability)
  expect_equal(coded$fitted, expected$fitted)
  expect_equal(coded$residuals, expected$residuals)
})

test_that("numbers that a data frame holds as text are refused", {
  sim <- simulated()
  fit <- function(age, formula = trait ~ age) {
    sim$pheno$age <- age
    ntk_lmm(formula, sim$genotypes, sim$pheno, id = "id", kernel = "additive")
  }
  ages <- as.character(21:80)
  for (word in c("#N/A", "unknown", "31,5")) {
    expect_error(
      fit(replace(ages, 7, word)),
      paste0("'age', which is text.*'", word),
      class = invalid
    )
  }
  expect_error(fit(ages), "Make it numeric, or a category", class = invalid)
  expect_equal(nrow(fit(as.character(rep(1:3, 20)))$fixed_effects), 3)
  expect_equal(nrow(fit(factor(rep(1:25, length.out = 60)))$fixed_effects), 25)
})
