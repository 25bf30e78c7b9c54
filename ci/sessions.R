# One of many sessions at once: prints the backend and the variance components of a fit.
library(genontk)
genotypes <- outer(1:400, 1:300, function(i, j) (i * j + (i %/% 7) * (j %/% 3)) %% 3)
y <- sin(1:400) + genotypes[, 1] / 2
for (i in 1:5) {
  fit <- ntk_lmm(y, genotypes, kernel = "ntk")
}
cat(fit$backend, sprintf("%.8f", fit$variance_components$estimate), "\n")
