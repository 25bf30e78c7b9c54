#' Predictions for new people
#'
#' Predicts the trait of new people from their genotypes and covariates.
#'
#' @param object Fit by [ntk_lmm()] or [ntk_krr()].
#' @param genotypes Genotypes of the new people, in any of the forms that the fit takes. SNPs are
#'   joined to those of the fit by name, else by chromosome, position and alleles: a column of a
#'   matrix may be called `"19:44908684:C:T"`, counted allele first. Swapped alleles and those of
#'   the other strand are converted. A missing SNP takes the training mean; more than 10 % missing
#'   SNPs are an error. Without `genotypes` and `kernel` the result is the fitted values of the fit.
#' @param data,newdata Covariates of the new people: a data frame with the variables of the formula.
#'   Not needed if the intercept is the only fixed effect. Factors, `poly()` and the like are coded
#'   as in the fit, and offsets are added. Columns hold the levels of identity kernels too; a level
#'   that the fit has not has the effect 0. The column that held the IDs in the fit holds them here
#'   too; without that column the row names do.
#' @param interval Type of interval: `"prediction"` for a new observation of each person,
#'   `"confidence"` for its mean. For a ridge regression it is the interval of the equivalent mixed
#'   model, whose residual variance is the penalty times the genetic variance.
#' @param level Coverage of the intervals.
#' @param kernel Kernel of new people x people of the fit, for a fit with your own kernel matrix.
#'   Its dimnames are IDs, as in `ntk_kernel(new, train)`. For a fit with several such matrices: a
#'   list of kernels with the names of the fit.
#' @param kernel_diagonal Kernel of each new person with themselves, for intervals with `kernel`.
#'   For several kernels: a matrix with one column per kernel, or a named list.
#' @param type Type of prediction. `"response"`: fixed effects, offset and genetic value;
#'   `"genetic"`: the genetic value alone.
#' @param components Whether to give the terms of each prediction too: the fixed effects, and the
#'   random effects of each component.
#' @param weights Weights of the new observations, for prediction intervals. `NULL`: 1.
#' @param progress Whether to show a progress bar for work of more than a second.
#' @param ... None.
#' @return A vector named by ID, with one value per row of the new data, or per person of the
#'   genotypes if there are no data. With `interval` a data frame with the columns `fit`, `lwr` and
#'   `upr`. With `components` a data frame that also has the columns `fixed` and the names of the
#'   components.
#' @importFrom stats predict
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(80 * 20, 2, 0.4), 80, 20, dimnames = list(paste0("p", 1:80), NULL))
#' y <- cosh(scale(G[, 1] + G[, 2])[, 1]) + rnorm(80)
#' fit <- ntk_lmm(y[1:60], G[1:60, ])
#' head(predict(fit, G[61:80, ]))
#' head(predict(fit, G[61:80, ], interval = "prediction"))
predict.genontk_fit <- function(
  object,
  genotypes = NULL,
  data = NULL,
  interval = NULL,
  level = 0.95,
  kernel = NULL,
  kernel_diagonal = NULL,
  newdata = data,
  type = c("response", "genetic"),
  components = FALSE,
  weights = NULL,
  progress = interactive(),
  ...
) {
  stop_on_dots(...)
  type <- reporting(choice(type, c("response", "genetic"), "type"))
  nobody <- is.null(genotypes) && is.null(kernel) && is.null(newdata)
  if (nobody && is.null(interval) && !isTRUE(components)) {
    known <- known_values(object, type)
    if (!is.null(known)) {
      return(known)
    }
  }
  reporting({
    refuse_interval(type, interval)
    newdata <- checked_newdata(newdata, object$design)
    design <- new_design(object$design, newdata)
    parcel <- new_parcel()
    parcel$model <- object$model
    request <- list(
      task = "predict",
      model = list(name = "model"),
      genotypes = genotypes_reference(genotypes, parcel),
      interval = json_option(interval, "interval"),
      components = json_option(components, "components"),
      weights = new_weights(weights, parcel),
      level = json_option(level, "level")
    )
    request <- c(
      request,
      new_kernel(kernel, kernel_diagonal, object, parcel),
      new_people(object$design, newdata, design, components_of(object), parcel)
    )
    result <- run_job(request, parcel, progress)
    show_messages(result$messages)
    shift <- if (type == "response") offset_shift(object, design) else -fixed_part(object, design)
    as_prediction(result, shift)
  })
}

# The predictions that the fit holds for its own people; a loaded model holds none.
known_values <- function(object, type) {
  if (type == "response") {
    if (!is.null(object$fitted)) fitted(object)
  } else if (!is.null(object$random_effects)) {
    genetic_values(object)
  }
}

new_weights <- function(weights, parcel) {
  if (!is.null(weights)) {
    put_in(parcel, "weights", as_numbers(weights, "weights"))
  }
}

refuse_interval <- function(type, interval) {
  if (type == "genetic" && !is.null(interval)) {
    abort_invalid_input(
      "intervals are those of the response; ranef() gives the prediction error variance (pev) ",
      "of the genetic values."
    )
  }
}

# The offset of new people, which the fit subtracted from the trait.
offset_shift <- function(object, design) {
  if (is.null(object$offset)) {
    return(0)
  }
  offset <- attr(design, "offset")
  if (is.null(offset)) {
    abort_invalid_input("the fit has an offset; give newdata with its variables.")
  }
  offset
}

# Zb of new people; without data the only fixed effect is the intercept.
fixed_part <- function(object, design) {
  effects <- coef(object)
  if (is.null(design)) effects else drop(design[, names(effects), drop = FALSE] %*% effects)
}

# The genetic values of the people of the fit: the sum over the components.
genetic_values <- function(object) {
  effects <- part_of_fit(object, "random_effects", "random effects")
  values <- matrix(effects$value, length(object$people))
  stats::setNames(rowSums(values), object$people)
}

# The same for each record, in the order of fitted().
genetic_of_records <- function(object) {
  genetic_values(object)[match(names(object$fitted), object$people)]
}

new_kernel <- function(kernel, diagonal, object, parcel) {
  several <- is.list(kernel) && !is.data.frame(kernel)
  own <- if (several) intersect(components_of(object), names_of_kernels(kernel))
  list(
    kernel = if (several) {
      kernel_reference(lapply(kernel, in_order_of, object$people), parcel)
    } else if (!is.null(kernel)) {
      kernel_matrix(in_order_of(kernel, object$people), parcel)
    },
    kernel_diagonal = if (!is.null(diagonal)) {
      put_in(parcel, "kernel_diagonal", kernel_diagonals(diagonal, own))
    }
  )
}

components_of <- function(object) setdiff(object$variance_components$component, "residual")

# One column per kernel, in the order of the fit: by name if there are names, else by position.
kernel_diagonals <- function(diagonal, own) {
  if (is.list(diagonal) && !is.data.frame(diagonal)) {
    if (!setequal(names_of_kernels(diagonal), own)) {
      abort_invalid_input(
        "kernel_diagonal must be named as kernel is; given: ",
        some_of(names(diagonal)),
        "."
      )
    }
    diagonal <- as_invalid_input(do.call(cbind, diagonal[own]), "kernel_diagonal")
  } else if (length(own) > 0L && is_table(diagonal) && all(own %in% colnames(diagonal))) {
    diagonal <- diagonal[, own, drop = FALSE]
  }
  as_numbers(diagonal, "kernel_diagonal")
}

# Columns are the people of the fit: by name if they are named so, else by position.
in_order_of <- function(kernel, people) {
  names <- if (is_table(kernel)) row_name_strings(colnames(kernel))
  if (length(people) > 0L && all(people %in% names)) {
    kernel[, match(people, names), drop = FALSE]
  } else {
    kernel
  }
}

checked_newdata <- function(data, design) {
  if (!is.null(data)) {
    data <- as_data_frame(data, "newdata")
    checked_data(data, id_of_new(design, data))
  }
}

id_of_new <- function(design, data) {
  known <- c(design$id, design$recipe$id)
  if (!is.null(known) && known %in% names(data)) known
}

new_design <- function(design, data) {
  if (!is.null(data)) {
    as_invalid_input(new_covariates(design, data), "newdata")
  }
}

new_people <- function(design, data, values, components, parcel) {
  if (is.null(data)) {
    return(list(ids = NULL, covariates = NULL))
  }
  id <- id_of_new(design, data)
  attr(values, "offset") <- NULL
  list(
    ids = json_strings(ids_of(data, id)),
    levels = levels_reference(components, data),
    covariates = covariates_reference(values, parcel)
  )
}

as_prediction <- function(result, shift) {
  values <- result$matrices$prediction + as.vector(shift)
  values[is.nan(values)] <- NA
  people <- result$people
  parts <- result$matrices$components
  if (ncol(values) == 1L && is.null(parts)) {
    return(stats::setNames(values[, "prediction"], people))
  }
  colnames(values) <- c(prediction = "fit", lower = "lwr", upper = "upr")[colnames(values)]
  table <- as.data.frame(values)
  if (!is.null(parts)) {
    parts[is.nan(parts)] <- NA
    table <- cbind(table, as.data.frame(parts))
  }
  if (!is.null(people)) {
    row.names(table) <- people
  }
  table
}

# The generic has dots. An unknown argument must not vanish in them: it is R's own error.
stop_on_dots <- function(...) {
  if (...length() > 0L) {
    given <- ...names()
    name <- if (is.null(given) || !nzchar(given[1L])) "by position" else given[1L]
    call <- as_typed(short_call(sys.call(-1)))
    stop(simpleError(paste0("unused argument (", name, ")"), call))
  }
}
