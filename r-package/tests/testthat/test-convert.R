# Files that plink2 converts, by the command that the messages give.

skip_without_jars()

sim <- simulated()
genotypes <- sim$genotypes
genotypes[2, 3] <- NA
bed <- write_bed(genotypes, tempfile(fileext = ".bed"))
invalid <- "genontk_error_invalid_input"

skip_without_plink2 <- function() skip_if_not(nzchar(Sys.which("plink2")), "plink2 is not here")

plink2 <- function(...) system2("plink2", shQuote(c(...)), stdout = FALSE, stderr = FALSE)

# Copies of allele A, whichever allele the file counts.
copies_of <- function(handle) {
  copies <- as.matrix(handle)[, colnames(genotypes)]
  other <- handle$snps$allele1[match(colnames(copies), handle$snps$id)] != "A"
  copies[, other] <- 2 - copies[, other]
  # In a VCF of plink2 an ID is FID_IID.
  rownames(copies) <- sub("_.*", "", rownames(copies))
  copies
}

test_that("a VCF is refused with the command", {
  expect_error(
    read_genotypes(tempfile(fileext = ".vcf")),
    "plink2 --vcf .*--make-bed",
    class = invalid
  )
})

test_that("the command of a refusal makes a .bed of the same genotypes", {
  skip_without_plink2()
  folder <- file.path(tempfile(), "our lab's files")
  dir.create(folder, recursive = TRUE)
  before <- setwd(folder)
  on.exit(setwd(before))
  forms <- list(
    c(".bed", "--export", "ind-major-bed"),
    c(".vcf", "--export", "vcf"),
    c(".vcf.gz", "--export", "vcf", "bgz"),
    c(".bcf", "--export", "bcf"),
    c(".bgen", "--export", "bgen-1.2", "bits=8"),
    c(".pgen", "--make-pgen"),
    c(".pgen", "--make-pgen", "vzs")
  )
  for (form in forms) {
    unlink(dir())
    plink2("--bfile", sub("[.]bed$", "", bed), form[-1], "--out", file.path(folder, "study"))
    refusal <- expect_error(read_genotypes(paste0("study", form[1])), class = invalid)
    text <- conditionMessage(refusal)
    system(regmatches(text, regexpr("plink2 .*--out NAME", text)), ignore.stdout = TRUE)
    expect_equal(copies_of(read_genotypes("NAME.bed")), genotypes, info = form[1])
  }
})

test_that("a VCF is converted on request, once", {
  skip_without_plink2()
  vcf <- tempfile(fileext = ".vcf")
  old <- Sys.getenv("R_USER_CACHE_DIR", NA)
  Sys.setenv(R_USER_CACHE_DIR = tempfile())
  on.exit(if (is.na(old)) Sys.unsetenv("R_USER_CACHE_DIR") else Sys.setenv(R_USER_CACHE_DIR = old))
  plink2("--bfile", sub("[.]bed$", "", bed), "--export", "vcf", "--out", sub("[.]vcf$", "", vcf))
  expect_message(read_genotypes(vcf, convert = TRUE), "has converted")
  expect_no_message(handle <- read_genotypes(vcf, convert = TRUE))
  expect_equal(copies_of(handle), genotypes)
})
