# IDs as text. An ID that is a number is written in full, since as.character() makes "1e+05" of
# 100000 and joins people by rounded numbers.

id_strings <- function(x) {
  if (is.list(x)) {
    abort_invalid_input("IDs are a list; allowed are text and whole numbers, one per row.")
  }
  if (is.factor(x)) {
    return(row_name_strings(as.character(x)))
  }
  if (!is.numeric(x) && !inherits(x, "integer64")) {
    return(as.character(x))
  }
  if (inherits(x, "integer64")) {
    return(integer64_digits(x))
  }
  x <- as.vector(unclass(x))
  exact <- is.na(x) | (x == floor(x) & abs(x) <= 2^53)
  if (!all(exact)) {
    abort_invalid_input(
      "IDs are numbers with a fraction or beyond 2^53, which may be rounded: ",
      level_strings(x[!exact][1L]),
      " in row ",
      which(!exact)[1L],
      ". Read IDs as text."
    )
  }
  digits_of(x)
}

digits_of <- function(x) ifelse(is.na(x), NA_character_, sprintf("%.0f", x + 0))

# Labels of levels: like IDs, and numbers with a fraction too.
level_strings <- function(x) {
  if (inherits(x, "integer64")) {
    return(id_strings(x))
  }
  text <- as.character(x)
  if (is.numeric(x) && !is.factor(x)) {
    whole <- which(is.finite(x) & x == floor(x))
    text[whole] <- digits_of(as.vector(x)[whole])
  }
  text
}

# Row names and levels that R made of numbers: "1e+05" among digits is 100000.
row_name_strings <- function(names) {
  short <- grepl("^[0-9]([.][0-9]+)?e[+][0-9]+$", names)
  if (any(short) && all(short | is.na(names) | grepl("^[0-9]+$", names))) {
    names[short] <- digits_of(as.numeric(names[short]))
  }
  names
}

# bit64 keeps 64 bits in the place of a double: the low and the high half of a whole number.
integer64_halves <- function(x) {
  bytes <- writeBin(as.vector(unclass(x)), raw(), endian = "little")
  halves <- matrix(colSums(matrix(as.integer(bytes), 4L) * 256^(0:3)), 2L)
  low <- halves[1L, ]
  high <- halves[2L, ]
  missing <- high == 2^31 & low == 0
  list(low = low, high = ifelse(high >= 2^31, high - 2^32, high), missing = missing)
}

integer64_digits <- function(x) {
  halves <- integer64_halves(x)
  negative <- halves$high < 0
  borrow <- negative & halves$low > 0
  high <- ifelse(negative, -halves$high - borrow, halves$high)
  low <- ifelse(borrow, 2^32 - halves$low, halves$low)
  # high * 2^32 + low in two parts of digits: 2^32 = 4294 * 10^6 + 967296.
  rest <- high * 967296 + low
  top <- high * 4294 + floor(rest / 1e6)
  digits <- paste0(sprintf("%.0f", top), sprintf("%06.0f", rest %% 1e6))
  digits <- paste0(ifelse(negative, "-", ""), sub("^0+(?=.)", "", digits, perl = TRUE))
  ifelse(halves$missing, NA_character_, digits)
}

integer64_numbers <- function(x) {
  halves <- integer64_halves(x)
  ifelse(halves$missing, NA_real_, halves$high * 2^32 + halves$low)
}
