# lme4's side of the comparison; see bench/README.md.
args <- commandArgs(TRUE)
say <- function(...) { cat(paste(..., sep = "\t"), "\n", sep = ""); flush(stdout()) }
if (!requireNamespace("lme4", quietly = TRUE)) { say("@missing", "R package lme4"); quit("no") }
suppressMessages(library(lme4))
data <- read.csv(args[2], stringsAsFactors = TRUE)
formula <- as.formula(args[3])
if (nrow(data) < 100000) suppressMessages(lmer(formula, data))
say("@ready", paste0(packageVersion("lme4"), ", R ", getRversion()))
peak <- function() {
  line <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
  gsub("[^0-9]", "", line)
}
input <- file("stdin", "r")
while (length(readLines(input, 1)) > 0) {
  start <- Sys.time()
  fit <- suppressMessages(lmer(formula, data))
  time <- as.numeric(difftime(Sys.time(), start, units = "secs"))
  if (time < 0.5) {
    start <- Sys.time()
    for (i in 1:5) fit <- suppressMessages(lmer(formula, data))
    time <- as.numeric(difftime(Sys.time(), start, units = "secs")) / 5
  }
  say("@fit", time, fit@optinfo$feval, format(as.numeric(REMLcrit(fit)), digits = 15), peak())
}
