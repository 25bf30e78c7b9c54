skip_without_jars()

sim <- simulated(25, 12)
found <- ntk_convergence(sim$genotypes, widths = c(40, 160, 640), networks = c(1, 4))

test_that("the table has a row for each width and number of networks", {
  expect_s3_class(found, "ntk_convergence")
  expect_equal(unique(found$table$width), c(40, 160, 640))
  expect_equal(sort(unique(found$table$networks)), c(1, 4))
  expect_equal(nrow(found$table), 6)
  expect_named(
    found$table,
    c("width", "networks", "distance", "distance_sd", "largest", "correlation")
  )
})

test_that("the distance falls with the root of the width and of the networks", {
  expect_equal(found$depth, 2)
  expect_lt(abs(found$slope + 0.5), 0.15)
  one <- found$table$distance[found$table$networks == 1]
  four <- found$table$distance[found$table$networks == 4]
  expect_true(all(abs(log2(one / four) - 1) < 0.5))
})

test_that("the distances are those of separate kernels, with one seed after the other", {
  exact <- ntk_kernel(sim$genotypes)
  off <- upper.tri(exact)
  apart <- sapply(7:9, function(seed) {
    finite <- ntk_kernel(sim$genotypes, ntk = "empirical", width = 40, networks = 2, seed = seed)
    wrong <- (finite - exact)[off]
    distance <- sqrt(sum(wrong^2) / sum(exact[off]^2))
    c(distance, max(abs(wrong)), cor(finite[off], exact[off]))
  })
  row <- ntk_convergence(sim$genotypes, widths = 40, networks = 2, replicates = 3, seed = 7)$table
  measured <- unlist(row[c("distance", "largest", "correlation")])
  expect_equal(unname(measured), rowMeans(apart), tolerance = 1e-8)
  expect_equal(row$distance_sd, sd(apart[1, ]), tolerance = 1e-8)
})

test_that("people and SNPs are selected and filtered as for a kernel", {
  measure <- function(genotypes, ...) {
    ntk_convergence(genotypes, widths = 40, networks = 1, replicates = 2, ...)
  }
  some <- measure(sim$genotypes, people = 1:20, snps = c("rs2", "rs4", "rs7"))
  expect_identical(some, measure(sim$genotypes[1:20, c(2, 4, 7)]))
  odd <- sim$genotypes
  odd[, 5] <- 1 # everybody is heterozygous
  for (midp in c(FALSE, TRUE)) {
    expect_identical(measure(odd, hwe = 1e-3, midp = midp)$n_snps, 11L)
  }
  bed <- write_bed(sim$genotypes, tempfile(fileext = ".bed"))
  bim <- sub("bed$", "bim", bed)
  snps <- read.table(bim)
  snps[2, 4] <- snps[1, 4]
  write.table(snps, bim, quote = FALSE, row.names = FALSE, col.names = FALSE)
  expect_identical(measure(bed)$n_snps, 12L)
  expect_identical(measure(bed, duplicates = "drop")$n_snps, 11L)
})

test_that("one width and one replicate leave no slope and no deviation, and can be drawn", {
  single <- ntk_convergence(sim$genotypes, widths = 40, networks = 1, replicates = 1)
  expect_equal(single$slope, NA_real_)
  expect_equal(single$table$distance_sd, NA_real_)
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit(grDevices::dev.off())
  expect_identical(plot(single), single)
  expect_output(print(single), "distance")
})

test_that("a measurement prints, and can be drawn", {
  expect_output(print(found), "25 people, 12 SNPs.*distance.*width\\^-0")
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  on.exit(grDevices::dev.off())
  expect_identical(plot(found, main = "title"), found)
})

test_that("bad input is refused by name", {
  refused <- function(pattern, ...) {
    error <- tryCatch(ntk_convergence(sim$genotypes, ...), error = identity)
    expect_s3_class(error, "genontk_error_invalid_input")
    expect_match(conditionMessage(error), pattern, fixed = TRUE)
  }
  refused("width", widths = c(10, 0))
  refused("", widths = "wide")
  refused("networks", networks = 0)
  refused("replicates", replicates = 0)
  refused("depth", depth = 0)
  refused("hwe", hwe = 2)
  refused("duplicates", duplicates = "first")
  refused("nobody", people = "nobody")
})
