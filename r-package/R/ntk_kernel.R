#' Kernel matrices
#'
#' Gives the kernel between people that [ntk_lmm()] and [ntk_krr()] make from genotypes, as a
#' matrix. A fit with this matrix as its `kernel` is the same fit.
#'
#' @inheritParams ntk_lmm
#' @param genotypes Genotypes of the people of the rows, in any of the forms that [ntk_lmm()] takes.
#' @param genotypes2 Genotypes of the people of the columns. `NULL`: those of the rows. Their means,
#'   standard deviations, median distances and filters of SNPs are used: for predictions they are
#'   the people of the fit.
#' @param kernel **Kernel**\cr Name or sum of names, as in [ntk_lmm()].
#' @param people **Genotypes**\cr People of `genotypes` to use, as in [read_genotypes()].
#' @param scale Standardisation of the SNPs before the kernel. `"center"` subtracts the mean. `"sd"`
#'   and `"hwe"` also divide by the standard deviation, in the sample or under Hardy-Weinberg
#'   equilibrium. `"none"` takes the SNPs as they are; none may then be missing.
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
#' # Predict with a kernel of your own.
#' y <- cosh(scale(G[, 1] + G[, 2])[, 1]) + rnorm(80)
#' fit <- ntk_krr(y[1:60], kernel = K)
#' head(predict(fit, kernel = ntk_kernel(G[61:80, ], G[1:60, ])))
ntk_kernel <- function(
  genotypes,
  genotypes2 = NULL,
  kernel = "ntk",
  ntk = "exact",
  depth = 2,
  parameterization = "ntk",
  width = 500,
  networks = 1,
  seed = 1,
  unit_diagonal = TRUE,
  divide_by_snps = FALSE,
  bandwidth = 1,
  degree = 2,
  people = NULL,
  snps = NULL,
  sets = NULL,
  maf = 0,
  hwe = 0,
  midp = FALSE,
  max_missing = 1,
  duplicates = "keep",
  missing = "mean",
  scale = "center",
  precision = "double",
  threads = NULL,
  backend = "auto",
  progress = interactive()
) {
  options <- options_given()
  reporting({
    parcel <- new_parcel()
    request <- list(
      task = "kernel",
      genotypes = genotypes_reference(genotypes, parcel),
      genotypes2 = genotypes_reference(genotypes2, parcel, "genotypes2"),
      kernel = kernel_reference(kernel, parcel)
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
