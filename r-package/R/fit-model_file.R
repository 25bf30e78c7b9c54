#' Models in files
#'
#' `save_model()` writes a fit to one file. `load_model()` reads such a file, in R, Python or Java,
#' in this version of genontk or a later one. A loaded model prints and predicts as the fit does, to
#' the last digits.
#'
#' A model with a kernel **holds the training genotypes** at the SNPs that it uses, and the people's
#' IDs unless `ids = FALSE`: protect the file as you protect the data. An additive model saved with
#' `effects_only = TRUE` may be given away. It holds the effects of the SNPs, their means and the
#' fixed effects, and nothing about any person. It predicts, without intervals.
#'
#' The file has no fitted values, residuals and genetic values. It has the formula if that consists
#' of variables, factors with treatment contrasts and their products. Otherwise the loaded model
#' needs `newdata` with one column per term, named as in `fixed_effects$term`. Within R `saveRDS()`
#' keeps the whole fit.
#'
#' The file is written under another name and then renamed, so that nobody reads half of it.
#'
#' @param fit Fit by [ntk_lmm()] or [ntk_krr()], or a loaded model.
#' @param path Path of the file, for instance `"height.genontk"`.
#' @param ids Whether the file holds the people's IDs, and messages that may name them.
#' @param effects_only Whether the file holds the effects of the SNPs alone; for
#'   `kernel = "additive"`, `"dominance"` or the sum of both.
#' @return `save_model()`: the path, invisibly. `load_model()`: a fit of class `genontk_fit`,
#'   without `fitted`, `residuals` and `random_effects`, as its `messages` say. [snp_effects()]
#'   gives the effects of its SNPs.
#' @export
#' @examples
#' set.seed(1)
#' G <- matrix(rbinom(60 * 20, 2, 0.4), 60, 20, dimnames = list(paste0("p", 1:60), NULL))
#' fit <- ntk_lmm(G[, 1] + rnorm(60), G, kernel = "additive")
#' file <- save_model(fit, tempfile(fileext = ".genontk"), effects_only = TRUE)
#' model <- load_model(file)
#' head(snp_effects(model)[c("id", "mean", "effect")])
#' head(predict(model, G))
save_model <- function(fit, path, ids = TRUE, effects_only = FALSE) {
  reporting({
    parcel <- model_parcel(fit)
    if (!is.null(fit$offset)) {
      abort_invalid_input(
        "fit has an offset, which a model file cannot hold; subtract it from the trait and add it ",
        "to the predictions, or use saveRDS()."
      )
    }
    path <- absolute_path(path, "path")
    run_job(
      list(
        task = "save_model",
        model = list(name = "model"),
        path = path,
        keep_ids = json_option(ids, "ids"),
        effects_only = json_option(effects_only, "effects_only"),
        design = design_recipe(fit)
      ),
      parcel
    )
    invisible(path)
  })
}

#' @rdname save_model
#' @export
load_model <- function(path) {
  call <- short_call(match.call())
  reporting({
    result <- run_job(list(task = "load_model", path = absolute_path(path, "path")))
    result$fit$model <- result$model
    result$fit$people <- result$people
    result$fit$messages <- c(result$fit$messages, result$lacks)
    result$fit$components <- setdiff(result$fit$variance_components$component, "residual")
    new_fit(result$fit, list(design = list(recipe = result$design)), call)
  })
}

# A part of a fit that a loaded model lacks.
part_of_fit <- function(fit, part, what) {
  if (is.null(fit[[part]])) {
    abort_invalid_input(
      "a model from a file has no ",
      what,
      "; use the fit itself, which saveRDS() keeps as it is."
    )
  }
  fit[[part]]
}

# The recipe by which R and Python make the columns of the design. If the formula has more than
# products of variables and levels, each term is a variable of its own name.
design_recipe <- function(fit) {
  design <- fit$design
  if (!is.null(design$recipe)) {
    return(written_recipe(design$recipe$id, design$recipe$columns, design$recipe$levels))
  }
  terms <- fit$fixed_effects$term
  levels <- levels_of(design)
  columns <- if (!is.null(levels)) columns_of(design$terms, levels)
  if (is.null(columns) || !all(terms %in% names(columns))) {
    columns <- lapply(stats::setNames(nm = terms), function(term) {
      if (term == "(Intercept)") list() else list(list(variable = term))
    })
    levels <- list()
  }
  columns <- Map(
    function(name, factors) list(name = name, factors = factors),
    terms,
    columns[terms]
  )
  written_recipe(design$id, unname(columns), levels)
}

# jsonlite writes an empty named list as an object, and an empty list without names as an array.
written_recipe <- function(id, columns, levels) {
  columns <- lapply(columns, function(column) {
    list(name = column$name, factors = lapply(column$factors, as.list))
  })
  levels <- lapply(levels, function(known) json_strings(setdiff(known, no_other)))
  if (length(levels) == 0L) {
    levels <- stats::setNames(list(), character())
  }
  list(id = id, columns = columns, levels = levels)
}

# The levels of factors, strings and logical variables; NULL if there are other contrasts than
# treatment contrasts.
levels_of <- function(design) {
  contrasts <- unlist(design$contrasts)
  if (is.list(contrasts) || !all(contrasts == "contr.treatment")) {
    return(NULL)
  }
  classes <- attr(design$terms, "dataClasses")
  logical <- setdiff(names(classes)[classes == "logical"], names(design$xlevels))
  levels <- c(
    design$xlevels,
    stats::setNames(rep(list(c("FALSE", "TRUE")), length(logical)), logical)
  )
  if (all(classes[setdiff(names(classes), names(levels))] %in% "numeric")) levels
}

# The factors of each column of the model matrix, under R's name of the column; NULL if a variable
# is a call, such as log(age).
columns_of <- function(terms, levels) {
  variables <- as.list(attr(terms, "variables"))[-1L]
  if (!all(vapply(variables, is.name, logical(1L)))) {
    return(NULL)
  }
  variables <- vapply(variables, as.character, character(1L))
  use <- attr(terms, "factors")
  use <- with_first_factor_whole(use, attr(terms, "intercept"), variables %in% names(levels))
  columns <- if (attr(terms, "intercept") == 1L) list("(Intercept)" = list())
  for (term in seq_along(attr(terms, "term.labels"))) {
    products <- list(list())
    names <- ""
    for (i in which(use[, term] > 0L)) {
      coded <- coded_variable(variables[i], levels[[variables[i]]], use[i, term] == 1L)
      names(coded) <- sub(variables[i], rownames(use)[i], names(coded), fixed = TRUE)
      products <- unlist(
        lapply(coded, function(one) lapply(products, function(product) c(product, list(one)))),
        recursive = FALSE
      )
      names <- as.vector(outer(names, names(coded), function(a, b) {
        ifelse(nzchar(a), paste(a, b, sep = ":"), b)
      }))
    }
    columns <- c(columns, stats::setNames(products, names))
  }
  columns
}

# Without an intercept, R gives the first factor of the formula one column per level.
with_first_factor_whole <- function(use, intercept, categorical) {
  of_factors <- which(use > 0L & categorical, arr.ind = TRUE)
  if (intercept == 0L && length(of_factors) > 0L) {
    use[of_factors[1L, 1L], of_factors[1L, 2L]] <- 2L
  }
  use
}

# A number has one column. A factor has one per level, without the first under a contrast.
coded_variable <- function(variable, levels, contrast) {
  if (is.null(levels)) {
    return(stats::setNames(list(list(variable = variable)), variable))
  }
  shown <- if (contrast) levels[-1L] else levels
  stats::setNames(
    lapply(shown, function(level) list(variable = variable, level = level)),
    paste0(variable, shown)
  )
}

# The design of new people, by the recipe of a loaded model.
covariates_by_recipe <- function(recipe, data) {
  for (variable in intersect(names(recipe$levels), names(data))) {
    require_known_levels(variable, data[[variable]], recipe$levels[[variable]])
  }
  values <- vapply(
    recipe$columns,
    function(column) {
      Reduce(
        `*`,
        lapply(column$factors, coded_values, recipe$levels, data),
        rep(1, nrow(data))
      )
    },
    numeric(nrow(data))
  )
  values <- matrix(values, nrow = nrow(data))
  colnames(values) <- vapply(recipe$columns, function(column) column$name, character(1L))
  values
}

coded_values <- function(factor, levels, data) {
  variable <- factor[["variable"]]
  if (!variable %in% names(data)) {
    abort_invalid_input(
      "The new data lack the variable '",
      variable,
      "' of the model.",
      if (variable != make.names(variable)) {
        paste(
          " A model file holds a term that is a call as a column of that name: give it, computed",
          "as in the fit, or keep the fit itself by saveRDS() or pickle."
        )
      }
    )
  }
  values <- data[[variable]]
  if (is.null(factor[["level"]])) {
    if (!is.numeric(values) && !is.logical(values)) {
      abort_invalid_input("'", variable, "' must be numeric; given: ", described(values), ".")
    }
    return(as.numeric(values))
  }
  values <- as.character(values)
  as.numeric(values == factor[["level"]])
}

require_known_levels <- function(variable, values, levels) {
  values <- as.character(values)
  unknown <- setdiff(values[!is.na(values)], unlist(levels))
  if (length(unknown) > 0L) {
    abort_invalid_input("'", variable, "' has levels that the fit has not: ", some_of(unknown), ".")
  }
}
