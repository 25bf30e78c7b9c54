skip_without_jars()

sim <- simulated(30, 12)
train <- sim$genotypes[1:22, ]
new <- sim$genotypes[23:30, ]

# A kernel within people, and one of new people with them.
expect_kernel <- function(reference, ..., tolerance = 1e-8) {
  testthat::expect_equal(ntk_kernel(train, ...), reference(train), tolerance = tolerance)
  testthat::expect_equal(
    ntk_kernel(new, train, ...),
    reference(new, train),
    tolerance = tolerance
  )
}

test_that("the exact NTK is that of the recursion, at every depth", {
  for (depth in 1:5) {
    expect_kernel(function(a, b = a) reference_ntk(a, b, depth = depth), depth = depth)
  }
})

test_that("without a unit diagonal the exact NTK keeps the norms", {
  expect_kernel(
    function(a, b = a) {
      norms <- function(x) sqrt(rowSums(centred(x, colMeans(b))^2))
      3 * reference_ntk(a, b) * outer(norms(a), norms(b)) / ncol(b)
    },
    unit_diagonal = FALSE
  )
})

test_that("additive, polynomial and arc-cosine kernels are those of their definitions", {
  expect_kernel(reference_additive, kernel = "additive")
  expect_kernel(
    function(...) ((1 + reference_cosine(...)) / 2)^3,
    kernel = "polynomial",
    degree = 3
  )
  expect_kernel(
    function(a, b = a) reference_arccosine(a, b, depth = 3),
    kernel = "arccosine",
    depth = 3
  )
})

test_that("Gaussian and Laplace kernels use the median distance of the training people", {
  expect_kernel(
    function(...) {
      distance <- reference_distance(...)
      exp(-distance$squared / (0.5 * distance$median))
    },
    kernel = "gaussian",
    bandwidth = 0.5
  )
  expect_kernel(
    function(...) {
      distance <- reference_distance(...)
      exp(-sqrt(distance$squared / distance$median) / 2)
    },
    kernel = "laplace",
    bandwidth = 2
  )
})

test_that("the split takes constant and slope at a cosine of 0 from the NTK", {
  for (depth in c(1, 3)) {
    at_zero <- reference_split(depth)
    split <- ntk_kernel(train, kernel = "additive+ntk", depth = depth)
    expect_named(split, c("additive", "non-additive"))
    expect_equal(split$additive, reference_additive(train), tolerance = 1e-10)
    whole <- at_zero[["a0"]] + at_zero[["a1"]] * reference_cosine(train) + split[["non-additive"]]
    expect_equal(whole, ntk_kernel(train, depth = depth), tolerance = 1e-8)
    block <- ntk_kernel(new, train, kernel = "non-additive", depth = depth)
    whole <- at_zero[["a0"]] + at_zero[["a1"]] * reference_cosine(new, train) + block
    expect_equal(whole, reference_ntk(new, train, depth = depth), tolerance = 1e-8)
  }
})

test_that("the options of SNPs act before the kernel", {
  sds <- apply(train, 2, sd)
  scaled <- sweep(centred(train, colMeans(train)), 2, sds, "/")
  by_sd <- tcrossprod(scaled) / ncol(train)
  expect_equal(ntk_kernel(train, kernel = "additive", scale = "sd"), by_sd, tolerance = 1e-10)
  frequency <- colMeans(train) / 2
  kept <- pmin(frequency, 1 - frequency) >= 0.4
  expect_true(any(kept) && !all(kept))
  suppressMessages({
    some <- ntk_kernel(train, kernel = "additive", maf = 0.4)
    block <- ntk_kernel(new, train, kernel = "additive", maf = 0.4)
  })
  expect_equal(some, reference_additive(train[, kept]), tolerance = 1e-10)
  expect_equal(block, reference_additive(new[, kept], train[, kept]), tolerance = 1e-10)
})

test_that("missing genotypes are the mean, or counted by pairs", {
  holes <- train
  holes[cbind(c(1, 2, 2, 5), c(3, 3, 4, 12))] <- NA
  x <- centred(holes, colMeans(holes, na.rm = TRUE))
  seen <- !is.na(x)
  x[!seen] <- 0
  by_mean <- tcrossprod(x) / ncol(x)
  by_pair <- tcrossprod(x) / tcrossprod(seen + 0)
  suppressMessages({
    expect_equal(ntk_kernel(holes, kernel = "additive"), by_mean, tolerance = 1e-10)
    pairwise <- ntk_kernel(holes, kernel = "additive", missing = "pairwise")
  })
  expect_equal(pairwise, by_pair, tolerance = 1e-10)
  expect_error(
    ntk_kernel(holes, missing = "error"),
    class = "genontk_error_invalid_input"
  )
})

test_that("the empirical NTK follows from the seed, and new people meet the same networks", {
  finite <- function(...) ntk_kernel(..., ntk = "empirical", width = 40, networks = 2)
  k <- finite(train)
  expect_equal(diag(k), setNames(rep(1, 22), rownames(train)))
  expect_equal(k, t(k))
  expect_equal(finite(train, train), k, tolerance = 1e-10)
  expect_equal(finite(train), k)
  expect_gt(max(abs(finite(train, seed = 2) - k)), 0.01)
  expect_gt(max(abs(finite(train, parameterization = "standard") - k)), 0.01)
  expect_equal(finite(train, divide_by_snps = TRUE), k / 12, tolerance = 1e-10)
  raw <- finite(train, unit_diagonal = FALSE)
  expect_equal(cov2cor(raw), k, tolerance = 1e-10)
  wide <- ntk_kernel(train, ntk = "empirical", width = 2000, networks = 8)
  expect_lt(mean(abs(wide - reference_ntk(train))), mean(abs(k - reference_ntk(train))) / 3)
})

test_that("single precision gives about seven digits", {
  double <- ntk_kernel(train, kernel = "additive")
  single <- ntk_kernel(train, kernel = "additive", precision = "single")
  expect_gt(max(abs(single - double)), 0)
  expect_equal(single, double, tolerance = 1e-5)
})

test_that("people without IDs have none in the matrix, and a file is its matrix", {
  expect_null(dimnames(ntk_kernel(unname(train))))
  bed <- write_bed(train, tempfile(fileext = ".bed"))
  expect_equal(ntk_kernel(bed), ntk_kernel(train), tolerance = 1e-10)
  expect_equal(ntk_kernel(new, bed), ntk_kernel(new, train), tolerance = 1e-10)
})

test_that("notes for the user are messages", {
  expect_message(ntk_kernel(train, depth = 9), "depth")
  expect_silent(ntk_kernel(train))
})

test_that("bad input is refused by name", {
  refused <- function(pattern, ...) {
    error <- tryCatch(ntk_kernel(...), error = identity)
    expect_s3_class(error, "genontk_error_invalid_input")
    expect_match(conditionMessage(error), pattern, fixed = TRUE)
  }
  refused("kernel", train, kernel = "cubic")
  refused("kernel", train, kernel = "additive+")
  refused("kernel", train, kernel = c("ntk", "additive"))
  refused("kernel", train, kernel = diag(22))
  refused("unit_diagonal", train, unit_diagonal = NA)
  refused("unit_diagonal", train, unit_diagonal = "yes")
  refused("divide_by_snps", train, divide_by_snps = 2)
  refused("bandwidth", train, kernel = "gaussian", bandwidth = 0)
  refused("degree", train, kernel = "polynomial", degree = 1.5)
  refused("width", train, ntk = "empirical", width = 0)
  refused("networks", train, ntk = "empirical", networks = 0)
  refused("parameterization", train, ntk = "empirical", parameterization = "mup")
  refused("ntk", train, ntk = "finite")
  refused("depth", train, depth = 11)
  refused("precision", train, precision = "half")
  refused("missing", train, missing = "drop")
  refused("genotypes", NULL)
  refused("genotypes2", train, mean)
  refused("SNP", new[, 1:4], train)
})
