# Text in the locale C, where R does not know which letters the bytes beyond ASCII are. They are
# taken for UTF-8, as everywhere else. File names stay bytes for R and are UTF-8 for Java.

in_c_locale <- function() Sys.getlocale("LC_CTYPE") %in% c("C", "POSIX")

# Text whose letters Java and the levels of a loaded model know.
as_utf8 <- function(x) {
  if (is.character(x) && in_c_locale()) {
    Encoding(x) <- ifelse(Encoding(x) == "unknown" & validUTF8(x), "UTF-8", Encoding(x))
  }
  x
}

# A path for R's own functions, which would translate known letters to the locale.
as_file_name <- function(path) {
  if (in_c_locale()) {
    Encoding(path) <- "unknown"
  }
  path
}

# A file name in another encoding than that of the session.
refuse_no_text <- function(path, what) {
  utf8 <- in_c_locale() || l10n_info()[["UTF-8"]]
  if (utf8 && Encoding(path) == "unknown" && !validUTF8(path)) {
    abort_invalid_input(what, " is a file name that is no UTF-8; rename the file.")
  }
}

# Java takes the encoding of file names from the locale in which it starts, for good. In the locale
# C it would know no name with letters beyond ASCII.
in_utf8_locale <- function(start) {
  if (!in_c_locale() || .Platform$OS.type == "windows") {
    return(start)
  }
  categories <- c("LC_CTYPE", "LC_COLLATE", "LC_TIME", "LC_MONETARY")
  before <- vapply(categories, Sys.getlocale, character(1L))
  given <- Sys.getenv("LC_ALL", NA)
  utf8 <- Find(has_locale, c("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"))
  folder <- getwd()
  on.exit({
    if (is.na(given)) {
      Sys.unsetenv("LC_ALL")
    } else {
      Sys.setenv(LC_ALL = given)
    }
    # Java has set the locale of the process by its environment.
    for (category in categories) {
      Sys.setlocale(category, before[[category]])
    }
    setwd(folder)
  })
  if (is.null(utf8)) {
    # Java does not start in a folder that it cannot name.
    setwd("/")
  } else {
    Sys.setenv(LC_ALL = utf8)
  }
  start
}

has_locale <- function(name) nzchar(suppressWarnings(Sys.setlocale("LC_CTYPE", name)))
