# The reference to kernels in a request: a name or a sum of names, the user's own matrix in the
# parcel, a named list of these (one variance component each), or an unnamed list (candidates to
# compare).

kernel_reference <- function(kernel, parcel, name = "kernel") {
  if (is.null(kernel) || is_kernel_name(kernel)) {
    return(kernel)
  }
  if (!is_list_of_kernels(kernel)) {
    return(c(kernel_matrix(kernel, parcel), name = name))
  }
  if (is.null(names(kernel))) {
    return(Map(
      function(one, i) kernel_reference(one, parcel, paste0("kernel", i)),
      as.list(kernel),
      seq_along(kernel)
    ))
  }
  list(
    components = Map(
      function(one, name) list(name = name, kernel = kernel_reference(one, parcel, name)),
      unname(as.list(kernel)),
      unname(names_of_kernels(kernel))
    )
  )
}

# c(mine = "ntk") is a list of one component.
is_kernel_name <- function(kernel) {
  is.character(kernel) && length(kernel) == 1L && is.null(dim(kernel)) && is.null(names(kernel))
}

is_list_of_kernels <- function(kernel) {
  (is.list(kernel) && !is.data.frame(kernel)) || (is.character(kernel) && is.null(dim(kernel)))
}

names_of_kernels <- function(kernels) {
  names <- names(kernels)
  if (is.null(names) || anyNA(names) || !all(nzchar(names))) {
    abort_invalid_input(
      "a list of kernels needs one name per kernel, that of its variance component. Only ",
      "ntk_krr() takes a list without names, to compare its kernels."
    )
  }
  names
}

# The kernels of a list that are called "identity": their names may be those of columns.
names_of_identities <- function(kernel) {
  if (is_list_of_kernels(kernel)) {
    names(kernel)[vapply(kernel, identical, logical(1L), "identity")]
  }
}

# The levels of the rows of the data in the columns of these names.
levels_reference <- function(names, data) {
  names <- intersect(names, names(data))
  if (length(names) > 0L) {
    lapply(stats::setNames(nm = names), function(name) json_strings(level_strings(data[[name]])))
  }
}

kernel_matrix <- function(kernel, parcel) {
  if (!is_table(kernel)) {
    abort_invalid_input(
      "kernel must be a name such as \"ntk\", a sum of names, a numeric matrix of people x ",
      "people, or a list of these; given: ",
      described(kernel),
      "."
    )
  }
  name <- paste0("kernel-", length(parcel$matrices) + 1L)
  list(
    values = put_in(parcel, name, as_numbers(kernel, "kernel")),
    ids = json_strings(names_of_rows(kernel))
  )
}
