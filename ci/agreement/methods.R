# Compares methods as an R user would, and writes compare-r.json: methods.R CASE.
library(genontk)

case <- commandArgs(trailingOnly = TRUE)[1]
data <- read.csv(file.path(case, "data.csv"))
genotypes <- as.matrix(read.csv(file.path(case, "genotypes.csv"), row.names = 1))
compared <- compare_methods(y ~ age, genotypes, data = data, id = "id", splits = 3, seed = 4)
scores <- unname(as.matrix(compared$scores[c("correlation", "squared_error")]))
jsonlite::write_json(t(scores), file.path(case, "compare-r.json"), digits = I(17))
