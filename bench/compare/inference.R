# R's side of the comparison of inference; see bench/README.md.
args <- commandArgs(TRUE)
say <- function(...) { cat(paste(..., sep = "\t"), "\n", sep = ""); flush(stdout()) }
for (p in c("lme4", "lmerTest", "pbkrtest")) if (!requireNamespace(p, quietly = TRUE)) { say("@missing", paste("R package", p)); quit("no") }
suppressMessages({library(lme4); library(lmerTest)})
task <- args[1]
if (task == "kenward-roger-insteval") { say("@cannot", "pbkrtest makes n x n matrices: 43 GB each"); quit("no") }
data <- read.csv(args[2], stringsAsFactors = TRUE)
quiet <- function(e) suppressWarnings(suppressMessages(e))
plain <- quiet(lme4::lmer(as.formula(args[3]), data))
last <- function(table) { d <- table$DenDF; d[length(d)] }
set.seed(1)
work <- switch(task,
  "bootstrap" = function() sd(quiet(bootMer(plain, function(f) c(as.data.frame(VarCorr(f))$sdcor, fixef(f)), 1000))$t[, 6]),
  "profile" = function() { ci <- quiet(confint(plain, method = "profile")); ci[nrow(ci), 2] },
  # What a user waits for who asks lmerTest for the table, the fit being there.
  "kenward-roger-1200" = { tested <- as_lmerModLmerTest(plain); function() last(quiet(anova(tested, ddf = "Kenward-Roger"))) },
  "satterthwaite-insteval" = function() last(quiet(anova(as_lmerModLmerTest(plain)))))
say("@ready", paste0("lme4 ", packageVersion("lme4"), ", lmerTest ", packageVersion("lmerTest"), ", pbkrtest ", packageVersion("pbkrtest"), ", R ", getRversion()))
peak <- function() gsub("[^0-9]", "", grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE))
input <- file("stdin", "r")
while (length(readLines(input, 1)) > 0) {
  start <- Sys.time()
  figure <- work()
  time <- as.numeric(difftime(Sys.time(), start, units = "secs"))
  say("@fit", time, "", format(as.numeric(figure), digits = 15), peak())
}
