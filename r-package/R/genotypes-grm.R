#' Relationship matrices in GCTA's format
#'
#' `read_grm()` reads what `plink2 --make-grm-bin` and `gcta64 --make-grm` write, `write_grm()`
#' writes it: `.grm.bin` (the lower triangle in single precision), `.grm.id` and `.grm.N.bin`.
#'
#' @param path The path of the `.grm.bin`; the other files stand beside it.
#' @return `read_grm()`: a matrix with the people's IDs (IID where that is unique, else FID:IID) as
#'   dimnames, as fits take it for `kernel`. `write_grm()`: the path, invisibly.
#' @export
#' @examples
#' K <- tcrossprod(matrix(rnorm(30), 5, dimnames = list(letters[1:5], NULL))) / 6
#' path <- write_grm(K, tempfile(fileext = ".grm.bin"), n_snps = 6)
#' max(abs(read_grm(path) - K))
read_grm <- function(path) {
  reporting({
    path <- absolute_path(path, "path")
    stem <- sub("[.]grm[.]bin$", "", path)
    if (stem == path || !all(file.exists(paste0(stem, c(".grm.bin", ".grm.id"))))) {
      abort_invalid_input(path, " must end in .grm.bin, and its .grm.id must be beside it.")
    }
    people <- read_phenotypes(paste0(stem, ".grm.id"))
    n <- nrow(people)
    size <- file.size(path)
    if (size != 2 * n * (n + 1)) {
      abort_invalid_input(sprintf(
        "%s holds %.0f bytes; %d people of its .grm.id take %.0f.",
        path,
        size,
        n,
        2 * n * (n + 1)
      ))
    }
    values <- readBin(path, "double", n * (n + 1) / 2, size = 4L, endian = "little")
    kernel <- matrix(0, n, n, dimnames = list(row.names(people), row.names(people)))
    kernel[upper.tri(kernel, diag = TRUE)] <- values
    kernel[lower.tri(kernel)] <- t(kernel)[lower.tri(kernel)]
    kernel
  })
}

#' @rdname read_grm
#' @param kernel A square matrix with the people's IDs as row names.
#' @param n_snps Of how many SNPs it was made.
#' @export
write_grm <- function(kernel, path, n_snps) {
  reporting({
    path <- absolute_path(path, "path")
    stem <- sub("[.]grm[.]bin$", "", path)
    values <- as_numbers(kernel, "kernel")
    ids <- names_of_rows(kernel)
    if (nrow(values) != ncol(values) || is.null(ids) || stem == path) {
      abort_invalid_input("write_grm() takes a square matrix with row names, and a .grm.bin.")
    }
    triangle <- values[upper.tri(values, diag = TRUE)]
    writeBin(triangle, path, size = 4L, endian = "little")
    counts <- rep(as.double(n_snps), length(triangle))
    writeBin(counts, paste0(stem, ".grm.N.bin"), size = 4L, endian = "little")
    parts <- regmatches(ids, regexpr(":", ids, fixed = TRUE), invert = TRUE)
    lines <- vapply(
      parts,
      function(id) paste(if (length(id) == 2L) id else c("0", id), collapse = "\t"),
      character(1L)
    )
    writeLines(lines, paste0(stem, ".grm.id"))
    invisible(path)
  })
}
