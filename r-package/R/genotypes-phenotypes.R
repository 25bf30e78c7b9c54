#' Phenotypes and covariates from files
#'
#' Reads files in the format of PLINK, GCTA and regenie: `FID`, `IID` and further columns, separated
#' by white space. A header may begin with `#FID`, `FID` or `IID`. Without a header, as in GCTA, the
#' columns are called `y1`, `y2`, ... A `.fam` is recognised by its name.
#'
#' IDs are text: `007` stays `007`. Missing values are `NA`, `NaN`, `.` and, in a column of numbers,
#' `-9`. A column with any other text is categorical.
#'
#' @param path Path of a file, or paths of several (phenotypes and covariates). Several are joined
#'   by FID and IID; the people of the first are kept.
#' @return A data frame with the columns of the files after `FID` and `IID`. Its row names are the
#'   people's IDs (IID if unique, else FID:IID), by which fits join it to genotypes.
#' @seealso [read_genotypes()], [ntk_lmm()]
#' @export
#' @examples
#' file <- tempfile(fileext = ".txt")
#' writeLines(c("FID IID height centre", "f1 007 171.5 Rome", "f2 008 -9 Oslo"), file)
#' read_phenotypes(file)
read_phenotypes <- function(path) {
  reporting({
    if (!is.character(path) || length(path) == 0L) {
      abort_invalid_input("path must be one path or several; given: ", described(path), ".")
    }
    paths <- vapply(path, absolute_path, character(1L), what = "path", USE.NAMES = FALSE)
    result <- run_job(list(task = "phenotypes", paths = json_strings(paths)))
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
