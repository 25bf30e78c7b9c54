#' Kernel ridge regression with a neural tangent kernel
#'
#' Fits \eqn{y = Zb + K\alpha + e}{y = Zb + K alpha + e} by penalised least squares, where the
#' kernel \eqn{K}{K} is a matrix of similarities between people. Cross-validation chooses the
#' penalty; the fixed effects \eqn{b}{b} stay unpenalised.
#'
#' @details
#' ## The model
#'
#' For a penalty \eqn{\lambda}{lambda} the coefficients of the kernel are
#' \eqn{\alpha = (K + \lambda I)^{-1}(y - Zb)}{alpha = (K + lambda I)^-1 (y - Zb)}. With the penalty
#' \eqn{\sigma_e^2 / \sigma_g^2}{s_e / s_g} the predictions are those of [ntk_lmm()]. The default,
#' `kernel = "ntk"`, is the neural tangent kernel of infinitely wide ReLU networks.
#'
#' Several penalties, depths or kernels are compared on the same folds. For a sum of two or three
#' kernels the same folds also choose the share of each.
#'
#' With `weights` the fit minimises the weighted sum of squared errors, and the error of the path is
#' the weighted mean. A person of weight 2 counts as two people with the same data in the same fold,
#' also in the means and standard deviations of SNPs, in the filters and in median distances.
#'
#' ## People and traits
#'
#' People are joined by ID, or by position where one side has no IDs, as in [ntk_lmm()]. Each person
#' has one row in the data; an ID that occurs twice is an error. `dropped` lists the people with a
#' missing trait or covariate, and the people and SNPs that a filter excludes.
#'
#' A trait of two classes (0 and 1, `FALSE` and `TRUE`, or a factor) is fitted as numbers. Several
#' traits are a matrix or data frame `y`, or `cbind()` on the left of the formula.
#'
#' @inheritParams ntk_lmm
#' @param weights Weights of the squared errors, one number above zero per row of the data, looked
#'   up in `data` first.
#' @param sets Sets of SNPs in the forms that [ntk_lmm()] takes. Each set has a kernel, and
#'   cross-validation chooses the share of each. At most three kernels are mixed.
#' @param kernel **Kernel**\cr Name, matrix, sum of two or three names or named list of as many
#'   kernels, as in [ntk_lmm()]. Cross-validation chooses the shares of several kernels: in steps of
#'   0.1 for two, of 0.2 for three. An unnamed list or character vector holds candidates, which are
#'   compared on the same folds.
#' @param depth Number of hidden layers. Several numbers are compared on the same folds.
#' @param seed Seed of the random networks and of the folds.
#' @param penalty **Estimation**\cr Ridge penalty \eqn{\lambda}{lambda} of
#'   \eqn{K + \lambda I}{K + lambda I}: a number, or several to choose from. `NULL`: 25 numbers from
#'   1e-4 to 1e3 times the mean of the diagonal of \eqn{K}{K}.
#' @param folds Number of folds of the cross-validation, or one fold label per row of the data.
#' @param repeats Number of cross-validations, each with other folds.
#' @param groups Labels of groups (families, sites), one per row of the data. People of a group stay
#'   in one fold.
#' @param rule Choice of the penalty. `"min"`: the least cross-validated error; `"1se"`: the largest
#'   penalty within one standard error of it; `"gcv"` and `"loo"`: generalised and leave-one-out
#'   cross-validation; `"reml"`: the restricted likelihood of the equivalent mixed model.
#' @param nested Whether to validate the error of the choice too. A kernel, share and penalty that
#'   the other folds choose alone then predict each fold. The least error of the path is too small,
#'   as it was chosen; this one is not. It costs one more fit per fold.
#' @param diagnostics Whether to compute leave-one-out predictions, prediction error variances and
#'   reliabilities, which takes an inverse of the kernel. `NULL`: up to 2000 people. `TRUE` also
#'   gives the degrees of freedom of the path for more than 500 people.
#' @return A list of class `ntk_krr` and `genontk_fit`: what [ntk_lmm()] gives, and
#'   \item{penalty}{the penalty chosen}
#'   \item{share}{the share of the first of several kernels, `NA` for one kernel. Kernels are scaled
#'     to the variance that they stand for among these people, and so is the penalty}
#'   \item{shares}{a data frame of the share of each kernel, which sum to 1: `component`, `share`}
#'   \item{path}{a data frame, one row per penalty: `penalty`, `error` (cross-validated, squared),
#'     `std_error`, `correlation`, `df` (effective degrees of freedom), `share`, `kernel`. With a
#'     kernel of three components also `second_share`, the share of the second}
#'   \item{rule}{the rule that chose the penalty}
#'   \item{folds}{the fold of each person, named by ID; with `repeats` a matrix of people x repeats}
#'   \item{leave_one_out}{a data frame of predictions from all other people: `id`, `prediction`,
#'     `residual`}
#'   \item{nested}{with `nested = TRUE` a list: `error`, `std_error` and `correlation` of nested
#'     cross-validation, and `choices`, a data frame of what predicted each fold (`repeat`, `fold`,
#'     `kernel`, `share`, `penalty`, and `second_share` as in `path`); else `NULL`}
#'   \item{route}{the computation of the path: an `"eigendecomposition"` or `"lanczos"`}
#'   For several traits a named list of these, of class `genontk_fits`.
#' @seealso [predict.genontk_fit()], [ntk_lmm()]
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20)
#' y <- cosh(scale(G[, 1] + G[, 2])[, 1]) + rnorm(60)
#' fit <- ntk_krr(y, G)
#' fit
#' plot(fit)
ntk_krr <- function(
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
  penalty = NULL,
  folds = 5,
  repeats = 1,
  groups = NULL,
  rule = "min",
  nested = FALSE,
  diagnostics = NULL,
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
    # A number of folds stays a number; labels are strings.
    labels <- length(folds) > 1L
    options["folds"] <- list(if (labels) row_labels(folds, "folds", trait) else folds)
    options["groups"] <- list(row_labels(groups, "groups", trait))
    fit_model("ntk_krr", trait, genotypes, kernel, options, progress, call)
  })
}
