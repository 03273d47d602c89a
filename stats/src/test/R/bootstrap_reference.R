# Makes stats/src/test/resources/reference/infer/bootstrap.json: means and standard deviations of
# 3,000 parametric bootstrap replicates by lme4 1.1-31 (R 4.2.2), for comparison within their
# simulation error.
suppressMessages({library(lme4); library(jsonlite)})
m <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
par <- function(m) { v <- as.data.frame(VarCorr(m)); c(v$sdcor[1], v$sdcor[3], v$sdcor[2], v$sdcor[4], fixef(m)) }
t0 <- proc.time()[[3]]
b <- bootMer(m, par, nsim = 3000, seed = 20260801)
cat("seconds for 1000:", (proc.time()[[3]] - t0) / 3, "\n")
t <- b$t[complete.cases(b$t), ]
write(toJSON(list(names = c("sd_(Intercept)|Subject", "cor_Days.(Intercept)|Subject", "sd_Days|Subject", "sigma", "(Intercept)", "Days"),
  n = nrow(t), mean = unname(colMeans(t)), sd = unname(apply(t, 2, sd))), digits = 12, auto_unbox = TRUE), "../resources/reference/infer/bootstrap.json")
