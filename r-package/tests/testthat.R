library(testthat)
library(genontk)

test_check("genontk")
