# The Java virtual machine starts at the first call, in this R process, with the jars of the
# package. Only this file and java-facade.R use rJava, and never while the package is loading.

oldest_java <- 17L

java_facade <- function() {
  refuse_fork()
  if (is.null(session$facade)) {
    start_jvm()
    check_java_version(system_property("java.specification.version"))
    tell_java_of_r()
    session$facade <- facade_in(c(package_jars(), jars_of_user()))
    session$java_pid <- Sys.getpid()
    reg.finalizer(session, close_jobs, onexit = TRUE)
  }
  session$facade
}

# R may end while a cancelled job computes up to its next checkpoint, as after Ctrl-C in Rscript.
# OpenBLAS would then wait for ever for one of its own threads. A forked process has no jobs, and
# its call of Java fails.
close_jobs <- function(session) {
  try(ask("closeAll"), silent = TRUE)
}

# Java's threads do not survive a fork. A call would wait for them for ever.
refuse_fork <- function() {
  forked <- if (is.null(session$facade)) {
    session$loading_pid != Sys.getpid() && jvm_is_running()
  } else {
    session$java_pid != Sys.getpid()
  }
  if (forked) {
    abort(
      "bridge_failed",
      "Java was started before this process was forked (by mclapply, or a multicore plan of ",
      "future) and cannot be used here. Use processes of their own: ",
      "cl <- parallel::makeCluster(2); parallel::parLapply(cl, ...)."
    )
  }
}

jvm_is_running <- function() isNamespaceLoaded("rJava") && isTRUE(rJava::.jniInitialized)

start_jvm <- function() {
  parameters <- heap_parameters(getOption("java.parameters"), isNamespaceLoaded("rJava"))
  tryCatch(loadNamespace("rJava"), error = function(error) abort_no_rjava(conditionMessage(error)))
  tryCatch(
    # R ends without telling Java. Its file of performance data would then stay behind.
    in_utf8_locale(
      rJava::.jinit(parameters = c("-XX:-UsePerfData", core_parameters(), parameters))
    ),
    error = function(error) abort_no_jvm(conditionMessage(error), parameters)
  )
}

# The checks of CRAN allow two cores; the limit holds for Java's own threads too.
core_parameters <- function(limit = Sys.getenv("_R_CHECK_LIMIT_CORES_")) {
  if (nzchar(limit) && tolower(limit) != "false") "-XX:ActiveProcessorCount=2"
}

# The limit of the heap is fixed when Java starts. The user's own limit stands. When rJava is loaded
# it writes its default of 512 MB into the option; that limit is not the user's.
heap_parameters <- function(option, rjava_loaded) {
  if (rjava_loaded && identical(option, "-Xmx512m")) {
    option <- NULL
  }
  refuse_misspelt_heap(grep("^-Xm[sx]", option, value = TRUE))
  if (any(grepl("^-Xmx|^-XX:MaxHeapSize|^-XX:MaxRAM", option))) {
    return(option)
  }
  c(option, "-XX:MaxRAMPercentage=70")
}

# If Java refuses its parameters, rJava tries again for ever.
refuse_misspelt_heap <- function(sizes) {
  misspelt <- sizes[!grepl("^-Xm[sx][0-9]+[kKmMgGtT]?$", sizes)]
  if (length(misspelt) > 0L) {
    abort_invalid_input(
      sprintf('options(java.parameters = "%s") is no heap size of Java\'s; ', misspelt[1L]),
      "write a number and k, m, g or t, for instance \"-Xmx8g\"."
    )
  }
}

# Java uses R's own BLAS and no other, since two of them in one process may crash. sitrep() and
# every fit show the choice of the backend, so that the console need not log it.
tell_java_of_r <- function() {
  files <- unique(c(extSoftVersion()[["BLAS"]], La_library()))
  files <- Sys.getenv("GENONTK_BLAS", paste(files[nzchar(files)], collapse = "|"))
  set_system_property("genontk.blas", files)
  set_system_property("genontk.log", "DEBUG")
  set_system_property("genontk.host", "R")
}

set_system_property <- function(name, value) {
  rJava::.jcall("java/lang/System", "S", "setProperty", name, value)
}

system_property <- function(name) rJava::.jcall("java/lang/System", "S", "getProperty", name)

check_java_version <- function(version) {
  major <- as.integer(sub("^1[.]", "", version))
  if (is.na(major) || major < oldest_java) {
    abort(
      "bridge_failed",
      sprintf("Java %s was found, and %d or later is needed. ", version, oldest_java),
      how_to_get_java()
    )
  }
}

abort_no_rjava <- function(reason) {
  abort("bridge_failed", "rJava cannot be loaded: ", reason, "\n", how_to_get_java())
}

abort_no_jvm <- function(reason, parameters) {
  abort(
    "bridge_failed",
    sprintf("Java %d or later could not be started with the parameters ", oldest_java),
    paste(parameters, collapse = " "),
    ": ",
    reason,
    "\nParameters are taken from options(java.parameters =). ",
    how_to_get_java()
  )
}

how_to_get_java <- function() {
  paste0(
    "Install a Java of version ",
    oldest_java,
    " or later (Debian, Ubuntu: sudo apt install default-jdk r-cran-rjava; otherwise ",
    "https://adoptium.net), tell R by: sudo R CMD javareconf, and start R anew. On Windows and ",
    "macOS, Sys.setenv(JAVA_HOME = \"folder of Java\") before the first call does the same."
  )
}

package_jars <- function() {
  folder <- system.file("java", package = "genontk")
  jars <- list.files(folder, "[.]jar$", full.names = TRUE)
  if (length(jars) == 0L) {
    abort(
      "bridge_failed",
      "this installation of genontk has no jars. In a checkout run ci/build, then install again."
    )
  }
  jars
}

# Jars that the user adds, such as the backend for GPUs, which is too large for the package.
jars_of_user <- function() {
  folder <- getOption("genontk.jars", Sys.getenv("GENONTK_JARS"))
  jars <- list.files(folder, "[.]jar$", full.names = TRUE)
  if (any(nzchar(folder)) && length(jars) == 0L) {
    abort_invalid_input(
      sprintf("options(genontk.jars =) or GENONTK_JARS is '%s', where there are no jars; ", folder),
      "name the folder that ci/gpu-jars has filled, or unset it."
    )
  }
  jars
}

facade_in <- function(jars) {
  tryCatch(
    load_facade(jars),
    error = function(error) {
      abort(
        "bridge_failed",
        sprintf(
          "the jars in %s cannot be loaded: %s. ",
          dirname(jars[1L]),
          conditionMessage(error)
        ),
        if (in_c_locale()) {
          paste(
            "Java runs in the locale C, where it knows no folder with letters beyond ASCII:",
            "neither that of the jars nor the working directory. Start R with LC_ALL=C.UTF-8."
          )
        } else {
          "Is genontk installed completely?"
        }
      )
    }
  )
}

# The class loader is a child of Java's platform loader, not of rJava's. It does not see the jars of
# other packages, such as an older Jackson.
load_facade <- function(jars) {
  urls <- lapply(jars, function(jar) {
    uri <- rJava::.jcall(rJava::.jnew("java/io/File", jar), "Ljava/net/URI;", "toURI")
    rJava::.jcall(uri, "Ljava/net/URL;", "toURL")
  })
  class_loader <- "Ljava/lang/ClassLoader;"
  parent <- rJava::.jcall("java/lang/ClassLoader", class_loader, "getPlatformClassLoader")
  loader <- rJava::.jnew("java/net/URLClassLoader", rJava::.jarray(urls, "java/net/URL"), parent)
  facade <- rJava::.jcall(
    loader,
    "Ljava/lang/Class;",
    "loadClass",
    "genontk.service.Genontk"
  )
  rJava::.jcall(facade, "Ljava/lang/Object;", "newInstance")
}
