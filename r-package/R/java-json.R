# JSON as Java expects it: numbers with all their digits, scalars without brackets, NULL as null.

# jsonlite writes at most 15 significant digits, but a double needs 17.
exact_number <- function(x) {
  text <- ifelse(is.finite(x), sprintf("%.17g", x), sprintf('"%s"', x))
  text <- if (length(x) == 1L) text else paste0("[", paste(text, collapse = ","), "]")
  structure(text, class = "json")
}

to_json <- function(request) {
  request <- rapply(request, as_utf8, classes = "character", how = "replace")
  request <- rapply(request, exact_number, classes = c("numeric", "integer"), how = "replace")
  as.character(jsonlite::toJSON(
    request,
    auto_unbox = TRUE,
    null = "null",
    na = "string",
    json_verbatim = TRUE
  ))
}

from_json <- function(text) {
  jsonlite::fromJSON(text, simplifyDataFrame = FALSE, simplifyMatrix = FALSE)
}

# Labels, IDs and names: an array even for one of them, with null for a missing one.
json_strings <- function(x) {
  if (!is.null(x)) {
    jsonlite::toJSON(as_utf8(as.character(x)), na = "null")
  }
}

# A table of the result: an object of equally long arrays, one per column. An array of nulls (NA in
# R) or of nothing does not show its type: it has numbers, except in these columns.
may_lack_text <- c("term", "type", "id", "reason", "message", "chromosome", "allele1", "allele2")

as_table <- function(columns) {
  typed <- Map(as_column, columns, names(columns))
  as.data.frame(typed, stringsAsFactors = FALSE, optional = TRUE)
}

as_column <- function(values, name) {
  values <- unlist(values)
  if (!all(is.na(values))) {
    if (is.numeric(values)) as.double(values) else values
  } else if (name %in% may_lack_text) {
    as.character(values)
  } else {
    as.double(values)
  }
}

as_number <- function(x) if (is.null(x)) NA_real_ else as.double(x)
