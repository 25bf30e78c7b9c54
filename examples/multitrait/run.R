# How well do 117 markers predict 24 metabolites of Arabidopsis? The product LMM (GBLUP), the mixed
# model with the neural tangent kernel, the same with its additive part set free (the default), and
# ridge regression on the kernel, over ten random splits.
#
#   Rscript data.R output && Rscript run.R output
library(genontk)

folder <- commandArgs(trailingOnly = TRUE)[1]
read_table <- function(name) {
  as.matrix(read.csv(file.path(folder, name), row.names = 1, check.names = FALSE))
}
genotypes <- read_table("genotypes.csv")
traits <- read_table("traits.csv")
splits <- read_table("splits.csv") == 1

# One metabolite, all lines. Lines are joined by name, so y may hold fewer than the genotypes.
butenyl <- traits[, "3-Butenyl"]
print(ntk_lmm(butenyl, genotypes))

methods <- list(
  "LMM" = function(y) ntk_lmm(y, genotypes, kernel = "additive"),
  "NTK-LMM" = function(y) ntk_lmm(y, genotypes, kernel = "ntk"),
  "split" = function(y) ntk_lmm(y, genotypes, kernel = "additive+ntk"),
  "NTK-KRR" = function(y) ntk_krr(y, genotypes)
)

# Fits on four fifths of the lines and predicts the others.
accuracy <- function(method, metabolite, split) {
  y <- traits[, metabolite]
  test <- splits[, split]
  fit <- methods[[method]](y[!test])
  cor(predict(fit, genotypes[names(y)[test], ]), y[test])
}

results <- expand.grid(
  metabolite = colnames(traits),
  split = colnames(splits),
  method = names(methods),
  stringsAsFactors = FALSE
)
results$r <- mapply(accuracy, results$method, results$metabolite, results$split)
write.csv(results, file.path(folder, "accuracy-r.csv"), row.names = FALSE)

cat("\nMean correlation in held-out lines, 24 metabolites, ten splits:\n")
print(round(tapply(results$r, results$method, mean)[names(methods)], 3))
