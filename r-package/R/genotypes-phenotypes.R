#' Phenotypes and covariates from files
#'
#' Reads files in the format of PLINK, GCTA and regenie, and tables of spreadsheets: `FID`, `IID`
#' and further columns, separated by white space, tabs, commas or semicolons, compressed by gzip or
#' not.
#' A header names `IID` or `ID`, and may name `FID`, in any case and place. Without a header, as in
#' GCTA, the columns are called `y1`, `y2`, ... A `.fam` is recognised by its name. Its columns are
#' `father`, `mother`, `sex`, `phenotype`, and `phenotype1`, `phenotype2`, ... where it has more.
#'
#' IDs are text: `007` stays `007`. Missing values are `NA`, `N/A`, `#N/A`, `NaN`, `NULL`, `<NA>`,
#' `?`, `.` in any case, blank cells and `-9`. In numbers so are `-` and `None`. A column of words
#' is categorical. A column of numbers with a few words is an error, which names line, column and
#' cell. In a `.fam` sex 0 is missing, and so is 0 in a phenotype of 1 (controls) and 2 (cases).
#'
#' @param path Path of a file, or paths of several (phenotypes and covariates). Several are joined
#'   by FID and IID; the people of the first are kept.
#' @param na Texts or numbers that mean missing, beside the usual ones: `c("unknown", "-99")`.
#' @param categorical Names of columns that hold words, though they may look like numbers.
#' @return A data frame with the columns of the files after `FID` and `IID`. Its row names are the
#'   people's IDs (IID if unique, else FID:IID), by which fits join it to genotypes.
#' @seealso [read_genotypes()], [ntk_lmm()]
#' @export
#' @examples
#' file <- tempfile(fileext = ".txt")
#' writeLines(c("FID IID height centre", "f1 007 171.5 Rome", "f2 008 -9 Oslo"), file)
#' read_phenotypes(file)
read_phenotypes <- function(path, na = NULL, categorical = NULL) {
  reporting({
    if (!is.character(path) || length(path) == 0L) {
      abort_invalid_input("path must be one path or several; given: ", described(path), ".")
    }
    paths <- vapply(path, absolute_path, character(1L), what = "path", USE.NAMES = FALSE)
    result <- run_job(list(
      task = "phenotypes",
      paths = json_strings(paths),
      na = json_strings(na_strings(na)),
      categorical = json_strings(categorical)
    ))
    show_messages(result$messages)
    table <- data.frame(FID = as.character(result$fid), IID = as.character(result$iid))
    for (column in result$columns) {
      table[[column$name]] <- if (is.null(column$words)) {
        as.double(column$numbers)
      } else {
        factor(column$words)
      }
    }
    row.names(table) <- as.character(result$id)
    table
  })
}

# What means missing, as text: a number is written in full.
na_strings <- function(na) {
  if (!is.null(na) && !is.character(na) && !is.numeric(na)) {
    abort_invalid_input(
      "na must be texts or numbers that mean missing; given: ",
      described(na),
      "."
    )
  }
  if (is.numeric(na)) level_strings(na[!is.na(na)]) else na[!is.na(na)]
}
