# People's IDs, and matrices whose rows are people.

checked_data <- function(data, id) {
  if (!is.null(data)) {
    data <- as_data_frame(data, "data")
    others <- !names(data) %in% id
    data[others] <- lapply(data[others], plain_column)
  }
  if (is.null(id)) {
    return(data)
  }
  if (!is.character(id) || length(id) != 1L || is.na(id)) {
    abort_invalid_input("id must be the name of a column of data, a single string.")
  }
  if (!id %in% names(data)) {
    given <- if (is.null(data)) "no data are given" else paste("data has", some_of(names(data)))
    abort_invalid_input("id = \"", id, "\" names a column of data; ", given, ".")
  }
  data
}

# IDs of the rows of a data frame: the column `id`, or the row names. Row names that R made (1, 2,
# ... n) are no IDs.
ids_of <- function(data, id) {
  if (!is.null(id)) {
    return(id_strings(data[[id]]))
  }
  automatic <- .row_names_info(data) <= 0L ||
    identical(attr(data, "row.names"), seq_len(nrow(data)))
  if (!automatic) {
    names <- attr(data, "row.names")
    if (is.character(names)) row_name_strings(names) else id_strings(names)
  }
}

names_of_rows <- function(x) {
  if (is.data.frame(x)) {
    ids_of(x, NULL)
  } else {
    names <- if (is_table(x)) rownames(x) else names(x)
    if (!is.null(names)) row_name_strings(names)
  }
}

# A value per row, put into the order of the rows where both carry IDs. Names that stand twice, as
# those of lookup[group], are no IDs. With `lacking` a row may be without a value, which is missing.
by_id <- function(value, what, ids, lacking = FALSE) {
  own <- names_of_rows(value)
  if (is.null(ids) || is.null(own) || identical(own, ids)) {
    return(value)
  }
  if (anyDuplicated(own)) {
    refuse_other_order(own, what, ids)
    return(value)
  }
  refuse_unknown(own, what, ids, lacking)
  places <- match(ids, own)
  if (is_table(value)) value[places, , drop = FALSE] else value[places]
}

refuse_other_order <- function(own, what, ids) {
  if (setequal(own, ids)) {
    abort_invalid_input(
      what,
      " has an ID twice and does not stand in the order of y; give both in one order."
    )
  }
}

refuse_unknown <- function(own, what, ids, lacking) {
  unknown <- setdiff(ids, own)
  if (length(unknown) == 0L || (lacking && any(ids %in% own))) {
    return(invisible())
  }
  abort_invalid_input(
    what,
    sprintf(
      " carries IDs, and has none of %d of the %d rows: ",
      sum(ids %in% unknown),
      length(ids)
    ),
    paste0("'", utils::head(unknown, 3L), "'", collapse = ", "),
    if (length(unknown) > 3L) ", ...",
    ". Give a value per row; without IDs they are taken in order."
  )
}

as_data_frame <- function(x, what) {
  if (is.data.frame(x)) {
    # [ of a data.table and of a tibble is not that of a data frame.
    return(if (identical(class(x), "data.frame")) x else as.data.frame(x))
  }
  if (!is.list(x) && !is.matrix(x) && !is.numeric(x)) {
    abort_invalid_input(what, " must be a data frame or a matrix; given: ", described(x), ".")
  }
  as_invalid_input(as.data.frame(x), what)
}

# Columns of classes that base R does not know as columns: integer64, labelled, and lists of the
# parts of times. The values that a labelled column declares missing are missing.
plain_column <- function(x) {
  if (inherits(x, "integer64")) {
    return(integer64_numbers(x))
  }
  if (is.factor(x)) {
    levels(x) <- as_utf8(levels(x))
  }
  if (is.character(x)) {
    return(as_utf8(x))
  }
  if (inherits(x, "POSIXlt")) {
    return(as.POSIXct(x))
  }
  if (!inherits(x, "haven_labelled")) {
    return(x)
  }
  range <- attr(x, "na_range")
  declared <- as.vector(unclass(x)) %in% attr(x, "na_values")
  x <- as.vector(unclass(x))
  if (!is.null(range)) {
    declared <- declared | (x >= range[1L] & x <= range[2L])
  }
  replace(x, which(declared), NA)
}

# Matrices of the package Matrix are S4 objects.
is_table <- function(x) is.matrix(x) || is.data.frame(x) || isS4(x)

# A matrix of doubles; a vector is one column. Missing values stay; Java has NaN for them.
as_numbers <- function(x, what) {
  if (is.data.frame(x)) {
    x[] <- lapply(x, plain_column)
  }
  numbers <- if (is_table(x)) as_matrix(x) else plain_column(x)
  if (!(is.numeric(numbers) || is.logical(numbers)) || is.factor(numbers)) {
    abort_invalid_input(what, " must be numeric; given: ", described(x), ".")
  }
  if (length(dim(numbers)) != 2L) {
    numbers <- matrix(numbers, ncol = 1L)
  }
  storage.mode(numbers) <- "double"
  numbers
}

# A sparse matrix that was read from a file has no methods until its package is loaded.
as_matrix <- function(x) {
  package <- attr(class(x), "package")
  if (isS4(x) && !is.null(package)) {
    requireNamespace(package, quietly = TRUE)
  }
  as.matrix(x)
}

described <- function(x) {
  if (is.null(x)) {
    "NULL"
  } else if (is.data.frame(x)) {
    paste("a data frame with columns", some_of(sprintf("%s (%s)", names(x), column_types(x))))
  } else {
    paste(c(class(x)[1L], if (is.matrix(x)) typeof(x)), collapse = " ")
  }
}

column_types <- function(data) vapply(data, function(x) class(x)[1L], character(1L))

# The first few words, with the number of the others.
some_of <- function(x, most = 5L) {
  others <- length(x) - most
  text <- paste(utils::head(x, most), collapse = ", ")
  if (others > 0L) sprintf("%s and %d more", text, others) else text
}
