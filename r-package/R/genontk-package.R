#' genontk: neural tangent kernels for genetic prediction
#'
#' Fits mixed models ([ntk_lmm()]) and kernel ridge regressions ([ntk_krr()]). Their kernel, a
#' matrix of similarities between people, is the neural tangent kernel of a wide network on the
#' genotypes.
#'
#' - **Data**: [read_genotypes()], [read_phenotypes()], [read_grm()]; or matrices and data frames.
#'   [simulate_genotypes()] and [simulate_trait()] simulate them.
#' - **Fit**: [ntk_lmm()], [ntk_krr()]; [update()][update.genontk_fit()].
#' - **Look**: [summary()][print.genontk_fit()], [plot()][plot.genontk_fit()], [VarCorr()],
#'   [confint()][confint.genontk_fit()], [anova()][anova.ntk_lmm()],
#'   [simulate()][simulate.ntk_lmm()] and the other [generics]; [tidy()][tidy.genontk_fit()].
#' - **Predict**: [predict()][predict.genontk_fit()]. [compare_methods()] says which method predicts
#'   best. [save_model()] and [load_model()] keep a model in a file.
#' - **Kernels**: [ntk_kernel()], [ntk_convergence()].
#' - **This machine**: [sitrep()], [genontk_last_error()].
#'
#' Java (17 or later) does the computations. It starts at the first call that needs it. The Java
#' heap may grow to 70 % of the memory of the machine or the container. For another limit set,
#' before that first call, `options(java.parameters = "-Xmx8g")`. [sitrep()] shows what genontk
#' found.
#'
#' Errors are conditions of class `genontk_error` and one of `genontk_error_invalid_input`,
#' `genontk_error_not_positive_definite`, `genontk_error_did_not_converge`,
#' `genontk_error_cancelled`, `genontk_error_out_of_memory` and `genontk_error_bridge_failed` (Java
#' is missing or too old). [genontk_last_error()] keeps the details.
#'
#' @keywords internal
"_PACKAGE"

# The state of the R session: the Java facade, the IDs of the processes that loaded the package and
# started Java, and the last error.
session <- new.env(parent = emptyenv())

.onLoad <- function(libname, pkgname) {
  session$loading_pid <- Sys.getpid()
}
