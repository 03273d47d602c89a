# Makes stats/src/test/resources/reference/infer/variance.json: R squared and intraclass
# correlations by performance 0.10.2, and by the formulas of Nakagawa & Schielzeth (2013) and
# Johnson (2014) written out; principal components by rePCA of lme4.
# R 4.2.2, lme4 1.1-31.  Run in this directory: Rscript variance_reference.R
source("lmer_oracle.R")
suppressMessages(library(performance))
data(Machines, Oats, package = "nlme")
plain <- function(d) as.data.frame(lapply(as.data.frame(d), function(x) if (is.ordered(x)) factor(as.character(x), levels = levels(x)) else x))
D <- lapply(list(sleepstudy = sleepstudy, Penicillin = Penicillin, Pastes = Pastes, cake = cake, Machines = Machines, Oats = Oats), plain)
shares <- function(id, d, f) { m <- best_lmer(f, D[[d]])
  fixed <- var(drop(getME(m, "X") %*% fixef(m))); Z <- getME(m, "mmList"); vc <- VarCorr(m); groups <- names(getME(m, "cnms"))
  part <- sapply(seq_along(Z), function(t) mean(rowSums((Z[[t]] %*% vc[[t]]) * Z[[t]]))); part <- tapply(part, factor(groups, unique(groups)), sum); s2 <- sigma(m)^2; all <- fixed + sum(part) + s2
  own <- list(fixed = num(fixed), groups = names(part), parts = num(part), residual = num(s2), r2m = num(fixed / all), r2c = num((fixed + sum(part)) / all), icc = num(sum(part) / (all - fixed)), icc_unadjusted = num(sum(part) / all))
  pc <- rePCA(m); theirs <- suppressWarnings(list(r2 = r2_nakagawa(m), icc = icc(m)))
  p <- if (length(theirs$r2) > 1 && is.list(theirs$icc)) list(r2m = num(theirs$r2$R2_marginal), r2c = num(theirs$r2$R2_conditional), icc = num(theirs$icc$ICC_adjusted), icc_unadjusted = num(theirs$icc[[intersect(c("ICC_unadjusted", "ICC_conditional"), names(theirs$icc))[1]]])) else NULL
  list(id = id, data = d, formula = paste(deparse(f, width.cutoff = 500), collapse = " "), own = own, performance = p, pca = lapply(names(pc), function(g) list(group = g, sdev = num(pc[[g]]$sdev)))) }
write_records(list(shares = list(shares("sleepstudy", "sleepstudy", Reaction ~ Days + (Days | Subject)), shares("zerocorr", "sleepstudy", Reaction ~ Days + (Days || Subject)),
  shares("Penicillin", "Penicillin", diameter ~ 1 + (1 | plate) + (1 | sample)), shares("Pastes", "Pastes", strength ~ 1 + (1 | batch / cask)), shares("cake", "cake", angle ~ recipe * temperature + (1 | recipe:replicate)),
  shares("Machines", "Machines", score ~ Machine + (Machine | Worker)), shares("Oats", "Oats", yield ~ Variety + nitro + (1 | Block / Variety)))), "../resources/reference/infer/variance.json")
