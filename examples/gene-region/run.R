# How well does one gene region predict an outcome? The shape of the paper's real study.
#
#   Rscript run.R                            # 697 simulated people with 738 common SNPs
#   Rscript run.R --bed cohort.bed --snps 19:44900000-45000000 --pheno ADNIMERGE.csv --id PTID \
#     --rows "VISCODE == 'bl'" --outcomes Entorhinal,Hippocampus \
#     --covariates PTGENDER,PTETHCAT,PTEDUCAT
#   Rscript run.R --bed study.bed --pheno pheno.txt,covariates.txt --outcomes Y1 --covariates V1
#
# SNPs are filtered by frequency and Hardy-Weinberg equilibrium. Each outcome is adjusted for the
# covariates by least squares. The methods predict it over random splits into 80 % training and
# 20 % test people. A .csv has one row per person, with the ID of the .fam in the column --id. Other
# files are as PLINK has them: FID, IID and columns. Writes accuracy-r.csv to the folder --output.
# run.py takes the same arguments and prints the same.
library(genontk)

least_maf <- 0.01
least_hwe_p <- 1e-6
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
typed <- commandArgs(trailingOnly = TRUE)
given <- modifyList(
  list(
    id = "id",
    outcomes = "outcome",
    covariates = "sex,ethnicity,education",
    methods = "LMM,NTK-LMM,split LMM,NTK-KRR",
    splits = "100",
    output = file.path(dirname(script), "output")
  ),
  setNames(as.list(typed[c(FALSE, TRUE)]), sub("--", "", typed[c(TRUE, FALSE)]))
)
words <- function(list) strsplit(list, ",", fixed = TRUE)[[1]]
if (is.null(given$bed) != is.null(given$pheno)) {
  stop("--bed and --pheno belong together")
}

# People as the paper's study had them; the same in Python, as Java draws all that is random.
made_up <- function() {
  genotypes <- simulate_genotypes(697, 769, seed = 1, maf = 0.005)
  # Nearly normal, of standard deviation 10.
  deviates <- function(seed) as.vector(simulate_trait(genotypes, h2 = 0.01, seed = seed))
  data <- data.frame(
    sex = ifelse(deviates(2) > 0, "M", "F"),
    ethnicity = ifelse(deviates(3) > 13, "B", "A"),
    education = round(14 + 0.3 * deviates(4)),
    row.names = rownames(genotypes)
  )
  y <- as.vector(simulate_trait(genotypes, "ricker", h2 = 0.2, seed = 1))
  data$outcome <- y + 0.3 * (data$sex == "M") + 0.05 * data$education
  list(genotypes = genotypes, data = data)
}

# Genotypes, and the rows of the people.
read_files <- function() {
  genotypes <- read_genotypes(given$bed, snps = given$snps)
  if (!endsWith(given$pheno, ".csv")) {
    return(list(genotypes = genotypes, data = read_phenotypes(words(given$pheno))))
  }
  data <- read.csv(given$pheno, colClasses = setNames("character", given$id))
  if (!is.null(given$rows)) {
    data <- data[which(eval(str2lang(given$rows), data)), ]
  }
  if (anyDuplicated(data[[given$id]]) > 0) {
    stop("Somebody has several rows: say by --rows which of them is meant.")
  }
  row.names(data) <- data[[given$id]]
  list(genotypes = genotypes, data = data)
}

# Prints the heritability and how well each method predicts; gives the scores.
study <- function(outcome, genotypes, data) {
  covariates <- words(given$covariates)
  data <- na.omit(data[c(outcome, covariates)])
  formula <- reformulate(covariates, outcome)
  fit <- ntk_lmm(formula, genotypes, data = data, maf = least_maf, hwe = least_hwe_p)
  adjusted <- residuals(lm(formula, data[unique(fit$random_effects$id), ]))
  compared <- compare_methods(
    adjusted,
    genotypes,
    methods = words(given$methods),
    splits = as.integer(given$splits),
    maf = least_maf,
    hwe = least_hwe_p
  )
  cat(sprintf("\n%s: %d people, %d SNPs that pass\n", outcome, fit$n_people, fit$n_snps))
  shares <- fit$heritability
  cat("heritability (SE):")
  cat(sprintf(" %s %.3f (%.3f)", shares$component, shares$estimate, shares$std_error), sep = "")
  cat(sprintf("\n%12smedian r  mean r  gain over %s (SE)\n", "", compared$reference))
  median_r <- tapply(compared$scores$correlation, compared$scores$method, median, na.rm = TRUE)
  for (i in seq_len(nrow(compared$table))) {
    row <- compared$table[i, ]
    cat(sprintf("%-12s%8.3f%8.3f", row$method, median_r[row$method], row$correlation))
    if (row$method != compared$reference) {
      cat(sprintf("  %+.3f (%.3f)", row$difference, row$difference_std_error))
    }
    cat("\n")
  }
  cbind(compared$scores, outcome)
}

people <- if (is.null(given$bed)) made_up() else read_files()
scores <- lapply(words(given$outcomes), study, people$genotypes, people$data)
dir.create(given$output, showWarnings = FALSE, recursive = TRUE)
write.csv(do.call(rbind, scores), file.path(given$output, "accuracy-r.csv"), row.names = FALSE)
