# Writes the data of this example as CSV files, which R and Python both read: Rscript data.R FOLDER
#
# `multitrait` of the R package qtl: 162 recombinant inbred lines of Arabidopsis (Ler x Cvi), 117
# markers on 5 chromosomes, 24 metabolites of 158 lines (Keurentjes et al. 2006, Nat Genet 38:842).
folder <- commandArgs(trailingOnly = TRUE)[1]
dir.create(folder, showWarnings = FALSE, recursive = TRUE)
data(multitrait, package = "qtl")
lines <- sprintf("RIL%03d", seq_len(qtl::nind(multitrait)))

write_table <- function(x, name) {
  write.csv(
    data.frame(line = rownames(x), x, check.names = FALSE),
    file.path(folder, name),
    row.names = FALSE,
    quote = FALSE
  )
}

# Copies of allele B: 0 or 2, inbred lines have no 1; NA where the marker is unknown.
genotypes <- 2 * (qtl::pull.geno(multitrait) - 1)
rownames(genotypes) <- lines
write_table(genotypes, "genotypes.csv")

traits <- as.matrix(multitrait$pheno)
dimnames(traits) <- list(lines, gsub(".", "-", sub("^X", "", colnames(traits)), fixed = TRUE))
traits <- traits[complete.cases(traits), ]
write_table(traits, "traits.csv")

# Ten random splits: 1 marks the fifth of the lines that is held out.
set.seed(1)
held_out <- round(nrow(traits) / 5)
splits <- replicate(10, sample(rep(0:1, c(nrow(traits) - held_out, held_out))))
dimnames(splits) <- list(rownames(traits), paste0("split", 1:10))
write_table(splits, "splits.csv")
