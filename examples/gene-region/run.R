# How well does one gene region predict a quantitative outcome? The shape of the paper's real study.
#
#   Rscript run.R FOLDER [SPLITS]
#
# FOLDER holds the region and the people: region.bed with its .bim and .fam, and pheno.csv with the
# columns id, sex, ethnicity, education and outcome. What is not there is simulated: 697 people, 738
# SNPs. The splits, 100 unless told otherwise, are kept in splits.csv: run.py uses the same.
library(genontk)

least_frequency <- 0.01
least_hwe_p <- 1e-6
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
n_splits <- if (length(arguments) > 1) as.integer(arguments[2]) else 100L
dir.create(folder, showWarnings = FALSE, recursive = TRUE)
within_folder <- function(name) file.path(folder, name)

genotypes_of <- function() {
  if (file.exists(within_folder("region.bed"))) {
    return(as.matrix(read_genotypes(within_folder("region.bed"))))
  }
  as.matrix(read.csv(within_folder("genotypes.csv"), row.names = "id", check.names = FALSE))
}

if (!file.exists(within_folder("region.bed")) && !file.exists(within_folder("genotypes.csv"))) {
  simulated <- simulate_genotypes(697, 738, seed = 1, maf = 0.01)
  simulated <- data.frame(id = rownames(simulated), simulated, check.names = FALSE)
  write.csv(simulated, within_folder("genotypes.csv"), row.names = FALSE, quote = FALSE)
}
if (!file.exists(within_folder("pheno.csv"))) {
  genotypes <- genotypes_of()
  n <- nrow(genotypes)
  set.seed(1)
  made_up <- data.frame(
    id = rownames(genotypes),
    sex = sample(c("F", "M"), n, replace = TRUE),
    ethnicity = sample(c("A", "B"), n, replace = TRUE, prob = c(0.9, 0.1)),
    education = sample(8:20, n, replace = TRUE)
  )
  y <- as.vector(simulate_trait(genotypes, "ricker", h2 = 0.2, seed = 1))
  made_up$outcome <- y + 0.3 * (made_up$sex == "M") + 0.05 * made_up$education
  write.csv(made_up, within_folder("pheno.csv"), row.names = FALSE, quote = FALSE)
}

pheno <- read.csv(within_folder("pheno.csv"), colClasses = c(id = "character"))
pheno <- pheno[complete.cases(pheno), ]
genotypes <- genotypes_of()
pheno <- pheno[pheno$id %in% rownames(genotypes), ]
genotypes <- genotypes[pheno$id, ]

# Common SNPs, as frequent in heterozygotes as chance mates them.
passes <- apply(genotypes, 2, function(copies) {
  f <- mean(copies, na.rm = TRUE) / 2
  expected <- sum(!is.na(copies)) * c((1 - f)^2, 2 * f * (1 - f), f^2)
  found <- tabulate(match(copies, 0:2), 3)
  statistic <- sum((found - expected)^2 / ifelse(expected > 0, expected, 1))
  min(f, 1 - f) >= least_frequency && pchisq(statistic, 1, lower.tail = FALSE) >= least_hwe_p
})
genotypes <- genotypes[, passes]
cat(sprintf(
  "%d people, %d SNPs; %d left out by frequency or HWE\n",
  nrow(genotypes),
  ncol(genotypes),
  sum(!passes)
))

fit <- ntk_lmm(outcome ~ sex + ethnicity + education, genotypes, data = pheno, id = "id")
print(fit$heritability, digits = 3)

outcome <- residuals(lm(outcome ~ sex + ethnicity + education, data = pheno))
names(outcome) <- pheno$id

if (!file.exists(within_folder("splits.csv"))) {
  set.seed(1)
  held <- seq_along(outcome) <= round(length(outcome) / 5)
  splits <- replicate(n_splits, as.integer(sample(held)))
  colnames(splits) <- paste0("split", seq_len(n_splits))
  splits <- data.frame(id = pheno$id, splits)
  write.csv(splits, within_folder("splits.csv"), row.names = FALSE, quote = FALSE)
}
splits <- as.matrix(read.csv(within_folder("splits.csv"), row.names = "id"))
splits <- splits[pheno$id, seq_len(n_splits), drop = FALSE] == 1

methods <- list(
  "LMM" = function(y, people) ntk_lmm(y, people, kernel = "additive"),
  "NTK-LMM" = function(y, people) ntk_lmm(y, people, kernel = "ntk"),
  "split" = function(y, people) ntk_lmm(y, people),
  "NTK-KRR" = function(y, people) ntk_krr(y, people)
)
runs <- expand.grid(
  split = colnames(splits),
  method = names(methods),
  stringsAsFactors = FALSE
)
runs$r <- mapply(
  function(method, split) {
    test <- splits[, split]
    fit <- methods[[method]](outcome[!test], genotypes)
    cor(predict(fit, genotypes[test, ]), outcome[test])
  },
  runs$method,
  runs$split
)
write.csv(runs, within_folder("accuracy-r.csv"), row.names = FALSE)

r <- tapply(runs$r, runs[c("split", "method")], mean)[, names(methods), drop = FALSE]
gain <- r - r[, "LMM"]
# Splits share people (Nadeau and Bengio 2003).
share <- 1 / n_splits + sum(splits) / sum(!splits)
print(round(
  data.frame(
    "median r" = apply(r, 2, median),
    "mean r" = colMeans(r),
    "gain over LMM" = colMeans(gain),
    "SE" = apply(gain, 2, sd) * sqrt(share),
    check.names = FALSE
  ),
  3
))
