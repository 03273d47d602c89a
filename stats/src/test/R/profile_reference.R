# Makes stats/src/test/resources/reference/infer/profile.json: zeta of lme4's profile and the density
# that belongs to it, at some values of each parameter.
# R 4.2.2, lme4 1.1-31.  Run in this directory: Rscript profile_reference.R
source("lmer_oracle.R")
library(splines)
curves <- function(id, d, f) { m <- best_lmer(f, d, FALSE); pr <- suppressWarnings(profile(m, devtol = 1e-6, delta = 0.15, alphamax = 0.01))
  list(id = id, data = id, formula = paste(deparse(f, width.cutoff = 500), collapse = " "), curves = lapply(names(attr(pr, "forward")), function(p) { s <- attr(pr, "forward")[[p]]
    z <- pr$.zeta[pr$.par == p]; x <- pr[[p]][pr$.par == p]; at <- approx(z, x, c(-1.8, -0.7, 0.9, 2.2))$y; at <- at[!is.na(at)]
    zeta <- predict(s, at)$y; list(name = p, value = num(at), zeta = num(zeta), density = num(dnorm(zeta) * predict(s, at, deriv = 1)$y)) })) }
write_records(list(curves = list(curves("sleepstudy", sleepstudy, Reaction ~ Days + (Days | Subject)), curves("Dyestuff", Dyestuff, Yield ~ 1 + (1 | Batch)))), "../resources/reference/infer/profile.json")
