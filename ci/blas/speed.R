# Times R, and Java inside it by both bindings: speed.R N THREADS CLASSES BENCH-JARS NETLIB FOLDER.
arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[1])
jars <- c(arguments[3], list.files(arguments[4:5], "[.]jar$", full.names = TRUE))
library(rJava)
blas <- paste(unique(c(extSoftVersion()[["BLAS"]], La_library())), collapse = "|")
.jinit(jars, parameters = c("-Xmx4g", paste0("-Dgenontk.blas=", blas), "-Dgenontk.log=DEBUG"))

best <- function(what, work) {
  cat(sprintf("  %-10s %8.3f s\n", what, min(replicate(3, system.time(work())[["elapsed"]]))))
}
a <- matrix(runif(n * n) - 0.5, n)
b <- matrix(runif(n * n) - 0.5, n)
positive <- tcrossprod(a) / n + diag(n)
cat("R itself\n")
best("gemm", function() tcrossprod(a, b))
best("syrk", function() tcrossprod(a))
best("cholesky", function() chol(positive))
best("eigen", function() eigen(positive, symmetric = TRUE))
cat("\nby JNA\n")
works <- paste0(c("gemm-", "syrk-", "cholesky-", "eigen-"), n)
.jcall("genontk/bench/Main", "V", "main", .jarray(c("blas", arguments[2], arguments[6], works)))
cat("\nby netlib\n")
.jcall("Netlib", "V", "times", n)
