# How a request names the kernel: by its name, or as a matrix of the user's own in the parcel.

kernel_reference <- function(kernel, parcel) {
  name <- "kernel"
  if (is.list(kernel) && !is.data.frame(kernel)) {
    name <- c(names(kernel), name)[1L]
    kernel <- only_kernel(kernel)
  }
  if (is.null(kernel) || (is.character(kernel) && length(kernel) == 1L)) {
    return(kernel)
  }
  c(kernel_matrix(kernel, parcel), name = name)
}

only_kernel <- function(kernels) {
  if (length(kernels) != 1L) {
    abort_invalid_input(
      "a list of several kernels, one variance component each, is not served in this version; ",
      "give one kernel: a name or a matrix."
    )
  }
  kernels[[1L]]
}

kernel_matrix <- function(kernel, parcel) {
  if (!is_table(kernel)) {
    abort_invalid_input(
      "kernel must be a name such as \"ntk\", or a numeric matrix of people x people; given: ",
      described(kernel),
      "."
    )
  }
  list(
    values = put_in(parcel, "kernel", as_numbers(kernel, "kernel")),
    ids = json_strings(names_of_rows(kernel))
  )
}
