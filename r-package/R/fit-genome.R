#' Effects of SNPs
#'
#' Gives the effect of each SNP in the additive and dominance kernels of a fit, with its standard
#' error. The model holds what is needed: no genotypes have to be given again.
#'
#' The kernel XX'/p of p SNPs with variance s gives each standardised SNP x the prior N(0, s/p). The
#' effect is its BLUP \eqn{\frac{s}{p} x'Py}{(s/p) x'Py}, and its variance is \eqn{(s/p)^2
#' x'Px}{(s/p)^2 x'Px} (Gualdrón Duarte et al. 2014). Effects are shrunken: their sum is the genetic
#' value of the fit, and one effect alone is smaller than in a regression on this SNP.
#'
#' The test is that of the SNP as a fixed effect beside a kernel that holds the SNP too, which is
#' conservative (Bernal Rubio et al. 2016). [loco()] leaves out the chromosome of the SNP.
#'
#' @param fit Fit by [ntk_lmm()] or [ntk_krr()] with an additive or a dominance kernel, or such a
#'   model from a file.
#' @return A data frame of class `genontk_snp_effects` with one row per component and SNP:
#'   \describe{
#'   \item{`component`, `id`, `chromosome`, `position`}{The component, and the SNP.}
#'   \item{`allele1`, `allele2`, `mean`}{The allele counted, the other one, and the mean number of
#'     copies.}
#'   \item{`effect`, `std_error`}{Effect of one copy of `allele1`, or of one unit of the dominance
#'     code, and the root of its variance.}
#'   \item{`statistic`, `p_value`}{`effect/std_error`, and its two-sided normal p-value.}
#'   \item{`pev`}{Prediction error variance of the effect.}
#'   \item{`share`}{Variance of effect times genotype, as a share of the variance of the trait.}
#'   }
#'   A model of effects alone has `NA` from `std_error` on.
#' @references Bernal Rubio YL et al. (2016) Meta-analysis of genome-wide association from genomic
#'   prediction models. *Animal Genetics* 47.
#'
#'   Gualdrón Duarte JL et al. (2014) Rapid screening for phenotype-genotype associations by linear
#'   transformations of genomic evaluations. *BMC Bioinformatics* 15.
#' @export
#' @examples
#' set.seed(1)
#' snps <- paste(rep(1:2, each = 10), 1:20, "A", "G", sep = ":")
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20, dimnames = list(paste0("p", 1:60), snps))
#' y <- setNames(G[, 1] + rnorm(60), rownames(G))
#' effects <- snp_effects(ntk_lmm(y, G, kernel = "additive"))
#' head(effects)
#' plot(effects)
snp_effects <- function(fit) {
  reporting({
    parcel <- model_parcel(fit)
    result <- run_job(list(task = "snp_effects", model = list(name = "model")), parcel)
    show_messages(result$messages)
    found <- as.data.frame(result$matrices$snp_effects)
    effects <- data.frame(
      component = as.character(result$components)[found$component],
      as_table(result$snps)[found$snp, ],
      found[setdiff(names(found), c("component", "snp"))],
      row.names = NULL
    )
    structure(effects, class = c("genontk_snp_effects", "data.frame"))
  })
}

#' Genetic values without one chromosome
#'
#' Gives each person's genetic value by the model whose kernels leave one chromosome out, for every
#' chromosome (Yang et al. 2014), and writes it in the forms that regenie and PLINK 2 take.
#'
#' In an association study of the SNPs of a chromosome, the value without that chromosome stands for
#' relatives, population structure and the rest of the genome. It takes nothing from the SNPs that
#' are tested. Matrices of your own stay as they are.
#'
#' @section Association studies:
#' `loco(fit, file = "height")` writes three files.
#'
#' - `height_1.loco` and `height_pred.list` are what the first step of regenie would write. Test the
#'   SNPs by `regenie --step 2 --qt --pred height_pred.list --bed ... --phenoFile ...
#'   --covarFile ...`, with the phenotype and the covariates of the fit. The predictions are in
#'   standard deviations of the trait beyond the fixed effects, as regenie takes them. Chromosomes
#'   without SNPs in the fit have the whole genetic value; X, XY, Y, PAR1 and PAR2 are together
#'   number 23, as in regenie.
#' - `height.pheno` holds the trait less fixed effects and genetic values, one column per
#'   chromosome. Test the SNPs of chromosome 1 by `plink2 --bfile ... --chr 1 --pheno height.pheno
#'   --pheno-name height_without_1 --glm --covar ...`, with the covariates of the fit.
#'
#' Traits of 0 and 1 are taken as quantitative: these values are no log-odds.
#'
#' @param fit Fit by [ntk_lmm()] or [ntk_krr()] with a kernel that is made from genotypes, or such a
#'   model from a file.
#' @param refit Whether variances are estimated anew without each chromosome, as the fit estimated
#'   them. Otherwise they are those of the fit.
#' @param chromosomes Chromosome of each SNP of the fit's genotypes, in their order. `NULL`: those
#'   of the `.bim`, or of names such as `19:44908684:C:T`.
#' @param file Beginning of the paths of the files. `NULL`: none are written.
#' @param fam Path of a `.fam` with the people's family IDs, for the files. `NULL`: the IDs stand
#'   for both.
#' @return A matrix of people x chromosomes, in the units of the trait. Its attribute
#'   `variance_components` holds the variances that the values come from, one row per chromosome;
#'   `NA` where a component is made of that chromosome alone.
#' @references Yang J, Zaitlen NA, Goddard ME, Visscher PM, Price AL (2014) Advantages and pitfalls
#'   in the application of mixed-model association methods. *Nature Genetics* 46.
#' @export
#' @examples
#' set.seed(1)
#' snps <- paste(rep(1:2, each = 10), 1:20, "A", "G", sep = ":")
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20, dimnames = list(paste0("p", 1:60), snps))
#' y <- setNames(G[, 1] + rnorm(60), rownames(G))
#' fit <- ntk_lmm(y, G, kernel = "additive")
#' head(loco(fit))
loco <- function(fit, refit = FALSE, chromosomes = NULL, file = NULL, fam = NULL) {
  reporting({
    parcel <- model_parcel(fit)
    result <- run_job(
      list(
        task = "loco",
        model = list(name = "model"),
        refit = json_option(refit, "refit"),
        chromosomes = json_strings(if (!is.null(chromosomes)) as.character(chromosomes)),
        path = if (!is.null(file)) absolute_path(file, "file"),
        fam = if (!is.null(fam)) absolute_path(fam, "fam")
      ),
      parcel
    )
    show_messages(result$messages)
    names <- as.character(result$chromosomes)
    values <- result$matrices$loco
    dimnames(values) <- list(strings_or_null(result$people), names)
    variances <- result$matrices$variance_components
    rownames(variances) <- names
    structure(values, variance_components = variances)
  })
}

# The parcel with the model of one fit.
model_parcel <- function(fit) {
  if (!inherits(fit, "genontk_fit")) {
    abort_invalid_input("fit must be a fit of one trait; given: ", described(fit), ".")
  }
  parcel <- new_parcel()
  parcel$model <- fit$model
  parcel
}
