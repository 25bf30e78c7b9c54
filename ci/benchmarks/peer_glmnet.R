# R's glmnet as a peer of ntk_krr with the additive kernel: peer_glmnet.R FOLDER.
source("ci/benchmarks/serve.R")

# glmnet minimises |y - Xb|^2 / (2 n) + l / (2 sd(y)) |b|^2, and kernel ridge regression with
# K = XX'/p and the penalty m the same where l = m p sd(y) / n. This holds in the fit of all people.
# In a fold n is smaller, and glmnet's penalty smaller in proportion.
ridge <- function(load, n) {
  x <- load("glmnet-x")
  y <- drop(load("glmnet-y"))
  fold <- drop(load("glmnet-fold"))
  penalty <- drop(load("glmnet-penalty"))
  spread <- sqrt(mean((y - mean(y))^2))
  lambda <- rev(penalty * ncol(x) * spread / n)
  chosen <- lambda[length(lambda) + 1 - load("glmnet-chosen")]
  list(
    work = function() {
      glmnet::cv.glmnet(x, y, alpha = 0, lambda = lambda, foldid = fold, standardize = FALSE)
    },
    shown = function(fit) predict(fit, x, s = chosen)
  )
}

version <- as.character(utils::packageVersion("glmnet"))
serve(
  paste0("glmnet ", version, " (", R.version.string, ")"),
  list(ridge = ridge),
  commandArgs(trailingOnly = TRUE)[1L]
)
