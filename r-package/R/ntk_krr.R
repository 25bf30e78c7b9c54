#' Kernel ridge regression with a neural tangent kernel
#'
#' Fits \eqn{y = Zb + K\alpha}{y = Zb + K alpha} with the penalty chosen by cross-validation; the
#' fixed effects stay unpenalised. With the penalty \eqn{\sigma_e^2 / \sigma_g^2}{s_e / s_g} the
#' predictions are those of [ntk_lmm()].
#'
#' @inheritParams ntk_lmm
#' @inherit ntk_lmm details
#' @param kernel As in [ntk_lmm()]; of two kernels in a sum or a named list the share of the first
#'   is chosen by the same cross-validation, from 0 to 1 in steps of 0.1. An unnamed list or
#'   character vector holds candidates, which are compared on the same folds.
#' @param depth Number of hidden layers; several are compared on the same folds.
#' @param penalty The ridge penalty \eqn{\lambda}{lambda} of \eqn{K + \lambda I}{K + lambda I}: a
#'   number, or several to choose from; `NULL`: 25 from 1e-4 to 1e3 times the mean of K's diagonal.
#' @param folds The number of folds of the cross-validation, or the people's fold labels, in the
#'   order of the data.
#' @param repeats How often the cross-validation is repeated with other folds.
#' @param groups Labels of people who stay in one fold (families, sites), in the order of the data.
#' @param rule How the penalty is chosen: `"min"` (least cross-validated error), `"1se"`, `"gcv"`,
#'   `"loo"` or `"reml"`.
#' @param nested Whether the error of the choice is validated too: each fold is predicted by a
#'   kernel, share and penalty chosen by folds among the others alone. The least error of the path
#'   is too small by what was gained in choosing; this one is not. It costs one more fit a fold.
#' @param diagnostics Whether leave-one-out predictions, prediction error variances and
#'   reliabilities are computed, which takes an inverse of the kernel; `NULL`: up to 2000 people.
#'   `TRUE` gives the degrees of freedom of the path to more than 500 people, too.
#' @return A list of class `ntk_krr` and `genontk_fit`: what [ntk_lmm()] gives, and
#'   \item{penalty}{the penalty chosen}
#'   \item{share}{of the first of two kernels, both scaled to the variance that they stand for among
#'     these people, as is the penalty then; `NA` for one kernel}
#'   \item{path}{a data frame, one row a penalty: `penalty`, `error` (cross-validated, squared),
#'     `std_error`, `correlation`, `df` (effective degrees of freedom), `share`, `kernel`}
#'   \item{rule}{how it was chosen}
#'   \item{folds}{each person's fold, named by ID; with `repeats` a matrix of people x repeats}
#'   \item{leave_one_out}{a data frame of predictions from all other people: `id`, `prediction`,
#'     `residual`}
#'   \item{nested}{with `nested = TRUE` a list: `error`, `std_error` and `correlation` of nested
#'     cross-validation, and `choices`, a data frame of what each fold was predicted by (`repeat`,
#'     `fold`, `kernel`, `share`, `penalty`); else `NULL`}
#'   \item{route}{how the path was computed: by an `"eigendecomposition"`, or by `"lanczos"`}
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
  penalty = NULL,
  folds = 5,
  repeats = 1,
  groups = NULL,
  rule = "min",
  nested = FALSE,
  diagnostics = NULL
) {
  call <- short_call(match.call())
  options <- mget(c(common_options, quality_options, own_options))
  weights <- in_data(substitute(weights), data, parent.frame())
  subset <- in_data(substitute(subset), data, parent.frame())
  reporting({
    trait <- trait_of(y, name_of_trait(call), data, covariates, id, weights, subset, na.action)
    options["folds"] <- list(fold_labels(folds, trait))
    options["groups"] <- list(json_strings(in_rows(groups, trait$rows, trait$n, "groups")))
    fit_model("ntk_krr", trait, genotypes, kernel, options, progress, call)
  })
}

own_options <- c("penalty", "folds", "repeats", "groups", "rule", "nested", "diagnostics")

# A number of folds stays a number; labels are strings, those of the rows used.
fold_labels <- function(folds, trait) {
  if (length(folds) > 1L) json_strings(in_rows(folds, trait$rows, trait$n, "folds")) else folds
}
