# What R prints for the models whose reports are tested.
# Rscript stats/src/test/R/summary.R
# writes stats/src/test/resources/reference/summary/*.txt; needs lme4 and lmerTest.
suppressMessages({
  library(lme4)
  library(lmerTest)
})
out <- "stats/src/test/resources/reference/summary"
dir.create(out, showWarnings = FALSE, recursive = TRUE)
data(Machines, package = "nlme")
Machines$Worker <- factor(as.character(Machines$Worker), levels = as.character(1:6))
toy <- read.csv("stats/src/main/resources/dev/henderson/stats/frame/datasets/toy.csv")
# The variances of toy are zero, which R's default search hits exactly.
# A search as exact as bobyqa gets, so that the printed digits are those of the optimum.
exact <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5))
write <- function(id, fit) {
  header <- paste0("# ", R.version.string, ", lme4 ", packageVersion("lme4"), ", lmerTest ", packageVersion("lmerTest"))
  text <- capture.output(print(summary(fit), correlation = FALSE, signif.stars = FALSE))
  writeLines(c(header, text), file.path(out, paste0(id, ".txt")))
}
write("sleepstudy", lmer(Reaction ~ Days + (Days | Subject), sleepstudy, control = exact))
write("sleepstudy-ml", lmer(Reaction ~ Days + (Days || Subject), sleepstudy, REML = FALSE, control = exact))
write("machines", lmer(score ~ Machine + (Machine | Worker), Machines, control = exact))
write("penicillin", lmer(diameter ~ 1 + (1 | plate) + (1 | sample), Penicillin, control = exact))
write("pastes", lmer(strength ~ 1 + (1 | batch / cask), Pastes, control = exact))
write("toy", suppressMessages(lmer(
  dependent_var ~ (1 | participant_ID) + (1 | Condition_1) + (1 | Condition_2), toy
)))
