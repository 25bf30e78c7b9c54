# The methods once more, in plain R and with explicit matrices.

# The infinite-width ReLU kernel, unit diagonal, of centred genotypes (rows: a, columns: b).
reference_ntk <- function(a, b = a, centre = colMeans(b), depth = 2) {
  unit <- function(x) {
    x <- sweep(x, 2, centre)
    x / sqrt(rowSums(x^2))
  }
  kappa0 <- function(u) (pi - acos(u)) / pi
  kappa1 <- function(u) (u * (pi - acos(u)) + sqrt(1 - u^2)) / pi
  s <- t <- pmin(pmax(unit(a) %*% t(unit(b)), -1), 1)
  for (layer in seq_len(depth)) {
    t <- kappa1(s) + t * kappa0(s)
    s <- pmin(kappa1(s), 1)
  }
  kernel <- t / (depth + 1)
  if (identical(a, b)) {
    diag(kernel) <- 1
  }
  kernel
}

restricted_likelihood <- function(s, y, z, k) {
  v <- s[1] * k + s[2] * diag(length(y))
  vz <- solve(v, z)
  m <- crossprod(z, vz)
  r <- y - z %*% solve(m, crossprod(vz, y))
  n <- length(y) - ncol(z)
  log_det <- function(x) as.numeric(determinant(x)$modulus)
  -0.5 * (n * log(2 * pi) + log_det(v) + log_det(m) + sum(r * solve(v, r)))
}

reference_reml <- function(y, z, k) {
  minus <- function(log_s) -restricted_likelihood(exp(log_s), y, z, k)
  start <- rep(log(var(y) / 2), 2)
  best <- optim(start, minus, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
  list(s = exp(best$par), log_likelihood = -best$value)
}

# Fixed effects and genetic values at given components.
reference_blup <- function(s, y, z, k, new_z = z, new_k = k) {
  v <- s[1] * k + s[2] * diag(length(y))
  b <- solve(crossprod(z, solve(v, z)), crossprod(z, solve(v, y)))
  a <- s[1] * solve(v, y - z %*% b)
  list(b = drop(b), genetic = drop(new_k %*% a), fitted = drop(new_z %*% b + new_k %*% a))
}
