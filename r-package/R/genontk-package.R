#' genontk: neural tangent kernels for genetic prediction
#'
#' Mixed models ([ntk_lmm()]) and kernel ridge regression ([ntk_krr()]) whose kernel between people
#' is the neural tangent kernel of a wide network on their genotypes.
#'
#' - **Data**: [read_genotypes()], [read_phenotypes()], [read_grm()]; or matrices and data frames;
#'   [simulate_genotypes()] and [simulate_trait()] make them up.
#' - **Fit**: [ntk_lmm()], [ntk_krr()]; [update()][update.genontk_fit()].
#' - **Look**: [summary()][print.genontk_fit()], [plot()][plot.genontk_fit()], [VarCorr()],
#'   [confint()][confint.genontk_fit()], [anova()][anova.ntk_lmm()],
#'   [simulate()][simulate.ntk_lmm()] and the other [generics]; [tidy()][tidy.genontk_fit()].
#' - **Predict**: [predict()][predict.genontk_fit()]; [compare_methods()] says which method does
#'   best; [save_model()] and [load_model()] keep a model in a file.
#' - **Kernels**: [ntk_kernel()], [ntk_convergence()].
#' - **This machine**: [sitrep()], [genontk_last_error()].
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
