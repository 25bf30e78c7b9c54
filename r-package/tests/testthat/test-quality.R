skip_without_jars()

sim <- simulated()
genotypes <- sim$genotypes
genotypes[2, 3] <- NA
bed <- write_bed(genotypes, tempfile(fileext = ".bed"))
invalid <- "genontk_error_invalid_input"

test_that("a selection has the chosen rows and columns", {
  some <- read_genotypes(bed, people = c("p005", "p001"), snps = c("rs4", "rs2"))
  expect_equal(as.matrix(some), genotypes[c(5, 1), c(4, 2)])
  expect_equal(as.matrix(read_genotypes(bed, snps = "1:3-5")), genotypes[, 3:5])
  expect_equal(
    as.matrix(read_genotypes(bed, people = genotypes[, 1] == 2)),
    genotypes[genotypes[, 1] == 2, ]
  )
  expect_error(read_genotypes(bed, people = "nobody"), class = invalid)
  by_handle <- ntk_lmm(
    trait ~ age,
    some_snps <- read_genotypes(bed, snps = 1:8),
    sim$pheno,
    id = "id"
  )
  by_argument <- ntk_lmm(trait ~ age, bed, sim$pheno, id = "id", snps = 1:8)
  expect_equal(by_handle$fitted, by_argument$fitted)
  expect_equal(ntk_kernel(bed, snps = 1:8), ntk_kernel(some_snps))
})

test_that("a summary counts as the matrix does", {
  summary <- summary(read_genotypes(bed))
  expect_equal(summary$snps$frequency, unname(colMeans(genotypes, na.rm = TRUE)) / 2)
  expect_equal(summary$snps$missing, unname(colMeans(is.na(genotypes))))
  expect_equal(summary$people$missing, unname(rowMeans(is.na(genotypes))))
  expect_output(print(summary), "60 people")
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  expect_identical(plot(summary), summary)
})

test_that("dropped people and SNPs are in a table with the reason", {
  odd <- genotypes
  odd[, 5] <- 1
  odd[1, 5] <- 2
  odd[7, 1:10] <- NA
  fit <- ntk_lmm(sim$y, odd, hwe = 0.001, max_missing_person = 0.3)
  expect_equal(fit$dropped$id, c("p007", "rs5"))
  expect_match(fit$dropped$reason, "max_missing_person|Hardy-Weinberg")
  expect_output(print(summary(fit)), "Hardy-Weinberg")
})

test_that("duplicates are dropped on request, and mid p values are smaller", {
  twice <- write_bed(genotypes, tempfile(fileext = ".bed"))
  bim <- sub("bed$", "bim", twice)
  snps <- read.table(bim)
  snps[2, c(1, 4)] <- snps[1, c(1, 4)]
  write.table(snps, bim, quote = FALSE, row.names = FALSE, col.names = FALSE)
  expect_false("rs2" %in% ntk_lmm(sim$y, twice)$dropped$id)
  expect_equal(ntk_lmm(sim$y, twice, duplicates = "drop")$dropped$id, "rs2")
  exact <- summary(read_genotypes(bed))$snps$hwe
  mid <- summary(read_genotypes(bed), midp = TRUE)$snps$hwe
  expect_true(all(mid < exact))
})

test_that("phenotype files keep leading zeros and have categories", {
  file <- tempfile(fileext = ".txt")
  writeLines(c("#FID IID y site", "a 007 1.5 Rome", "b 008 -9 Oslo"), file)
  table <- read_phenotypes(file)
  expect_equal(row.names(table), c("007", "008"))
  expect_equal(table$y, c(1.5, NA))
  expect_equal(levels(table$site), c("Oslo", "Rome"))
  expect_error(read_phenotypes(tempfile()), class = invalid)
})

test_that("a fit joins a phenotype file to genotypes by ID", {
  file <- tempfile(fileext = ".txt")
  ids <- rev(rownames(genotypes))
  writeLines(c("FID IID trait", paste(ids, ids, sprintf("%.17g", sim$y[ids]))), file)
  by_file <- ntk_lmm(trait ~ 1, bed, read_phenotypes(file))
  expect_equal(by_file$fitted[rownames(genotypes)], ntk_lmm(sim$y, bed)$fitted, tolerance = 1e-8)
})

test_that("a relationship matrix is read as it was written", {
  relationship <- ntk_kernel(bed, kernel = "additive")
  path <- write_grm(relationship, tempfile(fileext = ".grm.bin"), n_snps = 20)
  expect_equal(read_grm(path), relationship, tolerance = 1e-6)
  expect_error(read_grm(bed), class = invalid)
})

test_that("a relationship matrix without row names is written with the IDs given", {
  relationship <- unname(ntk_kernel(bed, kernel = "additive"))
  path <- tempfile(fileext = ".grm.bin")
  expect_error(write_grm(relationship, path, n_snps = 20), class = invalid)
  expect_error(write_grm(relationship, path, 20, ids = "p001"), class = invalid)
  write_grm(relationship, path, n_snps = 20, ids = rownames(genotypes))
  expect_equal(unname(read_grm(path)), relationship, tolerance = 1e-6)
  expect_equal(rownames(read_grm(path)), rownames(genotypes))
})

test_that("files of bigsnpr are read in place", {
  stem <- tempfile()
  codes <- rep(NA_real_, 256)
  codes[1:3] <- 0:2
  fbm <- methods::setRefClass(
    "FBM.code256",
    fields = list(
      nrow = "numeric",
      ncol = "numeric",
      backingfile = "character",
      code256 = "numeric"
    ),
    where = environment()
  )
  bytes <- ifelse(is.na(genotypes), 3L, genotypes)
  writeBin(as.raw(bytes), paste0(stem, ".bk"))
  object <- structure(
    list(
      genotypes = fbm$new(nrow = 60, ncol = 20, backingfile = paste0(stem, ".bk"), code256 = codes),
      fam = data.frame(family.ID = "f", sample.ID = rownames(genotypes)),
      map = data.frame(
        chromosome = 1L,
        marker.ID = colnames(genotypes),
        genetic.dist = 0,
        physical.pos = seq_len(20),
        allele1 = "A",
        allele2 = "G"
      )
    ),
    class = "bigSNP"
  )
  saveRDS(object, paste0(stem, ".rds"))
  handle <- read_genotypes(paste0(stem, ".rds"))
  expect_equal(as.matrix(handle), genotypes)
  expect_equal(ntk_kernel(paste0(stem, ".bk")), ntk_kernel(bed), tolerance = 1e-12)
})
