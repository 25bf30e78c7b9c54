# The reference to sets of SNPs in a request: the file that lists them, or the sets themselves.
sets_reference <- function(sets) {
  if (is.null(sets)) {
    return(NULL)
  }
  if (is.character(sets) && length(sets) == 1L && is.null(names(sets))) {
    return(list(file = absolute_path(sets, "sets")))
  }
  if (!is_named_list(sets) || !all(vapply(sets, is.character, logical(1L)))) {
    abort_invalid_input(
      "sets must be a named list of names of SNPs, list(APOE = c(\"rs429358\", \"rs7412\")), or ",
      "the path of a file; given: ",
      described(sets),
      "."
    )
  }
  one_set <- function(name, snps) list(name = name, snps = json_strings(snps))
  list(sets = unname(Map(one_set, names(sets), sets)))
}

is_named_list <- function(x) {
  is.list(x) && !is.null(names(x)) && !anyNA(names(x)) && all(nzchar(names(x)))
}
