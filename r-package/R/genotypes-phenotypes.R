#' Phenotypes and covariates from files
#'
#' Reads files as PLINK, GCTA and regenie use them: `FID`, `IID` and columns, separated by white
#' space, with a header or (as GCTA has it) none, where the columns are called `y1`, `y2`, ... A
#' header may begin with `#FID` or with `IID` alone; a `.fam` is known by its name.
#'
#' IDs are text all the way: `007` stays `007`. Missing are `NA`, `NaN`, `.` and, in a column of
#' numbers, `-9`. A column that holds anything else than numbers is categorical.
#'
#' @param path The path of a file, or of several (phenotypes and covariates), which are joined by
#'   FID and IID: the people of the first are kept.
#' @return A data frame with the columns of the files after `FID` and `IID`; its row names are the
#'   people's IDs (IID where that is unique, else FID:IID), so that fits join it to genotypes.
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
