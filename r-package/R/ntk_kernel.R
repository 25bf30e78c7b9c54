#' Kernel matrices
#'
#' The kernel between people that [ntk_lmm()] and [ntk_krr()] make from genotypes, as a matrix.
#' Given back to them as `kernel`, it gives the same fit.
#'
#' @inheritParams ntk_lmm
#' @param genotypes The people of the rows, in any of the forms that [ntk_lmm()] takes.
#' @param genotypes2 The people of the columns, `NULL` for those of the rows. Means (and SDs, median
#'   distances and filters of SNPs) are theirs: for predictions they are the people of the fit.
#' @param kernel A name or a sum of names, as in [ntk_lmm()].
#' @param scale How SNPs are standardised before the kernel: `"center"`, less their mean; `"sd"` and
#'   `"hwe"`, then divided by their standard deviation, or by that of Hardy-Weinberg equilibrium;
#'   `"none"`, taken as they are, where none may be missing.
#' @param people,snps Which people of `genotypes` and which SNPs, as in [read_genotypes()].
#' @param progress Whether to show a progress bar where it takes longer than a second.
#' @return A numeric matrix with the IDs as dimnames; for a sum a list of matrices, named by
#'   component.
#' @seealso [ntk_convergence()]
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(80 * 20, 2, 0.4), 80, 20, dimnames = list(paste0("p", 1:80), NULL))
#' K <- ntk_kernel(G[1:60, ])
#' K[1:3, 1:3]
#' names(ntk_kernel(G, kernel = "additive+ntk"))
#'
#' # A kernel of one's own is predicted with in the same way.
#' y <- cosh(scale(G[, 1] + G[, 2])[, 1]) + rnorm(80)
#' fit <- ntk_krr(y[1:60], kernel = K)
#' head(predict(fit, kernel = ntk_kernel(G[61:80, ], G[1:60, ])))
ntk_kernel <- function(
  genotypes,
  genotypes2 = NULL,
  kernel = "ntk",
  ntk = "exact",
  parameterization = "ntk",
  depth = 2,
  width = 500,
  networks = 1,
  seed = 1,
  unit_diagonal = TRUE,
  divide_by_snps = FALSE,
  bandwidth = 1,
  degree = 2,
  scale = "center",
  maf = 0,
  hwe = 0,
  midp = FALSE,
  max_missing = 1,
  duplicates = "keep",
  missing = "mean",
  people = NULL,
  snps = NULL,
  sets = NULL,
  precision = "double",
  threads = NULL,
  backend = "auto",
  progress = interactive()
) {
  options <- mget(c(setdiff(common_options, "sets"), "midp", "duplicates"))
  reporting({
    parcel <- new_parcel()
    request <- list(
      task = "kernel",
      genotypes = genotypes_reference(genotypes, parcel),
      genotypes2 = genotypes_reference(genotypes2, parcel, "genotypes2"),
      kernel = kernel_reference(kernel, parcel),
      sets = sets_reference(sets)
    )
    result <- run_job(c(request, json_options(options)), parcel, progress)
    show_messages(result$messages)
    as_kernels(result)
  })
}

as_kernels <- function(result) {
  people <- list(strings_or_null(result$people), strings_or_null(result$people2))
  kernels <- lapply(unname(result$matrices), function(kernel) {
    if (length(unlist(people)) > 0L) {
      dimnames(kernel) <- people
    }
    kernel
  })
  if (length(kernels) == 1L) kernels[[1L]] else stats::setNames(kernels, result$components)
}

strings_or_null <- function(x) if (!is.null(x)) as.character(x)

show_messages <- function(messages) {
  for (text in messages) {
    message(text)
  }
}
