#' Genotypes in a PLINK file
#'
#' Opens a `.bed` file, with the `.bim` and `.fam` beside it, and tells who and what is in it. The
#' genotypes stay in the file: the handle is given to [ntk_lmm()], [ntk_krr()], [ntk_kernel()] or
#' `predict()`, as the path itself may be.
#'
#' @param path The path of the `.bed` file.
#' @return A list of class `genontk_genotypes`: `path`, `n_people`, `n_snps`, `people` (their IDs:
#'   IID where that is unique, else FID:IID) and `snps` (a data frame with `id`, `chromosome`,
#'   `position`, `allele1`, `allele2`). `dim()`, `dimnames()` and `as.matrix()` know it;
#'   `as.matrix()` reads the numbers of `allele1`, `NA` where missing.
#' @export
#' @examples
#' \dontrun{
#' G <- read_genotypes("study.bed")
#' G
#' head(G$snps)
#' fit <- ntk_lmm(thickness ~ age + sex, data = pheno, genotypes = G)
#' }
read_genotypes <- function(path) {
  reporting({
    path <- absolute_path(path, "path")
    result <- run_job(genotypes_request(path, values = FALSE))
    structure(
      list(
        path = path,
        n_people = result$n_people,
        n_snps = result$n_snps,
        people = as.character(result$people),
        snps = as_table(result$snps)
      ),
      class = "genontk_genotypes"
    )
  })
}

genotypes_request <- function(path, values) {
  list(task = "genotypes", genotypes = list(bed = path), values = values)
}

#' @export
print.genontk_genotypes <- function(x, ...) {
  cat(sprintf("Genotypes of %d people at %d SNPs\n%s\n", x$n_people, x$n_snps, x$path))
  invisible(x)
}

#' @export
dim.genontk_genotypes <- function(x) c(x$n_people, x$n_snps)

#' @export
dimnames.genontk_genotypes <- function(x) list(x$people, x$snps$id)

#' @export
as.matrix.genontk_genotypes <- function(x, ...) {
  reporting({
    values <- run_job(genotypes_request(x$path, values = TRUE))$matrices$genotypes
    values[is.nan(values)] <- NA
    dimnames(values) <- dimnames(x)
    values
  })
}

# How a request names genotypes: by the file that holds them, or as a matrix in the parcel.
genotypes_reference <- function(genotypes, parcel, what = "genotypes") {
  if (is.null(genotypes)) {
    return(NULL)
  }
  if (inherits(genotypes, "genontk_genotypes")) {
    return(list(bed = genotypes$path))
  }
  if (is.character(genotypes) && is.null(dim(genotypes))) {
    return(list(bed = absolute_path(genotypes, what)))
  }
  if (!is_table(genotypes)) {
    abort_invalid_input(
      what,
      " must be the path of a .bed file, what read_genotypes() gives, a matrix or a data frame ",
      "with people in rows and SNPs in columns; given: ",
      described(genotypes),
      "."
    )
  }
  values <- as_numbers(genotypes, what)
  list(
    values = put_in(parcel, what, values),
    ids = json_strings(names_of_rows(genotypes)),
    snps = json_strings(colnames(genotypes))
  )
}

# Java keeps the working directory it was started in, R's may have changed since.
absolute_path <- function(path, what) {
  if (!is.character(path) || length(path) != 1L || is.na(path)) {
    abort_invalid_input(what, " must be one path, a string; given: ", described(path), ".")
  }
  path <- path.expand(path)
  if (!grepl("^(/|\\\\|[A-Za-z]:)", path)) {
    path <- file.path(getwd(), path)
  }
  normalizePath(path, winslash = "/", mustWork = FALSE)
}
