#' genontk: neural tangent kernels for genetic prediction
#'
#' Mixed models ([ntk_lmm()]) and kernel ridge regression ([ntk_krr()]) whose kernel between people
#' is the neural tangent kernel of a wide network on their genotypes. Genotypes come as a matrix or
#' as a PLINK file ([read_genotypes()]).
#'
#' The computations are done in Java (17 or later), which starts at the first call that needs it.
#' The Java heap may grow to 70 % of the machine's or the container's memory. To choose otherwise,
#' set it before that first call: `options(java.parameters = "-Xmx8g")`. [sitrep()] tells what is
#' there.
#'
#' What goes wrong is signalled as a condition of class `genontk_error` and one of
#' `genontk_error_invalid_input`, `genontk_error_not_positive_definite`,
#' `genontk_error_did_not_converge`, `genontk_error_cancelled`, `genontk_error_out_of_memory` and
#' `genontk_error_bridge_failed` (no Java, or too old a one); [genontk_last_error()] keeps the
#' details.
#'
#' @keywords internal
"_PACKAGE"

# What lasts as long as the R session: the Java facade, the processes that loaded the package and
# started Java, and the last error.
session <- new.env(parent = emptyenv())

.onLoad <- function(libname, pkgname) {
  session$loading_pid <- Sys.getpid()
}
