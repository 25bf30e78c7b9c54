test_that("numbers keep all their digits", {
  x <- c(pi, 1 / 3, 1e-300, .Machine$double.xmax, 123456789012)
  expect_identical(from_json(to_json(list(x = x)))$x, x)
  expect_identical(from_json(to_json(list(x = 0.1)))$x, 0.1)
  expect_identical(to_json(list(seed = 1e5, depth = 2L)), '{"seed":100000,"depth":2}')
})

test_that("NULL is null, scalars have no brackets, and one label is an array", {
  json <- to_json(list(
    a = NULL,
    b = TRUE,
    c = "x",
    ids = json_strings("p1"),
    d = json_strings(NULL)
  ))
  expect_identical(json, '{"a":null,"b":true,"c":"x","ids":["p1"],"d":null}')
})

test_that("missing and infinite values never become the default", {
  expect_identical(to_json(list(a = NA, b = Inf, c = NA_real_)), '{"a":"NA","b":"Inf","c":"NA"}')
  expect_identical(to_json(list(ids = json_strings(c("a", NA)))), '{"ids":["a",null]}')
})

test_that("null in a table is NA of the type of its column, and a table may be empty", {
  table <- as_table(from_json('{"component":["ntk"],"estimate":[null],"boundary":[true]}'))
  expect_identical(table, data.frame(component = "ntk", estimate = NA_real_, boundary = TRUE))
  empty <- as_table(from_json('{"type":[],"id":[],"reason":[]}'))
  expect_identical(dim(empty), c(0L, 3L))
  expect_type(empty$reason, "character")
})
