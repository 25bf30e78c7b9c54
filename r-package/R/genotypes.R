#' Genotypes in a file
#'
#' Opens a file of genotypes and lists its people and SNPs. The genotypes stay in the file.
#' [ntk_lmm()], [ntk_krr()], [ntk_kernel()] and `predict()` take the opened file, or the path
#' itself. A PLINK file and a `.bk` are read in blocks and never held in memory as a whole.
#'
#' `summary()` counts alleles and missing genotypes and tests Hardy-Weinberg equilibrium by the
#' exact test of Wigginton, Cutler and Abecasis (2005), as plink2 does. If the `.fam` gives the
#' sexes, a man has one allele on X, and the test uses the people with two. `plot()` draws the
#' summary.
#'
#' @param path Path of a PLINK `.bed` (its `.bim` and `.fam` in the same folder), or of the `.rds`
#'   or `.bk` of a bigsnpr object (both must exist). With `convert = TRUE` also of a VCF, BGEN or
#'   PLINK 2 file.
#' @param people People to use, in this order: IDs, numbers, or one `TRUE` or `FALSE` per person.
#' @param snps SNPs to use: names, numbers, one `TRUE` or `FALSE` per SNP, ranges such as
#'   `"19:44000000-46000000"`, or chromosomes such as `"19:"`.
#' @param convert Whether `plink2`, which must be on the PATH, converts a VCF, BGEN or PLINK 2 file
#'   into the folder `tools::R_user_dir("genontk", "cache")`. A message says so. A later call uses
#'   the converted file again unless the original has changed.
#' @return A list of class `genontk_genotypes`: `path`, `n_people`, `n_snps`, `people` (their IDs:
#'   IID if unique, else FID:IID), `snps` (a data frame with `id`, `chromosome`, `position`,
#'   `allele1`, `allele2`) and `selected`. It has methods of `dim()`, `dimnames()` and
#'   `as.matrix()`. The last reads the counts of `allele1`, `NA` where missing.
#'
#'   `summary()`: a list of two data frames. `snps` has the `count` of allele1, the number of
#'   `alleles` seen, `frequency`, `maf`, the share `missing` and the p value `hwe`. `people` has
#'   `id` and the share `missing`.
#' @export
#' @examples
#' # Four people at two SNPs, as PLINK writes them.
#' file <- tempfile(fileext = ".bed")
#' beside <- function(extension) sub("bed$", extension, file)
#' writeBin(as.raw(c(0x6c, 0x1b, 0x01, 0xdc, 0x2f)), file)
#' writeLines(paste("f", c("Ann", "Bob", "Cem", "Dot"), 0, 0, 0, -9), beside("fam"))
#' snps <- paste(19, c("rs429358", "rs7412"), 0, c(44908684, 44908822), "C", "T")
#' writeLines(snps, beside("bim"))
#'
#' G <- read_genotypes(file)
#' G
#' as.matrix(G)
#' summary(read_genotypes(file, snps = "19:44908000-44908700"))
read_genotypes <- function(path, people = NULL, snps = NULL, convert = FALSE) {
  reporting({
    path <- absolute_path(path, "path")
    if (isTRUE(convert)) {
      path <- converted(path)
    }
    selected <- json_options(list(people = people, snps = snps))
    source <- list(path = path, selected = selected)
    result <- run_job(genotypes_request(source))
    structure(
      list(
        path = path,
        n_people = result$n_people,
        n_snps = result$n_snps,
        people = as.character(result$people),
        snps = snp_table(result),
        selected = selected
      ),
      class = "genontk_genotypes"
    )
  })
}

# The table of SNPs. Java lists each chromosome and allele once and refers to it by number.
snp_table <- function(result) {
  codes <- as.data.frame(result$matrices$snp_codes)
  chromosomes <- as.character(result$snps$chromosomes)
  alleles <- as.character(result$snps$alleles)
  data.frame(
    id = as.character(result$snps$id),
    chromosome = chromosomes[codes$chromosome],
    position = codes$position,
    allele1 = alleles[codes$allele1],
    allele2 = alleles[codes$allele2]
  )
}

genotypes_request <- function(source, ...) {
  list(task = "genotypes", genotypes = file_reference(source$path, source$selected), ...)
}

# The reference to a file of genotypes in a request, by its format.
file_reference <- function(path, selected = NULL) {
  kind <- tolower(tools::file_ext(path))
  reference <- if (kind %in% c("bk", "rds")) {
    bigsnp_reference(path)
  } else if (kind == "npy") {
    list(values = list(npy = path))
  } else {
    list(bed = path)
  }
  c(reference, selected_people = list(selected$people), selected_snps = list(selected$snps))
}

#' @export
print.genontk_genotypes <- function(x, ...) {
  cat(sprintf("Genotypes of %d people at %d SNPs\n%s\n", x$n_people, x$n_snps, x$path))
  invisible(x)
}

#' @rdname read_genotypes
#' @param object,x Value of `read_genotypes()`; for `plot()` and `print()` also its summary.
#' @param midp Whether the Hardy-Weinberg test uses mid p values.
#' @param ... None; for `plot()` arguments of [graphics::hist()].
#' @export
summary.genontk_genotypes <- function(object, midp = FALSE, ...) {
  reporting({
    result <- run_job(genotypes_request(object, statistics = TRUE, midp = midp))
    people <- strings_or_null(result$people)
    structure(
      list(
        path = object$path,
        snps = cbind(object$snps, as.data.frame(result$matrices$snps)),
        people = data.frame(
          id = if (length(people) > 0L) people else as.character(seq_len(result$n_people)),
          missing = result$matrices$people[, "missing"]
        )
      ),
      class = "summary.genontk_genotypes"
    )
  })
}

#' @rdname read_genotypes
#' @export
print.summary.genontk_genotypes <- function(x, ...) {
  cat(sprintf("Genotypes of %d people at %d SNPs\n", nrow(x$people), nrow(x$snps)))
  print(summary(x$snps[c("maf", "missing", "hwe")]))
  cat("\nMissing genotypes of people:\n")
  print(summary(x$people$missing))
  invisible(x)
}

#' @rdname read_genotypes
#' @export
plot.summary.genontk_genotypes <- function(x, ...) {
  before <- graphics::par(mfrow = c(1L, 3L), mar = margins(...))
  on.exit(graphics::par(before))
  draw <- function(values, label) {
    values <- values[is.finite(values)]
    if (length(values) > 0L) {
      ends <- range(0, values, if (all(values == 0)) 1)
      shown <- with_defaults(
        list(...),
        x = values,
        breaks = pretty(ends, grDevices::nclass.Sturges(values)),
        xlab = label,
        ylab = "SNPs",
        main = "",
        col = "grey85"
      )
      do.call(graphics::hist, shown)
    }
  }
  draw(x$snps$maf, "minor allele frequency")
  draw(x$snps$missing, "share of missing genotypes")
  draw(-log10(x$snps$hwe), "-log10 p, Hardy-Weinberg")
  invisible(x)
}

#' @export
dim.genontk_genotypes <- function(x) c(x$n_people, x$n_snps)

#' @export
dimnames.genontk_genotypes <- function(x) list(x$people, x$snps$id)

#' @export
as.matrix.genontk_genotypes <- function(x, ...) {
  reporting({
    values <- run_job(genotypes_request(x, values = TRUE))$matrices$genotypes
    values[is.nan(values)] <- NA
    dimnames(values) <- dimnames(x)
    values
  })
}

# The reference to genotypes in a request: a file, or a matrix in the parcel.
genotypes_reference <- function(genotypes, parcel, what = "genotypes") {
  if (is.null(genotypes)) {
    return(NULL)
  }
  if (inherits(genotypes, "genontk_genotypes")) {
    return(file_reference(genotypes$path, genotypes$selected))
  }
  if (is.character(genotypes) && is.null(dim(genotypes))) {
    return(file_reference(absolute_path(genotypes, what)))
  }
  if (!is_table(genotypes)) {
    abort_invalid_input(
      what,
      " must be the path of a .bed, .npy, .bk or .rds file, what read_genotypes() gives, a matrix ",
      "or a data frame with people in rows and SNPs in columns; given: ",
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

# Java keeps the working directory it was started in, but R's may have changed since.
absolute_path <- function(path, what) {
  if (!is.character(path) || length(path) != 1L || is.na(path)) {
    abort_invalid_input(what, " must be one path, a string; given: ", described(path), ".")
  }
  path <- as_file_name(path)
  refuse_no_text(path, what)
  path <- path.expand(path)
  if (!grepl("^(/|\\\\|[A-Za-z]:)", path)) {
    path <- file.path(getwd(), path)
  }
  normalizePath(path, winslash = "/", mustWork = FALSE)
}
