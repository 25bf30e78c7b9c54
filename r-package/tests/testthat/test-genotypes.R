skip_without_jars()

sim <- simulated()
with_missing <- sim$genotypes
with_missing[2, 3] <- NA
bed <- write_bed(with_missing, tempfile(fileext = ".bed"))

test_that("a handle lists people and SNPs and gives the genotypes", {
  handle <- read_genotypes(bed)
  expect_s3_class(handle, "genontk_genotypes")
  expect_equal(dim(handle), dim(with_missing))
  expect_equal(dimnames(handle), dimnames(with_missing))
  expect_equal(as.matrix(handle), with_missing)
  expect_equal(handle$snps$allele1, rep("A", 20))
  expect_output(print(handle), "60 people at 20 SNPs")
})

test_that("a path, a handle and a matrix give the same fit", {
  by_matrix <- ntk_lmm(trait ~ age, with_missing, data = sim$pheno, id = "id")
  by_path <- ntk_lmm(trait ~ age, bed, data = sim$pheno, id = "id")
  by_handle <- ntk_lmm(trait ~ age, read_genotypes(bed), data = sim$pheno, id = "id")
  expect_equal(by_path$fitted, by_matrix$fitted, tolerance = 1e-10)
  expect_equal(by_handle$fitted, by_path$fitted)
})

test_that("a relative path starts at R's working directory, even after a change of it", {
  before <- setwd(dirname(bed))
  on.exit(setwd(before))
  expect_equal(read_genotypes(basename(bed))$n_people, 60)
})

test_that("a path with a space and an accent is found", {
  folder <- file.path(tempfile(), "l\u00e9 lab")
  dir.create(folder, recursive = TRUE)
  expect_equal(read_genotypes(write_bed(sim$genotypes, file.path(folder, "x.bed")))$n_snps, 20)
})

test_that("a missing, a truncated or an orphaned file is invalid input", {
  invalid <- "genontk_error_invalid_input"
  expect_error(read_genotypes(tempfile(fileext = ".bed")), class = invalid)
  expect_error(read_genotypes(1), class = invalid)
  short <- tempfile(fileext = ".bed")
  write_bed(sim$genotypes, short)
  writeBin(readBin(short, "raw", 100), short)
  expect_error(read_genotypes(short), class = invalid)
  orphan <- tempfile(fileext = ".bed")
  write_bed(sim$genotypes, orphan)
  unlink(sub("bed$", "fam", orphan))
  expect_error(read_genotypes(orphan), class = invalid)
})

test_that("a file of real genotypes gives the fit of its matrix", {
  folder <- file.path(shared_data(), "apple")
  skip_if_not(dir.exists(folder), "the real data are not here")
  handle <- read_genotypes(file.path(folder, "apple.bed"))
  values <- as.matrix(handle)
  expect_equal(dim(values), dim(handle))
  pheno <- read.csv(file.path(folder, "pheno.csv"))
  by_path <- ntk_krr(WT_HB ~ 1, handle, data = pheno, id = "INDIV")
  by_matrix <- ntk_krr(WT_HB ~ 1, values, data = pheno, id = "INDIV")
  expect_equal(by_path$path, by_matrix$path, tolerance = 1e-10)
  expect_equal(by_path$fitted, by_matrix$fitted, tolerance = 1e-10)
})
