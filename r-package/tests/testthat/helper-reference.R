# The methods in plain R, with explicit matrices.

# The kernels between people (rows: a, columns: b); the means of b centre the genotypes.
centred <- function(x, centre) sweep(x, 2, centre)

reference_cosine <- function(a, b = a, centre = colMeans(b)) {
  unit <- function(x) {
    x <- centred(x, centre)
    x / sqrt(rowSums(x^2))
  }
  cosine <- pmin(pmax(unit(a) %*% t(unit(b)), -1), 1)
  if (identical(a, b)) {
    diag(cosine) <- 1
  }
  cosine
}

kappa0 <- function(u) (pi - acos(u)) / pi
kappa1 <- function(u) pmin((u * (pi - acos(u)) + sqrt(1 - u^2)) / pi, 1)

# The infinite-width ReLU kernel, unit diagonal.
reference_ntk <- function(a, b = a, centre = colMeans(b), depth = 2) {
  s <- t <- reference_cosine(a, b, centre)
  for (layer in seq_len(depth)) {
    t <- kappa1(s) + t * kappa0(s)
    s <- kappa1(s)
  }
  t / (depth + 1)
}

reference_arccosine <- function(a, b = a, depth = 2) {
  s <- reference_cosine(a, b)
  for (layer in seq_len(depth)) {
    s <- kappa1(s)
  }
  s
}

reference_additive <- function(a, b = a) {
  tcrossprod(centred(a, colMeans(b)), centred(b, colMeans(b))) / ncol(b)
}

# Squared Euclidean distances, and their median over all pairs of the people of the columns.
reference_distance <- function(a, b = a) {
  distance <- apply(b, 1, function(person) colSums((t(a) - person)^2))
  list(squared = distance, median = stats::median(stats::dist(b)^2))
}

# Value and slope of the NTK at a cosine of 0, in the closed form of its recursion.
reference_split <- function(depth) {
  s <- t <- 0
  s_slope <- t_slope <- 1
  for (layer in seq_len(depth)) {
    new_slope <- kappa0(s) * s_slope
    t_slope <- new_slope + t_slope * kappa0(s) + t * s_slope / (pi * sqrt(1 - s^2))
    t <- kappa1(s) + t * kappa0(s)
    s <- kappa1(s)
    s_slope <- new_slope
  }
  c(a0 = t, a1 = t_slope) / (depth + 1)
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

# Fixed effects and genetic values at given variance components.
reference_blup <- function(s, y, z, k, new_z = z, new_k = k) {
  v <- s[1] * k + s[2] * diag(length(y))
  b <- solve(crossprod(z, solve(v, z)), crossprod(z, solve(v, y)))
  a <- s[1] * solve(v, y - z %*% b)
  list(b = drop(b), genetic = drop(new_k %*% a), fitted = drop(new_z %*% b + new_k %*% a))
}
