# Genotypes of bigsnpr: an .rds with fam, map and the place of the genotypes, and a .bk with one
# byte per genotype, which Java reads in place.

bigsnp_reference <- function(path) {
  rds <- sub("[.]bk$", ".rds", path)
  object <- as_invalid_input(suppressWarnings(readRDS(rds)), rds)
  fam <- object$fam
  map <- object$map
  if (is.null(fam) || is.null(map) || is.null(object$genotypes)) {
    abort_invalid_input(rds, " holds no bigSNP object: it should have genotypes, fam and map.")
  }
  # A reference object is an environment, even if bigstatsr is not installed.
  about <- as.environment(object$genotypes)
  codes <- as.double(get("code256", about))
  within <- as.character(fam$sample.ID)
  list(
    bk = list(
      path = sub("[.]rds$", ".bk", rds),
      people = nrow(fam),
      codes = lapply(codes, function(code) if (is.na(code)) NULL else code),
      chromosome = json_strings(map$chromosome),
      position = as.double(map$physical.pos),
      allele1 = json_strings(map$allele1),
      allele2 = json_strings(map$allele2)
    ),
    ids = json_strings(
      if (anyDuplicated(within)) paste(fam$family.ID, within, sep = ":") else within
    ),
    snps = json_strings(map$marker.ID)
  )
}
