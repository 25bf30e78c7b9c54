test_that("the user's limit of the heap stands, rJava's default does not", {
  ours <- "-XX:MaxRAMPercentage=70"
  expect_identical(heap_parameters(NULL, FALSE), ours)
  expect_identical(heap_parameters("-Xmx512m", TRUE), ours)
  expect_identical(heap_parameters("-Xmx512m", FALSE), "-Xmx512m")
  expect_identical(heap_parameters(c("-Xss4m", "-Xmx8g"), TRUE), c("-Xss4m", "-Xmx8g"))
  expect_identical(
    heap_parameters("-Djava.awt.headless=true", TRUE),
    c("-Djava.awt.headless=true", ours)
  )
})

test_that("a misspelt heap size is refused before Java sees it", {
  for (size in c("-Xmx8GB", "-Xmx8 g", "-Xmx", "-Xms1.5g")) {
    expect_error(heap_parameters(size, FALSE), class = "genontk_error_invalid_input")
  }
})

test_that("a Java below 17 is refused, 17 or later is not", {
  for (version in c("1.8", "11", "16")) {
    expect_error(check_java_version(version), version, class = "genontk_error_bridge_failed")
  }
  expect_silent(check_java_version("17"))
  expect_silent(check_java_version("25"))
})

test_that("loading the package starts no Java and loads no rJava", {
  said <- in_new_process("library(genontk); cat('loaded:', isNamespaceLoaded('rJava'))")
  expect_match(said, "loaded: FALSE", all = FALSE)
})

test_that("a forked process fails with advice to use separate processes", {
  skip_on_os("windows")
  skip_without_jars()
  sitrep()
  class <- parallel::mclapply(1:2, function(i) {
    class(tryCatch(ntk_lmm(1:9, matrix(0, 9, 2)), error = function(error) error))[1]
  })
  expect_identical(class[[1]], "genontk_error_bridge_failed")
})

test_that("sitrep lists the versions", {
  skip_without_jars()
  report <- sitrep()
  expect_null(report$problem)
  expect_output(print(report), "genontk")
})

test_that("sitrep says what to do if Java cannot be used", {
  missing <- structure(
    list(version = "0.1.0", problem = "Java is missing", r = "R 4", rjava = "1.0"),
    class = "genontk_sitrep"
  )
  expect_output(print(missing), "problem +Java is missing")
})

test_that("a message gives the heap limit of the session and what to type", {
  skip_without_jars()
  said <- in_new_process(c(
    "options(java.parameters = '-Xmx192m')",
    "library(genontk)",
    "set.seed(1)",
    "G <- matrix(rbinom(3e5, 2, 0.4), 3000)",
    "error <- tryCatch(ntk_lmm(rnorm(3000), G), error = identity)",
    "cat(class(error)[1], conditionMessage(error))",
    "fit <- ntk_lmm(rnorm(30), G[1:30, 1:9])",
    "cat('next call:', fit$n_people)"
  ))
  said <- paste(said, collapse = " ")
  expect_match(said, "genontk_error_out_of_memory")
  expect_match(said, "options(java.parameters = \"-Xmx", fixed = TRUE)
  expect_match(said, "next call: 30")
})

test_that("in a check of a package Java uses two cores", {
  expect_null(core_parameters(""))
  expect_null(core_parameters("FALSE"))
  expect_identical(core_parameters("TRUE"), "-XX:ActiveProcessorCount=2")
  expect_identical(core_parameters("warn"), "-XX:ActiveProcessorCount=2")
  skip_without_jars()
  seen <- in_new_process(c(
    "Sys.setenv('_R_CHECK_LIMIT_CORES_' = 'TRUE')",
    "library(genontk)",
    "cat(sitrep()$threads)"
  ))
  expect_lte(as.numeric(seen), 2)
})
