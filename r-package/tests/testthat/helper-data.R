# Simulated people: genotypes 0, 1, 2 with IDs, and a trait that is not additive.
simulated <- function(n = 60, p = 20, seed = 1) {
  set.seed(seed)
  ids <- sprintf("p%03d", seq_len(n))
  genotypes <- matrix(
    rbinom(n * p, 2, 0.4),
    n,
    p,
    dimnames = list(ids, sprintf("rs%d", seq_len(p)))
  )
  genetic <- drop(genotypes[, 1:5] %*% c(1, -1, 0.5, 0.5, 1))
  age <- runif(n, 20, 70)
  sex <- factor(sample(c("f", "m"), n, replace = TRUE))
  trait <- cosh(as.vector(scale(genetic))) + 0.03 * age + (sex == "m") + rnorm(n)
  list(
    genotypes = genotypes,
    pheno = data.frame(id = ids, age = age, sex = sex, trait = trait),
    y = setNames(trait, ids)
  )
}

# Writes .bed, .bim and .fam in PLINK's format: two bits per genotype, SNP by SNP, counts of
# allele1.
write_bed <- function(genotypes, path) {
  code <- c(3L, 2L, 0L)[genotypes + 1L]
  code[is.na(code)] <- 1L
  code <- matrix(code, nrow(genotypes))
  padded <- rbind(code, matrix(0L, -nrow(code) %% 4L, ncol(code)))
  bytes <- colSums(array(padded, c(4L, nrow(padded) / 4L, ncol(padded))) * c(1L, 4L, 16L, 64L))
  writeBin(as.raw(c(0x6c, 0x1b, 0x01, bytes)), path)
  table <- function(columns, extension) {
    file <- sub("[.]bed$", extension, path)
    write.table(columns, file, quote = FALSE, row.names = FALSE, col.names = FALSE, sep = "\t")
  }
  snps <- colnames(genotypes)
  people <- rownames(genotypes)
  table(data.frame(1L, snps, 0L, seq_along(snps), "A", "G"), ".bim")
  table(data.frame(people, people, 0L, 0L, 0L, -9L), ".fam")
  path
}

# The folder of real data next to a checkout, or "".
shared_data <- function() {
  folder <- Sys.getenv("GENONTK_SHARED_DATA")
  if (nzchar(folder)) {
    return(folder)
  }
  places <- file.path(strrep("../", 2:6), "shared", "data")
  c(places[dir.exists(places)], "")[1]
}

skip_without_jars <- function() {
  jars <- list.files(system.file("java", package = "genontk"), "[.]jar$")
  if (length(jars) == 0) {
    testthat::skip("the jars are not built")
  }
}

# Runs R code in a new process, with the library paths of this one.
in_new_process <- function(code) {
  script <- tempfile(fileext = ".R")
  writeLines(c(sprintf(".libPaths(%s)", deparse1(.libPaths())), code), script)
  suppressWarnings(system2(
    file.path(R.home("bin"), "Rscript"),
    script,
    stdout = TRUE,
    stderr = TRUE
  ))
}
