# A progress bar: the stage of the job, and the share of it that is done. It appears after a second
# and is wiped when the job ends. cli draws it if installed; otherwise it is a line of stderr.

bar_width <- 40L

progress_bar <- function(wanted, draw = if (has_cli()) cli_bar() else line_bar()) {
  started <- proc.time()[["elapsed"]]
  # A knitted document shows no bar.
  wanted <- isTRUE(wanted) && !isTRUE(getOption("knitr.in.progress"))
  list(
    show = function(stage, share) {
      if (wanted && proc.time()[["elapsed"]] - started > 1) {
        draw$show(if (is.null(stage)) "" else stage, min(max(share, 0), 1))
      }
    },
    close = function() draw$close()
  )
}

has_cli <- function() requireNamespace("cli", quietly = TRUE)

line_bar <- function(file = stderr()) {
  shown <- ""
  write_line <- function(line) {
    if (line != shown) {
      cat("\r", format(line, width = nchar(shown)), sep = "", file = file)
      shown <<- line
    }
  }
  list(
    show = function(stage, share) write_line(progress_line(stage, share)),
    close = function() {
      if (nzchar(shown)) {
        write_line("")
        cat("\r", file = file)
      }
    }
  )
}

progress_line <- function(stage, share) {
  done <- strrep("=", round(bar_width * share))
  sprintf("%-12s |%s| %3.0f %%", stage, format(done, width = bar_width), 100 * share)
}

cli_bar <- function() {
  id <- NULL
  # An interrupt may come at any time. cli therefore cleans up in an environment of this bar.
  own <- environment()
  list(
    show = function(stage, share) {
      if (is.null(id)) {
        id <<- cli::cli_progress_bar(
          format = "{cli::pb_status}{cli::pb_bar} {cli::pb_percent}",
          total = 1,
          clear = TRUE,
          .auto_close = FALSE,
          .envir = own
        )
      }
      status <- sprintf("%-12s ", stage)
      cli::cli_progress_update(set = share, status = status, id = id, .envir = own)
    },
    close = function() {
      if (!is.null(id)) {
        cli::cli_progress_done(id = id, .envir = own)
        id <<- NULL
      }
    }
  )
}
