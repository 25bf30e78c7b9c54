# The fits of several traits: a named list of fits.

#' @export
print.genontk_fits <- function(x, digits = max(3L, getOption("digits") - 3L), ...) {
  cat(sprintf("%d fits by %s\n\n", length(x), class(x[[1L]])[1L]))
  print(do.call(rbind, lapply(x, one_line)), digits = digits, row.names = FALSE)
  cat("\nEach is a fit of its own: [[\"", names(x)[1L], "\"]].\n", sep = "")
  invisible(x)
}

one_line <- function(fit) {
  total <- fit$heritability[fit$heritability$component == "total", ]
  line <- data.frame(
    trait = fit$y_name,
    people = fit$n_people,
    kernel = fit$kernel,
    heritability = total$estimate
  )
  if (is.null(fit$penalty)) {
    line$std_error <- total$std_error
  } else {
    line$penalty <- fit$penalty
  }
  line
}
