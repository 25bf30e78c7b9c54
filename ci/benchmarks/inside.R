# genontk's core inside R, on R's own BLAS, answers as java/bench does:
# inside.R JARS THREADS FOLDER.
arguments <- commandArgs(trailingOnly = TRUE)
jars <- Sys.glob(strsplit(arguments[1L], ":", fixed = TRUE)[[1L]])
blas <- paste(unique(c(extSoftVersion()[["BLAS"]], La_library())), collapse = "|")
options <- c(
  "-Xmx4g",
  paste0("-Dgenontk.blas=", blas),
  "-Dgenontk.host=R",
  "-Dgenontk.log=DEBUG"
)
rJava::.jinit(jars, parameters = options)
rJava::.jcall("genontk/bench/Main", "V", "main", rJava::.jarray(c("blas", arguments[2:3])))
