# R's own products and Cholesky factor as a peer of java/bench: peer_r.R FOLDER.
source("ci/benchmarks/serve.R")

gemm <- function(load, n) {
  a <- load(paste0("a-", n))
  b <- load(paste0("b-", n))
  list(work = function() a %*% b, shown = identity)
}

syrk <- function(load, n) {
  a <- load(paste0("a-", n))
  list(work = function() tcrossprod(a), shown = identity)
}

cholesky <- function(load, n) {
  v <- load(paste0("v-", n))
  list(work = function() chol(v), shown = t)
}

serve(
  R.version.string,
  list(gemm = gemm, syrk = syrk, cholesky = cholesky),
  commandArgs(trailingOnly = TRUE)[1L]
)
