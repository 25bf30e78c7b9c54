# Predicts by the models that R and Python saved, and writes r-of-python.json and r-of-r.json:
# model.R FOLDER.
library(genontk)

for (case in list.dirs(commandArgs(trailingOnly = TRUE)[1], recursive = FALSE)) {
  genotypes <- jsonlite::fromJSON(file.path(case, "fit.json"))$genotypes$bed
  if (is.null(genotypes)) {
    genotypes <- as.matrix(read.csv(file.path(case, "genotypes.csv"), row.names = 1))
  }
  data <- read.csv(file.path(case, "data.csv"))
  for (made in c("r", "python")) {
    model <- load_model(file.path(case, paste0(made, ".genontk")))
    people <- data[!duplicated(data$id), ]
    prediction <- predict(model, genotypes, data = people, interval = "prediction")
    jsonlite::write_json(
      as.numeric(unlist(prediction, use.names = FALSE)),
      file.path(case, paste0("r-of-", made, ".json")),
      digits = I(17),
      na = "null"
    )
  }
}
