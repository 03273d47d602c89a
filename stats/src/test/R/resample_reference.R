# Makes stats/src/test/resources/reference/infer/resample.json: limits of bootstrap intervals from
# given replicates (boot::boot.ci), and accelerations of mixed models, from lme4 refitted without one
# level of each outermost grouping.
# R 4.2.2, boot 1.3-28.1, lme4 1.1-31.  Run in this directory: Rscript resample_reference.R
source("lmer_oracle.R")
suppressMessages(library(boot))

limits <- function(t, t0, L, level) {
  b <- structure(list(t0 = t0, t = matrix(t), R = length(t), data = data.frame(x = seq_along(L)), sim = "ordinary",
    stype = "i", call = quote(boot(data = d, statistic = s, R = 1)), strata = rep(1, length(L)), weights = rep(1 / length(L), length(L))), class = "boot")
  ci <- boot.ci(b, conf = level, type = c("basic", "perc", "bca"), L = L)
  list(t = num(t), t0 = num(t0), influence = num(L), level = num(level), basic = num(ci$basic[4:5]), percentile = num(ci$percent[4:5]), bca = num(ci$bca[4:5])) }
set.seed(11)
intervals <- list(limits(rgamma(999, 3), 2.7, rnorm(18)^2 - 1, 0.95), limits(rnorm(200), 0.15, rexp(12) - 1, 0.9), limits(-rexp(499), -0.6, -rexp(9) + 1, 0.8))

accelerate <- function(id, d, f, groups) { m <- best_lmer(f, d, TRUE)
  stat <- function(m) { vc <- as.data.frame(VarCorr(m), order = "lower.tri"); c(vc$sdcor, fixef(m)) }
  L <- NULL
  for (g in groups) { t <- t(sapply(unique(as.character(d[[g]])), function(l) stat(best_lmer(f, droplevels(d[d[[g]] != l, ]), TRUE))))
    L <- rbind(L, (nrow(t) - 1) * sweep(-t, 2, -colMeans(t))) }
  list(id = id, units = nrow(L), acceleration = num(colSums(L^3) / (6 * colSums(L^2)^1.5))) }
accelerations <- list(accelerate("sleepstudy", sleepstudy, Reaction ~ Days + (Days | Subject), "Subject"),
  accelerate("Penicillin", Penicillin, diameter ~ 1 + (1 | plate) + (1 | sample), c("plate", "sample")),
  accelerate("Pastes", Pastes, strength ~ 1 + (1 | batch / cask), "batch"))
write_records(list(intervals = intervals, accelerations = accelerations), "../resources/reference/infer/resample.json")
