#' Mixed model with a neural tangent kernel
#'
#' Fits \eqn{y = Zb + \sum_k g_k + e}{y = Zb + sum g_k + e}, where the genetic values
#' \eqn{g_k}{g_k} have covariance \eqn{\sigma_k^2 K_k}{s_k K_k} with \eqn{K_k}{K_k} a kernel
#' between people, and gives variance components, heritability, fixed effects and genetic values
#' (BLUP).
#'
#' People are joined by their IDs: the column `id` of `data`, else its row names or the names of
#' `y`, and the row names of the genotypes (in a PLINK file IID, or FID:IID where IID is not
#' unique). Where one side has no IDs people are joined by position, and a message in the fit says
#' so. People with a missing trait or covariate are dropped and listed in `dropped`.
#'
#' `"ntk"` is the kernel of infinitely wide ReLU networks, or, with `ntk = "empirical"`, of finite
#' ones. It fixes beforehand which share of the genetic variance is additive. `"additive+ntk"` sets
#' that share free: it has two components, `additive` (XX'/p) and `non-additive` (the NTK without
#' its constant and linear parts). The kernels of the other names are functions of distance
#' (`"gaussian"`, `"laplace"`, relative to the median distance) or of angle (`"polynomial"`,
#' `"arccosine"`). [ntk_kernel()] gives any of them as a matrix.
#'
#' An ID that stands several times in the data is a person with several records (in the genotypes
#' it is an error, and so it is where all such rows are mere copies): the kernels are between
#' people, and every record has a residual of its own. What lasts in a person and is not genetic can
#' be given a component, by the identity matrix as a kernel of your own. With `weights` the residual
#' variance of a record is that of weight 1 divided by its weight; heritability is then that of a
#' record of average weight.
#'
#' A trait of two classes (0 and 1, `FALSE` and `TRUE`, or a factor) is fitted on the observed
#' scale, and a message says so. With `prevalence` heritability is given on the scale of liability
#' too (Lee, Wray, Goddard and Visscher 2011), ascertainment of cases taken into account. Where
#' cases were strongly ascertained REML falls short of the truth (Golan, Lander and Rosset 2014);
#' `method = "minque0"` does not.
#'
#' Several traits at once, a matrix or data frame `y` or `cbind()` on the left of the formula, share
#' the work where they are missing in the same people.
#'
#' Options that a later version will serve are refused by name.
#'
#' @param y The trait: a formula (`thickness ~ age + sex`; the right side holds the fixed effects,
#'   with factors, `poly()`, interactions and `offset()` as in [stats::lm()]), or a numeric vector.
#'   Several traits: `cbind(a, b) ~ age`, or a numeric matrix or data frame with a column each.
#' @param genotypes People in rows, SNPs in columns: a matrix, a numeric data frame, the path of a
#'   PLINK `.bed` or a `.npy` file, or what [read_genotypes()] gives. Not needed where `kernel`
#'   is a matrix.
#' @param data A data frame with the variables of the formula.
#' @param covariates Without a formula: a matrix or data frame of fixed effects, to which the
#'   intercept is added.
#' @param id The name of the column of `data` that holds the people's IDs.
#' @param weights Weights of the records, numbers above zero, looked for in `data` first.
#' @param subset The rows of the data to use, as in [stats::lm()].
#' @param na.action What becomes of people with a missing trait or covariate: [stats::na.omit()]
#'   drops them; [stats::na.exclude()] too, and they stand in `fitted()` and `residuals()` as `NA`;
#'   [stats::na.fail()] refuses them.
#' @param kernel A name, `"ntk"`, `"additive"`, `"non-additive"`, `"gaussian"`, `"polynomial"`,
#'   `"arccosine"` or `"laplace"`; a sum of names such as `"additive+gaussian"`, with a variance
#'   component each; a square numeric matrix of people x people (its row names are their IDs); or a
#'   named list (or character vector) of these, with a variance component each.
#' @param ntk `"exact"`: the kernel of infinitely wide networks; `"empirical"`: of finite ones.
#' @param parameterization Of the empirical kernel: `"ntk"` or `"standard"`.
#' @param depth Number of hidden layers.
#' @param width,networks Of the empirical kernel: units a layer, and networks averaged.
#' @param seed Of whatever is random: the empirical kernel's networks, the folds.
#' @param unit_diagonal Whether the NTK is scaled to have 1 on its diagonal.
#' @param divide_by_snps Whether the empirical NTK is divided by the number of SNPs.
#' @param bandwidth Of the Gaussian and the Laplace kernel, in units of the median squared distance
#'   and the median distance.
#' @param degree Of the polynomial kernel.
#' @param scale How SNPs are standardised before the kernel: `"center"`, less their mean; `"sd"` and
#'   `"hwe"`, then divided by their standard deviation, or by that of Hardy-Weinberg equilibrium.
#'   ([ntk_kernel()] takes them as they are, too.)
#' @param maf,hwe,max_missing Filters of SNPs: least minor allele frequency, least p value of the
#'   exact Hardy-Weinberg test, largest share of missing genotypes. What is dropped, and why, is in
#'   `dropped`.
#' @param midp Whether the Hardy-Weinberg test is by the mid p value.
#' @param max_missing_person People who miss a larger share of the SNPs are left out.
#' @param duplicates `"keep"`, or `"drop"`: of SNPs with the same chromosome, position and alleles
#'   the first alone is kept.
#' @param missing Missing genotypes: `"mean"` puts the SNP's mean in their place, `"pairwise"` does
#'   too and divides the additive kernel by the number of SNPs that both people have, as GCTA does;
#'   `"error"` refuses.
#' @param people,snps The people and SNPs to use: IDs or names, numbers, `TRUE` and `FALSE` for
#'   each, and ranges of SNPs such as `"19:44000000-46000000"`; see [read_genotypes()].
#' @param sets Sets of SNPs, each with the kernel and its variance component of its own: a named
#'   list of SNP names or ranges such as `list(APOE = c("rs429358", "rs7412"), region =
#'   "19:44000000-46000000")`, or the path of a file with a line a set, its name and then its SNPs
#'   or ranges. SNPs in no set are not used, and named in `messages`; a set `"*"` holds them. With
#'   `kernel = "ntk"` a set has one component, named after it; with a sum one for each part. Not for
#'   [ntk_krr()].
#' @param precision `"double"` or `"single"`.
#' @param threads Number of threads; `NULL`: what `options(genontk.threads =)` or else the
#'   environment variable GENONTK_THREADS says, or else all that this process may use.
#' @param backend `"auto"`: the fastest that works here; `"blas"`: R's own BLAS and LAPACK, unless
#'   that is the reference BLAS; `"java"`: plain Java; `"gpu"`.
#' @param progress Whether to show a progress bar where the fit takes longer than a second.
#' @param method `"reml"`, `"minque0"`, `"minque1"` or `"iminque"`.
#' @param constrain Whether variance components are kept from being negative.
#' @param accuracy Whether standard errors, intervals, `pev` and `reliability` are computed.
#'   `FALSE`, with `method = "minque0"` alone, leaves them `NA` and takes no step of the order
#'   of n^3.
#' @param intervals The 95 % intervals of components and heritabilities under `method = "reml"`:
#'   `"profile"` likelihood, or `"wald"`, estimate and standard error, which cover too little and,
#'   with several kernels and many people, save most of the time. Other methods give Wald intervals.
#' @param prevalence Of a case-control trait: the share of cases in the population.
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
#'     `p_value`, by the 50:50 mixture of chi-squared with 0 and 1 degrees of freedom, which is
#'     conservative; `NULL` where the method makes none}
#'   \item{fixed_effects_covariance, variance_components_covariance}{what `vcov()` gives}
#'   \item{n_people, n_records, n_snps, kernel, people}{what was used}
#'   \item{dropped}{a data frame: `type` (person or snp), `id`, `reason`}
#'   \item{messages}{what the user should know}
#'   \item{formula, frame}{the formula, `NULL` where there was none, and the model frame}
#'   \item{seconds, memory, threads, options}{how it was computed}
#'   \item{backend, backend_description, backend_reasons}{by which linear algebra: `"blas"` or
#'     `"java"`, its library and version, and why faster ones were passed over}
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
#' # Two sets of SNPs, a variance component each.
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
  kernel = "additive+ntk",
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
  max_missing_person = 1,
  duplicates = "keep",
  missing = "mean",
  people = NULL,
  snps = NULL,
  sets = NULL,
  precision = "double",
  threads = NULL,
  backend = "auto",
  progress = interactive(),
  method = "reml",
  constrain = TRUE,
  accuracy = TRUE,
  intervals = "profile",
  prevalence = NULL
) {
  call <- short_call(match.call())
  options <- mget(c(
    common_options,
    quality_options,
    "method",
    "constrain",
    "accuracy",
    "intervals",
    "prevalence"
  ))
  weights <- in_data(substitute(weights), data, parent.frame())
  subset <- in_data(substitute(subset), data, parent.frame())
  reporting({
    trait <- trait_of(y, name_of_trait(call), data, covariates, id, weights, subset, na.action)
    fit_model("ntk_lmm", trait, genotypes, kernel, options, progress, call)
  })
}
