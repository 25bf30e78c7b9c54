# The locale C, where R and Java know no letters beyond ASCII by themselves.

invalid <- "genontk_error_invalid_input"

# A folder with letters, written as bytes: in the locale C R would not make another of it.
folder_with_letters <- function() {
  folder <- file.path(tempfile("locale"), "d\xc3\xb6r")
  dir.create(folder, recursive = TRUE)
  folder
}

in_locale_c <- function(code) {
  given <- Sys.getenv(c("LC_ALL", "LANG"), NA)
  before <- Sys.getlocale("LC_CTYPE")
  on.exit({
    do.call(Sys.setenv, as.list(given[!is.na(given)]))
    Sys.unsetenv(names(given)[is.na(given)])
    Sys.setlocale("LC_CTYPE", before)
  })
  Sys.setenv(LC_ALL = "C")
  Sys.setlocale("LC_CTYPE", "C")
  force(code)
}

test_that("files, folders and loaded levels may have letters in the locale C", {
  skip_on_os("windows")
  skip_on_cran()
  sim <- simulated()
  folder <- folder_with_letters()
  write_bed(sim$genotypes, file.path(folder, "n\xc3\xa9.bed"))
  cities <- rep(c("K\u00f6ln", "Z\u00fcrich", "Oslo"), 20)
  data <- data.frame(y = sim$y, city = cities, row.names = rownames(sim$genotypes))
  fit <- ntk_lmm(y ~ city, data = data, genotypes = sim$genotypes, kernel = "additive")
  save_model(fit, file.path(folder, "m\xc3\xb6del.genontk"))
  expected <- predict(fit, newdata = data, genotypes = sim$genotypes)
  code <- c(
    sprintf("setwd('%s')", folder),
    "library(genontk)",
    "stopifnot(dim(read_genotypes('n\xc3\xa9.bed')) == c(60, 20))",
    "model <- load_model('m\xc3\xb6del.genontk')",
    "cities <- rep(c('K\xc3\xb6ln', 'Z\xc3\xbcrich', 'Oslo'), 20)",
    "people <- read_genotypes('n\xc3\xa9.bed')$people",
    "new <- data.frame(city = cities, row.names = people)",
    "levels <- transform(new, city = factor(city))",
    "found <- predict(model, newdata = new, genotypes = 'n\xc3\xa9.bed')",
    "stopifnot(identical(found, predict(model, newdata = levels, genotypes = 'n\xc3\xa9.bed')))",
    "stopifnot(Sys.getlocale('LC_CTYPE') == 'C', Sys.getenv('LC_ALL') == 'C')",
    "cat(sprintf('%.12f', found), sep = '\\n')"
  )
  script <- tempfile(fileext = ".R")
  writeLines(code, script, useBytes = TRUE)
  said <- in_locale_c(in_new_process(sprintf("source('%s')", script)))
  expect_equal(as.numeric(said), unname(expected), tolerance = 1e-9)
})

test_that("in a session that turns to the locale C text stays text, and names stay bytes", {
  skip_on_os("windows")
  folder <- folder_with_letters()
  file <- file.path(folder, "t.txt")
  writeLines(c("IID city y", "\xc3\xa4 K\xc3\xb6ln 1"), file, useBytes = TRUE)
  read_phenotypes(file)
  found <- in_locale_c(list(
    read_phenotypes(file),
    as_utf8(c("K\xc3\xb6ln", NA, "\xff")),
    as_file_name("K\u00f6ln")
  ))
  expect_identical(row.names(found[[1L]]), "\u00e4")
  expect_identical(levels(found[[1L]]$city), "K\u00f6ln")
  expect_identical(Encoding(found[[2L]]), c("UTF-8", "unknown", "unknown"))
  expect_identical(Encoding(found[[3L]]), "unknown")
})

test_that("a file name that is no text is refused", {
  skip_on_os(c("windows", "mac"))
  expect_error(read_phenotypes("b\xe9.txt"), "UTF-8", class = invalid)
})
