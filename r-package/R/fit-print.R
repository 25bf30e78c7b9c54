#' Print and summarise a fit
#'
#' @param x,object Fit by [ntk_lmm()] or [ntk_krr()], or its summary.
#' @param digits Number of significant digits.
#' @param ... None.
#' @return `print()`: `x`, invisibly. `summary()`: a list of class `summary.genontk_fit`. It has the
#'   parts of the fit that are not per person, `scaled_residuals` and `df_residual`. The first are
#'   the minimum, quartiles and maximum of the residuals in units of `sigma()`. The second is the
#'   degrees of freedom of the tests of fixed effects.
#' @name print.genontk_fit
#' @export
print.genontk_fit <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  print_heading(x, class(x)[1L])
  print_penalty(x, digits)
  print_table("Variance components", short_table(x$variance_components), digits)
  print_table("Heritability", short_table(x$heritability), digits)
  print_liability(x, digits)
  cat("\nFixed effects:\n")
  print(coef(x), digits = digits)
  print_messages(x$messages)
  invisible(x)
}

#' @rdname print.genontk_fit
#' @export
summary.genontk_fit <- function(object, ...) {
  long <- c("model", "fitted", "residuals", "random_effects", "people", "folds", "design")
  long <- c(long, "leave_one_out")
  long <- c(long, "frame", "offset", "missing")
  short <- unclass(object)[setdiff(names(object), long)]
  # Residuals cannot be scaled by a residual variance of 0.
  scaled <- if (sigma(object) > 0 && !is.null(object$residuals)) {
    stats::quantile(object$residuals / sigma(object), names = FALSE)
  }
  more <- list(
    task = class(object)[1L],
    scaled_residuals = scaled,
    df_residual = df.residual(object)
  )
  structure(c(short, more), class = "summary.genontk_fit")
}

#' @rdname print.genontk_fit
#' @export
print.summary.genontk_fit <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  print_heading(x, x$task)
  cat("\nCall:\n")
  cat(strwrap(deparse1(x$call), 0.95 * getOption("width"), exdent = 2L), sep = "\n")
  if (!is.na(x$log_likelihood)) {
    cat(sprintf("\nREML criterion: %s\n", format(-2 * x$log_likelihood, digits = digits + 3L)))
  }
  if (!is.null(x$scaled_residuals)) {
    cat("\nScaled residuals:\n")
    print(
      stats::setNames(x$scaled_residuals, c("Min", "1Q", "Median", "3Q", "Max")),
      digits = digits
    )
  }
  print_penalty(x, digits)
  of_ridge <- !is.null(x$penalty)
  components <- if (of_ridge) short_table else without_empty
  print_table("Variance components", components(x$variance_components), digits)
  print_table("Heritability", without_empty(x$heritability), digits)
  print_liability(x, digits)
  if (!is.null(x$likelihood_ratio)) {
    title <- "Likelihood ratio tests of the components (50:50 mixture, conservative)"
    print_table(title, x$likelihood_ratio, digits)
  }
  cat(sprintf("\nFixed effects (t with %d df):\n", x$df_residual))
  effects <- as.matrix(x$fixed_effects[c("estimate", "std_error", "statistic", "p_value")])
  dimnames(effects) <- list(
    x$fixed_effects$term,
    c("Estimate", "Std. Error", "t value", "Pr(>|t|)")
  )
  stats::printCoefmat(effects, digits = digits, has.Pvalue = TRUE, P.values = TRUE)
  print_dropped(x$dropped)
  print_messages(x$messages)
  if (!is.na(x$log_likelihood)) {
    how <- if (isTRUE(x$converged)) "converged" else "not converged"
    value <- format(x$log_likelihood, digits = digits + 3L)
    cat(sprintf("\nLog-likelihood %s, %s in %s iterations\n", value, how, format(x$iterations)))
  }
  if (is.null(x$seconds)) {
    return(invisible(x)) # a loaded model
  }
  cat(sprintf(
    "%s%.2f s, %s of memory at the peak, backend %s with %s threads\n",
    if (is.na(x$log_likelihood)) "\n" else "",
    x$seconds,
    in_units(x$memory$peak),
    x$backend,
    format(x$threads)
  ))
  invisible(x)
}

print_heading <- function(x, task) {
  title <- c(ntk_lmm = "Mixed model", ntk_krr = "Kernel ridge regression")[[task]]
  how <- if (task == "ntk_lmm") sprintf(" (%s)", toupper(x$options$method)) else ""
  snps <- if (isTRUE(x$n_snps > 0)) sprintf(", %d SNPs", x$n_snps) else ""
  cat(sprintf("%s%s of %s\n", title, how, x$y_name))
  cat(sprintf("%d people%s; kernel %s\n", x$n_people, snps, x$kernel))
}

print_penalty <- function(x, digits) {
  if (is.null(x$penalty)) {
    return(invisible())
  }
  cat(sprintf("\nPenalty %s, by the rule %s\n", format(x$penalty, digits = digits), x$rule))
  print_shares(x, digits)
  compared <- unique(x$path$kernel)
  if (length(compared) > 1L) {
    cat(sprintf("Kernel %s, of %s\n", x$kernel, some_of(compared)))
  }
  chosen <- x$path[is_chosen(x), ]
  if (nrow(chosen) == 1L) {
    cat(sprintf(
      "Cross-validated squared error %s (SE %s), correlation %s\n",
      format(chosen$error, digits = digits),
      format(chosen$std_error, digits = digits),
      format(chosen$correlation, digits = digits)
    ))
  }
  print_nested(x$nested, digits)
}

# The share of the first of two kernels, or the shares of three.
print_shares <- function(x, digits) {
  if (NROW(x$shares) > 2L) {
    shares <- vapply(x$shares$share, format, character(1L), digits = digits)
    cat("Shares ", paste(x$shares$component, shares, collapse = ", "), "\n", sep = "")
  } else if (!is.na(x$share)) {
    first <- x$variance_components$component[1L]
    cat(sprintf("Share of %s %s\n", first, format(x$share, digits = digits)))
  }
}

print_nested <- function(nested, digits) {
  if (!is.null(nested)) {
    cat(sprintf(
      "Nested cross-validation: squared error %s (SE %s), correlation %s\n",
      format(nested$error, digits = digits),
      format(nested$std_error, digits = digits),
      format(nested$correlation, digits = digits)
    ))
  }
}

# The row of the path that was chosen; none if the penalty lies between those of the grid.
is_chosen <- function(x) x$path$penalty == x$penalty & mixtures(x$path) == chosen_mixture(x)

# The kernel and the shares of each row of a path, as one word.
mixtures <- function(path) {
  do.call(paste, path[names(path) %in% c("kernel", "share", "second_share")])
}

chosen_mixture <- function(x) {
  choice <- list(kernel = x$kernel, share = x$share, second_share = x$shares$share[2L])
  do.call(paste, unname(choice[intersect(names(x$path), names(choice))]))
}

# The most important columns, with standard errors and intervals if there are any.
short_table <- function(table) {
  shown <- c("component", "estimate", "std_error", "lower", "upper", "boundary")
  if (!any(table$boundary)) {
    shown <- setdiff(shown, "boundary")
  }
  table <- without_empty(table)
  table[intersect(shown, names(table))]
}

without_empty <- function(table) {
  table[vapply(table, function(x) !all(is.na(x)), logical(1L))]
}

print_table <- function(title, table, digits) {
  cat("\n", title, ":\n", sep = "")
  print(table, digits = digits, row.names = FALSE)
}

print_liability <- function(x, digits) {
  if (!is.null(x$heritability_liability)) {
    print_table("Heritability on the scale of liability", x$heritability_liability, digits)
  }
}

print_dropped <- function(dropped) {
  if (nrow(dropped) == 0L) {
    return(invisible())
  }
  groups <- split(dropped$id, paste(dropped$type, dropped$reason, sep = ", "))
  cat("\nDropped:\n")
  cat(sprintf("  %s: %s\n", names(groups), vapply(groups, some_of, character(1L))), sep = "")
}

print_messages <- function(messages) {
  if (length(messages) > 0L) {
    lines <- unlist(lapply(paste("*", messages), strwrap, exdent = 2L))
    cat("\n", paste0(lines, "\n"), sep = "")
  }
}
