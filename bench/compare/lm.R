# R's lm's side of the comparison of linear models; see bench/README.md.
args <- commandArgs(TRUE)
say <- function(...) { cat(paste(..., sep = "\t"), "\n", sep = ""); flush(stdout()) }
data <- read.csv(args[2], stringsAsFactors = TRUE)
formula <- as.formula(args[3])
invisible(lm(mpg ~ wt, mtcars))
memory <- function(key) {
  line <- grep(paste0("^", key, ":"), readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line))
}
say("@ready", paste0("R ", getRversion()))
input <- file("stdin", "r")
while (length(readLines(input, 1)) > 0) {
  invisible(gc())
  before <- memory("VmRSS")
  try(cat("5", file = "/proc/self/clear_refs"), silent = TRUE)
  start <- Sys.time()
  fit <- lm(formula, data)
  time <- as.numeric(difftime(Sys.time(), start, units = "secs"))
  peak <- memory("VmHWM")
  say("@fit", time, round(peak - before), format(sqrt(deviance(fit) / df.residual(fit)), digits = 15), peak)
  rm(fit)
}
