#' Simulate genotypes
#'
#' Simulates unrelated people at SNPs along one chromosome, or draws people and a region from real
#' genotypes.
#'
#' In the model each of the two chromosomes of a person has a Gaussian process over the SNPs, whose
#' correlation falls with the distance. The chromosome has the minor allele where the process
#' exceeds a quantile, that of the allele frequency (a thresholded autoregressive process). Most
#' neighbours are close, a few are far apart. The density of the frequencies is proportional to
#' \eqn{f^{-1/2}}{f^(-1/2)} from `maf` to 1/2. The defaults imitate a SNP array of apple trees, in
#' its frequencies and its linkage disequilibrium up to ten SNPs apart.
#'
#' @param n,p Number of people and number of SNPs.
#' @param seed Seed. The same seed gives the same genotypes in R, Python and Java.
#' @param maf Least minor allele frequency; in the model also that of the sample.
#' @param ld Correlation of the process between neighbours at their mean distance, from 0 (no
#'   linkage disequilibrium) to below 1. `NULL`: 0.9. Not with `genotypes`.
#' @param genotypes Real genotypes in any of the forms that [ntk_lmm()] takes. `n` people and `p`
#'   consecutive common SNPs are drawn from them; a missing genotype becomes that of another person.
#'   `NULL`: the model.
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
#' Simulates a trait of known heritability, by one of the five shapes of the paper's study.
#'
#' The additive value is a = Gb, with G centred and b normal, scaled to the standard deviation
#' `sd_a`. The genetic value is f(a), standardised to mean 0 and variance 1 over these people. The
#' noise is normal with variance (1 - h2) / h2. With sp(a) = log(1 + exp(a)), f(a) is
#'
#' - `"linear"`: a;
#' - `"hyperbolic"`: sp(a) / (c + sp(a)), c = 1;
#' - `"power"`: sign(a) |a|^k, k = 2;
#' - `"cosh"`: cosh(a);
#' - `"ricker"`: b sp(a) exp(-sp(a) / c), b = c = 1.
#'
#' @param G Genotypes in any of the forms that [ntk_lmm()] takes. A missing genotype counts as the
#'   mean of its SNP.
#' @param trait Shape f.
#' @param h2 Heritability in the broad sense, above 0 and at most 1.
#' @param sd_a Standard deviation of a. A larger one shows more of the curvature of f.
#' @param parameters Parameters of the shape, a named list. `NULL`: those above.
#' @param interaction Interaction to add. `"pairwise"`: products of random pairs of SNPs, one pair
#'   per SNP; `"dominance"`: an effect of carrying one copy. `NULL`: none.
#' @param interaction_share Share of the interaction in the genetic variance.
#' @param seed Seed. The same seed gives the same trait in R, Python and Java.
#' @return A numeric vector, named by ID, with the genetic values as the attribute `genetic_value`.
#' @seealso [simulate_genotypes()]
#' @export
#' @examples
#' G <- simulate_genotypes(200, 20)
#' y <- simulate_trait(G, "cosh", h2 = 0.6, sd_a = 2)
#' cor(y, attr(y, "genetic_value"))^2
simulate_trait <- function(
  G, # nolint: object_name_linter. Users of genotype matrices write it so.
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
