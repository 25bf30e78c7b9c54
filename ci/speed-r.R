# Prints one line per cost of the bridge, with its goal.
library(genontk)

told <- function(what, figure, unit, goal) {
  cat(sprintf("  %-46s %8.3f %-3s goal %s\n", what, figure, unit, goal))
}
elapsed <- function(expr) system.time(expr)[["elapsed"]]
people <- function(n, p) list(y = rnorm(n), genotypes = matrix(rbinom(n * p, 2, 0.4), n))

# The least time of several calls, and the part of it that was spent outside Java.
overhead <- function(n, p, times) {
  data <- people(n, p)
  runs <- replicate(times, {
    total <- elapsed(fit <- ntk_lmm(data$y, data$genotypes, kernel = "ntk", progress = FALSE))
    c(total, total - fit$seconds)
  })
  runs[, which.min(runs[1L, ])]
}

set.seed(1)
small <- people(50, 20)
first <- elapsed(ntk_lmm(small$y, small$genotypes, kernel = "ntk"))
told("first call, Java's start included", first, "s", "1.5 s")
of_small <- overhead(50, 20, 200)
told("n = 50: outside Java", 1000 * of_small[2L], "ms", "50 ms")
of_large <- overhead(2000, 200, 5)
told("n = 2000: outside Java", 100 * of_large[2L] / of_large[1L], "%", "5 %")

large <- matrix(rbinom(2e7, 2, 0.4), 20000)
storage.mode(large) <- "double"
job <- genontk:::ask("open", genontk:::to_json(list(task = "kernel", delivery = "memory")))$job
passed <- min(replicate(3, elapsed(genontk:::put_matrix(job, "large", large))))
invisible(genontk:::ask("close", job))
told("20,000 x 1,000 matrix handed over", passed, "s", "1 s")
