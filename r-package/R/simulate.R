#' Simulate genotypes
#'
#' Unrelated people at SNPs along one chromosome, or people and a region drawn from real genotypes.
#'
#' The model: each of a person's two chromosomes carries a Gaussian process over the SNPs, whose
#' correlation falls with the distance, and has the minor allele where the process is beyond the
#' quantile of that allele's frequency (a thresholded autoregressive process). Distances vary: most
#' neighbours are close, a few far apart. Frequencies have a density in proportion to
#' \eqn{f^{-1/2}}{f^(-1/2)} from `maf` to 1/2. With the defaults the frequencies and the linkage
#' disequilibrium up to ten SNPs apart are those of a SNP array of apple trees.
#'
#' @param n,p How many people, how many SNPs.
#' @param seed The same seed gives the same genotypes, in R, Python and Java.
#' @param maf The least minor allele frequency; in the model that of the sample too.
#' @param ld The correlation of the process between neighbours at their mean distance, from 0 (no
#'   linkage disequilibrium) to below 1; `NULL`: 0.9. Not with `genotypes`.
#' @param genotypes `NULL`, or real people, in any of the forms that [ntk_lmm()] takes: `n` of them
#'   are drawn, and `p` common SNPs that follow one another. A missing genotype becomes that of
#'   another person.
#' @return A numeric matrix (n x p) of 0, 1, 2, with IDs and SNPs as dimnames.
#' @seealso [simulate_trait()]
#' @export
#' @examples
#' G <- simulate_genotypes(200, 20)
#' G[1:3, 1:6]
#' y <- simulate_trait(G, "ricker")
#' ntk_lmm(y, G)
simulate_genotypes <- function(n, p, seed = 1, maf = 0.05, ld = NULL, genotypes = NULL) {
  options <- options_given()
  reporting({
    parcel <- new_parcel()
    request <- list(
      task = "simulate_genotypes",
      genotypes = genotypes_reference(genotypes, parcel),
      simulation = json_options(options)
    )
    result <- run_job(request, parcel)
    values <- result$matrices$genotypes
    dimnames(values) <- list(as.character(result$people), as.character(result$snps))
    values
  })
}

#' Simulate a trait
#'
#' A phenotype of known heritability, by one of the five shapes of the paper's study.
#'
#' a = Gb with G centred and b normal is rescaled to the standard deviation `sd_a`. The genetic
#' value is f(a), standardised to mean 0 and variance 1 over these people, and the noise is normal
#' with the variance (1 - h2) / h2. With sp(a) = log(1 + exp(a)), f(a) is
#'
#' - `"linear"`: a;
#' - `"hyperbolic"`: sp(a) / (c + sp(a)), c = 1;
#' - `"power"`: sign(a) |a|^k, k = 2;
#' - `"cosh"`: cosh(a);
#' - `"ricker"`: b sp(a) exp(-sp(a) / c), b = c = 1.
#'
#' @param G The people, in any of the forms that [ntk_lmm()] takes. A missing genotype counts as the
#'   mean of its SNP.
#' @param trait The shape f.
#' @param h2 The heritability in the broad sense, above 0 up to 1.
#' @param sd_a The standard deviation of a: the larger, the more the curvature shows.
#' @param parameters A named list of the shape's parameters, `NULL` for those above.
#' @param interaction `NULL`; `"pairwise"`: also products of as many random pairs of SNPs as there
#'   are SNPs; `"dominance"`: also an effect of carrying just one copy.
#' @param interaction_share The share of the interaction in the genetic variance.
#' @param seed The same seed gives the same trait, in R, Python and Java.
#' @return A numeric vector, named by ID, with the genetic values as the attribute `genetic_value`.
#' @seealso [simulate_genotypes()]
#' @export
#' @examples
#' G <- simulate_genotypes(200, 20)
#' y <- simulate_trait(G, "cosh", h2 = 0.6, sd_a = 2)
#' cor(y, attr(y, "genetic_value"))^2
simulate_trait <- function(
  G, # nolint: object_name_linter. As users of genotype matrices write it.
  trait = "linear",
  h2 = 0.5,
  sd_a = 1,
  parameters = NULL,
  interaction = NULL,
  interaction_share = 0.5,
  seed = 1
) {
  options <- options_given()
  reporting({
    parcel <- new_parcel()
    request <- list(
      task = "simulate_trait",
      genotypes = genotypes_reference(G, parcel, "G"),
      simulation = c(json_options(options), list(parameters = shape_parameters(parameters)))
    )
    result <- run_job(request, parcel)
    values <- result$matrices$trait
    y <- as.vector(values[, 1L])
    names(y) <- strings_or_null(result$people)
    structure(y, genetic_value = structure(as.vector(values[, 2L]), names = names(y)))
  })
}

shape_parameters <- function(parameters) {
  parameters <- as.list(parameters)
  if (length(parameters) == 0L) {
    return(NULL)
  }
  single <- vapply(parameters, function(x) is.numeric(x) && length(x) == 1L, logical(1L))
  if (is.null(names(parameters)) || !all(nzchar(names(parameters))) || !all(single)) {
    abort_invalid_input("parameters must be a named list of numbers, such as list(k = 3).")
  }
  parameters
}
