#' Relationship matrices in GCTA's format
#'
#' `read_grm()` reads the files that `plink2 --make-grm-bin` and `gcta64 --make-grm` write, and
#' `write_grm()` writes them: `.grm.bin` (the lower triangle in single precision), `.grm.id` and
#' `.grm.N.bin`.
#'
#' @param path Path of the `.grm.bin`. The other files are in the same folder.
#' @return `read_grm()`: a matrix with the people's IDs (IID if unique, else FID:IID) as dimnames,
#'   as fits take it for `kernel`. `write_grm()`: the path, invisibly.
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
#' @param kernel Square matrix of people x people.
#' @param n_snps Number of SNPs that the matrix was made from.
#' @param ids IDs of the people. `NULL`: the row names of the matrix.
#' @export
write_grm <- function(kernel, path, n_snps, ids = NULL) {
  reporting({
    path <- absolute_path(path, "path")
    stem <- sub("[.]grm[.]bin$", "", path)
    values <- as_numbers(kernel, "kernel")
    ids <- if (is.null(ids)) names_of_rows(kernel) else id_strings(ids)
    if (any(dim(values) != length(ids)) || stem == path) {
      abort_invalid_input(
        "write_grm() takes a square matrix, one ID per row (ids or row names), and a path that ",
        "ends in .grm.bin."
      )
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
