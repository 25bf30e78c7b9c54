#' Mixed model with a neural tangent kernel
#'
#' Fits the linear mixed model \eqn{y = Zb + \sum_k g_k + e}{y = Zb + sum g_k + e} and gives
#' variance components, heritability, fixed effects and genetic values. A kernel \eqn{K_k}{K_k} is a
#' matrix of similarities between people; the genetic values \eqn{g_k}{g_k} have covariance
#' \eqn{\sigma_k^2 K_k}{s_k K_k}.
#'
#' @details
#' ## The model
#'
#' The trait is \eqn{y}{y}, the fixed effects are \eqn{b}{b}, and the columns of \eqn{Z}{Z} are the
#' intercept and the covariates. Genetic values and residuals \eqn{e}{e} are normal and independent.
#' Variances are estimated by restricted maximum likelihood (REML), genetic values by their best
#' linear unbiased prediction (BLUP).
#'
#' The default, `kernel = "additive+ntk"`, has two components. `additive` is genomic BLUP (GBLUP):
#' its kernel is XX'/p, where X holds the standardised SNPs and p is their number. `non-additive` is
#' the neural tangent kernel (NTK) without its constant and its linear part. The data decide which
#' share of the genetic variance is additive. `"dominance"` is the kernel of dominance deviations
#' (Vitezica et al. 2013): `"additive+dominance"` splits the variance as quantitative genetics does.
#'
#' `kernel = "ntk"` fixes that share beforehand. It is the kernel of infinitely wide ReLU networks,
#' or of finite ones with `ntk = "empirical"`. The other kernels are functions of distance
#' (`"gaussian"`, `"laplace"`, relative to the median distance) or of angle (`"polynomial"`,
#' `"arccosine"`). [ntk_kernel()] gives each of them as a matrix.
#'
#' ## People and their records
#'
#' People are joined by ID. The data have their IDs in the column `id` of `data`, in the row names
#' of `data` or in the names of `y`. Genotypes have them as row names; a PLINK file as IID, or as
#' FID:IID where IID is not unique. Where one side has no IDs people are joined by position, and a
#' message in the fit says so. Values per row (`weights`, a logical `subset`, covariates, labels of
#' folds and groups) that have names are joined by ID too. `dropped` lists the people with a missing
#' trait or covariate, and the people and SNPs that a filter excludes.
#'
#' Several rows of the data with one ID are several records of one person. Each record has a
#' residual of its own. Rows that merely copy each other are an error, and so is an ID that occurs
#' twice in the genotypes.
#'
#' The kernel `"identity"` is lme4's random intercept. In `list(snps = "additive", line =
#' "identity")` people share an effect who have the same level of the column `line` of `data`.
#' Without a column of that name each person has an effect, for what lasts in a person but is not
#' genetic; that takes several records per person.
#'
#' With `weights` the residual variance of a record is that of a record of weight 1, divided by its
#' weight. Heritability is then that of a record of average weight. In the means and standard
#' deviations of SNPs each person counts once, whatever the weights.
#'
#' ## Traits
#'
#' A trait of two classes (0 and 1, `FALSE` and `TRUE`, or a factor) is fitted on the observed
#' scale, and a message says so. With `prevalence` heritability is also given on the scale of
#' liability (Lee, Wray, Goddard and Visscher 2011), corrected for the ascertainment of cases. Under
#' strong ascertainment REML underestimates it (Golan, Lander and Rosset 2014); `method = "minque0"`
#' does not.
#'
#' Several traits are a matrix or data frame `y`, or `cbind()` on the left of the formula. They
#' share computations if they are missing in the same people.
#'
#' @param y **Trait and people**\cr Trait: a formula or a numeric vector. The right side of a
#'   formula such as `thickness ~ age + sex` holds the fixed effects; factors, `poly()`,
#'   interactions and `offset()` work as in [stats::lm()]. New people are coded as those of the fit;
#'   a term for which that cannot be, such as `rank(age)`, is an error. Several traits:
#'   `cbind(a, b) ~ age`, or a numeric matrix or data frame with one column per trait.
#' @param genotypes Genotypes, people in rows and SNPs in columns: a matrix, a numeric data frame,
#'   the path of a PLINK `.bed` or a `.npy` file, or the value of [read_genotypes()]. Not needed if
#'   `kernel` is a matrix.
#' @param data Data frame with the variables of the formula.
#' @param covariates Covariates, if there is no formula: a matrix or data frame. The intercept is
#'   added.
#' @param id Name of the column of `data` that holds the people's IDs. Numbers are written in full;
#'   those that a double may have rounded are an error.
#' @param weights Weights of the records, numbers above zero, looked up in `data` first.
#' @param subset Rows of the data to use, looked up in `data` first: one `TRUE` or `FALSE` per row,
#'   or row numbers. `NA` counts as `FALSE`; `dropped` lists the other rows.
#' @param na.action Function for people with a missing trait or covariate. [stats::na.omit()] drops
#'   them. [stats::na.exclude()] drops them, and `fitted()` and `residuals()` give `NA` for them.
#'   [stats::na.fail()] refuses them.
#' @param people **Genotypes**\cr People to use: IDs, numbers, or one `TRUE` or `FALSE` per person;
#'   see [read_genotypes()].
#' @param snps SNPs to use: names, numbers, one `TRUE` or `FALSE` per SNP, or ranges such as
#'   `"19:44000000-46000000"`; see [read_genotypes()].
#' @param sets Sets of SNPs, each with its own kernel and variance component: a named list of SNP
#'   names or ranges, `list(APOE = c("rs429358", "rs7412"), region = "19:44000000-46000000")`; or
#'   the path of a file with one line per set, its name followed by its SNPs or ranges. SNPs in no
#'   set are not used, and `messages` name them; a set `"*"` holds them. With `kernel = "ntk"` a set
#'   has one component, named after it; with a sum it has one per part.
#' @param maf Least minor allele frequency of the SNPs used.
#' @param hwe Least p value of the exact test of Hardy-Weinberg equilibrium.
#' @param midp Whether the Hardy-Weinberg test uses mid p values.
#' @param max_missing Largest share of missing genotypes of a SNP.
#' @param max_missing_person Largest share of missing genotypes of a person.
#' @param duplicates Treatment of SNPs with the same chromosome, position and alleles: `"keep"` all,
#'   or `"drop"` all but the first.
#' @param missing Treatment of missing genotypes. `"mean"` replaces them by the mean of the SNP.
#'   `"pairwise"` does too, and divides the additive and dominance kernels by the number of SNPs
#'   known of both people, as GCTA does. `"error"` refuses them.
#' @param scale Standardisation of the SNPs before the kernel. `"center"` subtracts the mean. `"sd"`
#'   and `"hwe"` also divide by the standard deviation, in the sample or under Hardy-Weinberg
#'   equilibrium. Dominance codes are divided alike, and not centred: their mean is 0 under
#'   equilibrium.
#' @param kernel **Kernel**\cr Name, `"ntk"`, `"additive"`, `"dominance"`, `"non-additive"`,
#'   `"gaussian"`, `"polynomial"`, `"arccosine"` or `"laplace"`; a sum of names such as
#'   `"additive+gaussian"`, with one variance component each; `"identity"`, see People and their
#'   records; a square matrix (people x people, row names are IDs), which may be one of the package
#'   Matrix; or a named list or character vector of these, with one variance component each.
#' @param ntk Networks of the NTK: `"exact"` for infinitely wide ones, `"empirical"` for finite
#'   ones.
#' @param depth Number of hidden layers.
#' @param parameterization Parameterization of the empirical NTK: `"ntk"` or `"standard"`.
#' @param width Units per hidden layer of the empirical NTK.
#' @param networks Number of networks that the empirical NTK averages.
#' @param seed Seed of the random networks.
#' @param unit_diagonal Whether the NTK is scaled to 1 on its diagonal.
#' @param divide_by_snps Whether the empirical NTK is divided by the number of SNPs.
#' @param bandwidth Bandwidth of the Gaussian and Laplace kernels. Its unit is the median squared
#'   distance for the former and the median distance for the latter.
#' @param degree Degree of the polynomial kernel.
#' @param method **Estimation**\cr Estimator of the variances. `"reml"`: restricted maximum
#'   likelihood. `"minque0"`, `"minque1"` and `"iminque"`: minimum norm quadratic unbiased
#'   estimation (MINQUE) at genetic variances of 0, at equal variances, and iterated.
#' @param constrain Whether variance components must not be negative.
#' @param accuracy Whether standard errors, intervals, `pev` and `reliability` are computed. `FALSE`
#'   saves time for many people: no step then takes time in proportion to their number cubed. It
#'   needs `method = "minque0"`.
#' @param intervals The 95 % intervals of components and heritabilities under `method = "reml"`:
#'   `"profile"` likelihood, or `"wald"`, estimate and standard error. Wald intervals cover too
#'   little, but with several kernels and many people they save most of the time. Other methods give
#'   Wald intervals.
#' @param prevalence Share of cases in the population, for a case-control trait: 0 and 1, two
#'   classes, or as in PLINK 1 and 2, which are taken as 0 and 1.
#' @param precision **Computing**\cr Precision of the arithmetic: `"double"` or `"single"`.
#' @param threads Number of threads. `NULL`: the option `genontk.threads`, else the environment
#'   variable GENONTK_THREADS, else all that this process may use.
#' @param backend Linear algebra. `"auto"`: the fastest that works here; `"blas"`: R's own BLAS and
#'   LAPACK, unless that is the reference BLAS; `"java"`: plain Java; `"gpu"`: a graphics card.
#' @param progress Whether to show a progress bar for work of more than a second.
#' @return A list of class `ntk_lmm` and `genontk_fit`, plain data that `saveRDS()` keeps:
#'   \item{variance_components}{a data frame: `component`, `estimate`, `std_error`, `lower`,
#'     `upper`, `unconstrained`, `boundary`; the last row is `residual`}
#'   \item{heritability}{a data frame: `component`, `estimate`, `std_error`, `lower`, `upper`,
#'     `raw_ratio`, `raw_ratio_std_error`; the last row is `total`}
#'   \item{heritability_liability}{with `prevalence`, a data frame: `component`, `estimate`,
#'     `std_error`, `lower`, `upper`; the last row is `total`}
#'   \item{fixed_effects}{a data frame: `term`, `estimate`, `std_error`, `statistic`, `p_value`}
#'   \item{random_effects}{a data frame: `id`, `component`, `value`, `pev` (prediction error
#'     variance), `reliability`}
#'   \item{fitted, residuals}{of each record, named by ID}
#'   \item{log_likelihood, converged, iterations}{of the estimation}
#'   \item{convergence}{a list: `gradient_norm`, the largest derivative of the log-likelihood in
#'     standard errors of its component, and `likelihood_change`, what a further step would add}
#'   \item{likelihood_ratio}{tests that a component is zero, a data frame: `component`, `statistic`,
#'     `p_value`. The p value is from the 50:50 mixture of chi-squared with 0 and 1 degrees of
#'     freedom, which is conservative. `NULL` if the method makes no test}
#'   \item{fixed_effects_covariance, variance_components_covariance}{what `vcov()` gives}
#'   \item{n_people, n_records, n_snps, kernel, people}{what was used}
#'   \item{dropped}{a data frame: `type` (person or snp), `id`, `reason`}
#'   \item{messages}{what the user should know}
#'   \item{formula, frame}{the formula (`NULL` without one) and the model frame}
#'   \item{seconds, memory, threads, options}{how it was computed}
#'   \item{backend, backend_description, backend_reasons}{the linear algebra used (`"blas"` or
#'     `"java"`), its library and version, and why faster ones were not used}
#'   For several traits a named list of these, of class `genontk_fits`.
#' @seealso [predict.genontk_fit()], [ntk_krr()], [ntk_kernel()]
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20, dimnames = list(paste0("p", 1:60), NULL))
#' pheno <- data.frame(age = runif(60, 20, 70), row.names = rownames(G))
#' pheno$trait <- 0.02 * pheno$age + cosh(scale(G[, 1] + G[, 2])[, 1]) + rnorm(60)
#' fit <- ntk_lmm(trait ~ age, data = pheno, genotypes = G)
#' fit
#' head(predict(fit, newdata = pheno, genotypes = G, interval = "prediction"))
#'
#' # Two sets of SNPs, each with a variance component.
#' colnames(G) <- paste0("rs", 1:20)
#' sets <- list(gene = c("rs1", "rs2"), rest = paste0("rs", 3:20))
#' ntk_lmm(trait ~ age, data = pheno, genotypes = G, kernel = "ntk", sets = sets)
ntk_lmm <- function(
  y,
  genotypes = NULL,
  data = NULL,
  covariates = NULL,
  id = NULL,
  weights = NULL,
  subset = NULL,
  na.action = stats::na.omit, # nolint: object_name_linter.
  people = NULL,
  snps = NULL,
  sets = NULL,
  maf = 0,
  hwe = 0,
  midp = FALSE,
  max_missing = 1,
  max_missing_person = 1,
  duplicates = "keep",
  missing = "mean",
  scale = "center",
  kernel = "additive+ntk",
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
  method = "reml",
  constrain = TRUE,
  accuracy = TRUE,
  intervals = "profile",
  prevalence = NULL,
  precision = "double",
  threads = NULL,
  backend = "auto",
  progress = interactive()
) {
  call <- short_call(match.call())
  options <- options_given()
  weights <- in_data(substitute(weights), data, parent.frame())
  subset <- in_data(substitute(subset), data, parent.frame())
  reporting({
    trait <- trait_of(y, name_of_trait(call), data, covariates, id, weights, subset, na.action)
    fit_model("ntk_lmm", trait, genotypes, kernel, options, progress, call)
  })
}
