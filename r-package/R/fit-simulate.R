#' New traits from a fitted mixed model
#'
#' Draws new traits of the people of a fit, from \eqn{N(Zb, \sum_k \sigma_k^2 K_k + \sigma_e^2
#' I)}{N(Zb, sum s_k K_k + s_e I)} at the estimates. Genetic values and residuals are new, fixed
#' effects stay. Records of one person share the genetic values, and weights divide the residual
#' variance. Fits of these traits show how the estimates vary (a parametric bootstrap).
#'
#' @param object Fit by [ntk_lmm()].
#' @param nsim Number of traits.
#' @param seed Seed for [set.seed()]; the session's generator then returns to its earlier state.
#'   `NULL`: the generator goes on.
#' @param ... None.
#' @return A data frame with one row per record (one per person unless some have several) and the
#'   columns `sim_1`, `sim_2`, ... Its attribute `seed` is the seed, or the earlier state of the
#'   generator.
#' @importFrom stats simulate
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20, dimnames = list(paste0("p", 1:60), NULL))
#' y <- setNames(G[, 1] + rnorm(60), rownames(G))
#' fit <- ntk_lmm(y, G, kernel = "ntk")
#' traits <- as.matrix(simulate(fit, nsim = 3, seed = 1))
#' ntk_lmm(traits, G, kernel = "ntk")
simulate.ntk_lmm <- function(object, nsim = 1, seed = NULL, ...) {
  stop_on_dots(...)
  reporting({
    part_of_fit(object, "frame", "model frame")
    n <- object$n_records
    covariance <- model_covariance(object)
    root <- tryCatch(chol(covariance), error = function(error) {
      abort("not_positive_definite", "V of this fit is singular: its residual variance is at 0.")
    })
    mean <- drop(model.matrix(object) %*% coef(object))
    if (!is.null(object$offset)) {
      mean <- mean + object$offset
    }
    before <- generator_state()
    if (!is.null(seed)) {
      set.seed(seed)
    }
    draws <- mean + crossprod(root, matrix(stats::rnorm(n * nsim), n))
    dimnames(draws) <- list(names(object$fitted), paste0("sim_", seq_len(nsim)))
    if (!is.null(seed)) {
      assign(".Random.seed", before, envir = globalenv())
    }
    structure(as_frame(draws), seed = if (is.null(seed)) before else seed)
  })
}

# R needs different names for the rows of one person.
as_frame <- function(draws) {
  rownames(draws) <- make.unique(rownames(draws))
  as.data.frame(draws)
}

# V of the records of the fit, at the estimates.
model_covariance <- function(object) {
  kernels <- model_kernels(object)
  variances <- object$variance_components$estimate
  weights <- if (is.null(object$weights)) 1 else object$weights
  covariance <- diag(variances[length(variances)] / weights, object$n_records)
  person <- match(names(object$fitted), object$people)
  for (k in seq_along(kernels)) {
    covariance <- covariance + variances[k] * kernels[[k]][person, person]
  }
  covariance
}

# The kernels between the people of a fit, in the order of its components.
model_kernels <- function(object) {
  parcel <- new_parcel()
  parcel$model <- object$model
  result <- run_job(list(task = "kernel", model = list(name = "model")), parcel)
  unname(result$matrices)
}

generator_state <- function() {
  if (!exists(".Random.seed", envir = globalenv(), inherits = FALSE)) {
    stats::runif(1L)
  }
  get(".Random.seed", envir = globalenv())
}
