# Where does the NTK predict better than GBLUP on real data? Four methods on the same splits.
#
#   Rscript run.R [--splits 20] [--data FOLDER] [--apple FOLDER] [--output FOLDER]
#
# 24 metabolites of 158 inbred Arabidopsis lines (qtl's multitrait), as ../multitrait/data.R writes
# them to --data, by default ../multitrait/output; and where apple.bed and pheno.csv are in --apple,
# by default ../shared/data/apple beside the checkout, 239 apple trees (Kumar et al. 2015). Prints
# the mean correlation in held-out fifths and the paired differences from GBLUP; those of each trait
# go to real-data-r.csv in --output. run.py takes the same arguments and prints the same.
library(genontk)

methods <- list(
  "GBLUP" = "LMM",
  "NTK" = "NTK-LMM",
  "split" = "split LMM",
  "Gaussian" = list(fit = "ntk_lmm", kernel = "gaussian")
)

# Rounding of correlations: if its second part is zero, the split is GBLUP.
rounding <- 1e-9

read_table <- function(...) as.matrix(read.csv(file.path(...), row.names = 1, check.names = FALSE))

# Twelve traits of the fruit of the trees that have all: six at each of two sites.
fruit <- function(folder) {
  pheno <- read.csv(file.path(folder, "pheno.csv"), row.names = "INDIV")
  as.matrix(na.omit(pheno[grep("_(HB|MOT)$", names(pheno))]))
}

# Prints a table; gives one row per trait and method.
compare <- function(name, genotypes, traits, splits) {
  compared <- lapply(colnames(traits), function(trait) {
    compare_methods(traits[, trait], genotypes, methods = methods, splits = splits)
  })
  names(compared) <- colnames(traits)
  scores <- do.call(rbind, Map(\(each, trait) cbind(trait, each$scores), compared, names(compared)))
  # One matrix per method, splits in rows and traits in columns.
  r <- lapply(split(scores, scores$method), function(own) {
    tapply(own$correlation, own[c("split", "trait")], mean)
  })
  gain <- lapply(r, \(own) own - r$GBLUP)
  held <- mean(compared[[1]]$splits)
  # All traits share their splits, and splits share people (Nadeau and Bengio 2003).
  share <- 1 / splits + held / (1 - held)
  error <- vapply(gain, \(own) sd(rowMeans(own)) * sqrt(share), 0)

  cat(sprintf("\n%s: %d people, ", name, compared[[1]]$n_people))
  cat(sprintf("%d SNPs, %d traits, ", compared[[1]]$n_snps, ncol(traits)))
  cat(sprintf("%d splits\n", splits))
  header <- c("", "r", "gain", "SE", "better", "largest gain and loss of a trait\n")
  cat(do.call(sprintf, as.list(c("%-9s%6s%8s%7s%10s   %s", header))))
  for (method in names(methods)) {
    cat(sprintf("%-9s%6.3f", method, mean(r[[method]])))
    if (method != "GBLUP") {
      own <- colMeans(gain[[method]])
      better <- sprintf("%d of %d", sum(own > rounding), length(own))
      ends <- own[c(which.max(own), which.min(own))]
      cat(sprintf("%+8.3f%7.3f%10s", mean(own), error[method], better))
      cat("  ", paste(sprintf("%+.3f %s", ends, names(ends)), collapse = ", "))
    }
    cat("\n")
  }
  do.call(rbind, Map(\(each, trait) cbind(trait, each$table), compared, names(compared)))
}

here <- normalizePath(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))))
typed <- commandArgs(trailingOnly = TRUE)
given <- modifyList(
  list(
    splits = "20",
    data = file.path(dirname(here), "multitrait", "output"),
    apple = file.path(dirname(dirname(dirname(here))), "shared", "data", "apple"),
    output = file.path(here, "output")
  ),
  setNames(as.list(typed[c(FALSE, TRUE)]), sub("--", "", typed[c(TRUE, FALSE)]))
)
splits <- as.integer(given$splits)
lines <- read_table(given$data, "genotypes.csv")
tables <- list(
  multitrait = compare("multitrait", lines, read_table(given$data, "traits.csv"), splits)
)
bed <- file.path(given$apple, "apple.bed")
if (file.exists(bed)) {
  tables$apple <- compare("apple", bed, fruit(given$apple), splits)
} else {
  cat(sprintf("\nThe apple is left out: %s does not hold it.\n", given$apple))
}
tables <- do.call(rbind, Map(\(table, data) cbind(data, table), tables, names(tables)))
dir.create(given$output, showWarnings = FALSE, recursive = TRUE)
write.csv(tables, file.path(given$output, "real-data-r.csv"), row.names = FALSE)
