# Times R, and Java inside it by both bindings: speed.R N THREADS CLASSES JARS NETLIB.
arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[1])
folders <- arguments[4:5]
jars <- c(arguments[3], list.files(folders, "[.]jar$", full.names = TRUE))
library(rJava)
blas <- paste(unique(c(extSoftVersion()[["BLAS"]], La_library())), collapse = "|")
.jinit(jars, parameters = c("-Xmx4g", paste0("-Dgenontk.blas=", blas), "-Dgenontk.log=DEBUG"))

best <- function(what, flops, work) {
  shortest <- min(replicate(3, system.time(work())[["elapsed"]]))
  cat(sprintf("  %-10s %8.3f s %8.1f GF/s\n", what, shortest, flops * n^3 / shortest / 1e9))
}
a <- matrix(runif(n * n) - 0.5, n)
b <- matrix(runif(n * n) - 0.5, n)
positive <- tcrossprod(a) / n + diag(n)
cat("R itself\n")
best("gemm", 2, function() tcrossprod(a, b))
best("syrk", 1, function() tcrossprod(a))
best("potrf", 1 / 3, function() chol(positive))
if (n <= 3000) {
  best("syevr", 4, function() eigen(positive, symmetric = TRUE))
}
cat("\nby JNA:")
cat("\n", .jcall("Speed", "S", "of", .jarray(arguments[1:2])), sep = "")
cat("\nby netlib\n")
cat(.jcall("Netlib", "S", "of", n))
