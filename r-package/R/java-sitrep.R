#' What genontk found on this machine
#'
#' Lists the versions of genontk, R, rJava and Java, the heap, and the backend of the computations.
#'
#' @return A list of class `genontk_sitrep`, with a method of `print()`. If Java is missing or too
#'   old, its entry `problem` says so.
#' @export
#' @examples
#' sitrep()
sitrep <- function() {
  java <- tryCatch(ask("sitrep"), genontk_error = function(error) {
    session$last_error <- error
    list(
      version = as.character(utils::packageVersion("genontk")),
      problem = conditionMessage(error)
    )
  })
  if (!is.null(getOption("genontk.threads")) && is.null(java$problem)) {
    java$threads <- getOption("genontk.threads")
  }
  rjava <- tryCatch(as.character(utils::packageVersion("rJava")), error = function(error) "none")
  structure(c(java, list(r = R.version.string, rjava = rjava)), class = "genontk_sitrep")
}

#' @export
print.genontk_sitrep <- function(x, ...) {
  lines <- c(
    genontk = x$version,
    R = x$r,
    rJava = x$rjava,
    Java = x$java,
    "Java home" = x$java_home,
    heap = if (!is.null(x$max_heap_bytes)) paste("up to", in_units(x$max_heap_bytes)),
    threads = x$threads,
    backend = if (!is.null(x$backend)) paste0(x$backend, ": ", x$backend_description),
    if (length(x$backend_reasons) > 0L) {
      stats::setNames(x$backend_reasons, rep("not used", length(x$backend_reasons)))
    },
    problem = x$problem
  )
  width <- 0.95 * getOption("width")
  cat(formatDL(names(lines), lines, width = width, indent = 12L), sep = "\n")
  invisible(x)
}
