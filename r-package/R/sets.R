# How a request names sets of SNPs: the file that lists them, or the sets themselves.
sets_reference <- function(sets) {
  if (is.null(sets)) {
    return(NULL)
  }
  named <- !is.null(names(sets)) && !anyNA(names(sets)) && all(nzchar(names(sets)))
  if (is.character(sets) && length(sets) == 1L && is.null(names(sets))) {
    return(list(file = absolute_path(sets, "sets")))
  }
  if (!is.list(sets) || !named || !all(vapply(sets, is.character, logical(1L)))) {
    abort_invalid_input(
      "sets must be a named list of names of SNPs, list(APOE = c(\"rs429358\", \"rs7412\")), or ",
      "the path of a file; given: ",
      described(sets),
      "."
    )
  }
  list(
    sets = unname(Map(
      function(name, snps) list(name = name, snps = json_strings(snps)),
      names(sets),
      sets
    ))
  )
}
