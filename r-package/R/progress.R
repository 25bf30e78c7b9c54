# A progress bar on one line of stderr: the stage the job is in, and how much of that is done. Shown
# only for what takes longer than a second, and wiped when it ends.

bar_width <- 40L

progress_bar <- function(wanted) {
  started <- proc.time()[["elapsed"]]
  shown <- ""
  write_line <- function(line) {
    if (line != shown) {
      cat("\r", format(line, width = nchar(shown)), sep = "", file = stderr())
      shown <<- line
    }
  }
  list(
    show = function(stage, share) {
      if (isTRUE(wanted) && proc.time()[["elapsed"]] - started > 1) {
        write_line(progress_line(stage, share))
      }
    },
    close = function() {
      if (nzchar(shown)) {
        write_line("")
        cat("\r", file = stderr())
      }
    }
  )
}

progress_line <- function(stage, share) {
  stage <- if (is.null(stage)) "" else stage
  share <- min(max(share, 0), 1)
  done <- strrep("=", round(bar_width * share))
  sprintf("%-12s |%s| %3.0f %%", stage, format(done, width = bar_width), 100 * share)
}
