# Simulates as an R user would, and writes r.json: simulate.R FOLDER.
library(genontk)

folder <- commandArgs(trailingOnly = TRUE)[1]
people <- simulate_genotypes(120, 30, seed = 7)
y <- simulate_trait(people, "ricker", sd_a = 2, interaction = "pairwise", seed = 9)
numbers <- list(
  "simulated genotypes" = as.vector(people),
  "simulated trait" = as.vector(y),
  "genetic value" = as.vector(attr(y, "genetic_value"))
)
jsonlite::write_json(numbers, file.path(folder, "r.json"), digits = I(17))
