# Conversion of files by plink2, into the user's cache folder.

converted <- function(path) {
  if (tolower(tools::file_ext(path)) %in% c("bed", "npy", "bk", "rds")) {
    return(path)
  }
  plan <- run_job(list(task = "conversion", paths = json_strings(path)))
  program <- Sys.which("plink2")
  if (!nzchar(program)) {
    abort_invalid_input(
      "convert = TRUE needs plink2 on the PATH, and it is not there. Where it is, type: ",
      plan$command
    )
  }
  folder <- tools::R_user_dir("genontk", "cache")
  dir.create(folder, showWarnings = FALSE, recursive = TRUE)
  out <- file.path(folder, plan$stem)
  bed <- paste0(out, ".bed")
  if (!all(file.exists(paste0(out, c(".bed", ".bim", ".fam"))))) {
    run_plink2(program, unlist(plan$arguments), out)
    message("plink2 has converted ", path, " to ", bed)
  }
  bed
}

# Runs plink2 from R: a process that Java starts in R's session never ends. The result has another
# name until it is complete.
run_plink2 <- function(program, arguments, out) {
  part <- sprintf("%s.%d.part", out, Sys.getpid())
  on.exit(unlink(paste0(part, c(".bed", ".bim", ".fam", ".log", "-temporary.pgen"))))
  printed <- suppressWarnings(system2(
    program,
    shQuote(c(arguments, "--out", part)),
    stdout = TRUE,
    stderr = TRUE
  ))
  status <- attr(printed, "status")
  if (!is.null(status) && status != 0L) {
    abort_invalid_input("plink2 ended with an error:\n", paste(printed, collapse = "\n"))
  }
  for (suffix in c(".bim", ".fam", ".bed")) {
    file.rename(paste0(part, suffix), paste0(out, suffix))
  }
}
