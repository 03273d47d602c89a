# Makes stats/src/test/resources/reference/infer/inference.json: profile intervals, likelihood-ratio
# tests, tests of random terms, predictions with their standard errors.
# R 4.2.2, lme4 1.1-31, lmerTest 3.1-3.  Run in this directory: Rscript infer_reference.R
source("lmer_oracle.R")
data(Machines, Oats, Orthodont, package = "nlme")
plain <- function(d) as.data.frame(lapply(as.data.frame(d), function(x) if (is.ordered(x)) factor(as.character(x), levels = levels(x)) else x))
D <- lapply(list(sleepstudy = sleepstudy, Dyestuff = Dyestuff, Penicillin = Penicillin, Pastes = Pastes, cake = cake, Machines = Machines, Oats = Oats, Orthodont = Orthodont), plain)
txt <- function(f) paste(deparse(f, width.cutoff = 500), collapse = " ")

# The profile's points lie closer together than by default (delta), so that its interpolation is
# good to 1e-5.
prof <- function(id, f, d) { m <- best_lmer(f, D[[d]], REML = FALSE)
  pr <- suppressWarnings(profile(m, devtol = 1e-6, delta = 0.15, alphamax = 0.01)); ci <- suppressWarnings(confint(pr))
  list(id = id, data = d, formula = txt(f), rows = lapply(seq_len(nrow(ci)), function(i) list(name = rownames(ci)[i], lower = num(ci[i, 1]), upper = num(ci[i, 2])))) }
profile_ <- list(prof("prof-sleep", Reaction ~ Days + (Days|Subject), "sleepstudy"), prof("prof-sleep-int", Reaction ~ Days + (1|Subject), "sleepstudy"),
  prof("prof-dyestuff", Yield ~ 1 + (1|Batch), "Dyestuff"), prof("prof-penicillin", diameter ~ 1 + (1|plate) + (1|sample), "Penicillin"), prof("prof-pastes", strength ~ 1 + (1|batch/cask), "Pastes"))

lrt <- function(id, d, f0, f1) { a <- suppressMessages(anova(best_lmer(f0, D[[d]], FALSE), best_lmer(f1, D[[d]], FALSE)))
  list(id = id, data = d, formula0 = txt(f0), formula1 = txt(f1), rows = anova_rows(a)) }
compare <- list(lrt("lrt-sleep", "sleepstudy", Reaction ~ Days + (1|Subject), Reaction ~ Days + (Days|Subject)),
  lrt("lrt-sleep-corr", "sleepstudy", Reaction ~ Days + (Days||Subject), Reaction ~ Days + (Days|Subject)),
  lrt("lrt-cake", "cake", angle ~ temperature + (1|recipe:replicate), angle ~ recipe * temperature + (1|recipe:replicate)),
  lrt("lrt-machines", "Machines", score ~ Machine + (1|Worker/Machine), score ~ Machine + (Machine|Worker)))

ran <- function(id, d, f, REML = TRUE) { m <- best_lmer(f, D[[d]], REML); a <- suppressMessages(suppressWarnings(ranova(m)))
  list(id = id, data = d, formula = txt(f), REML = REML, rows = anova_rows(a)) }
ranova_ <- list(ran("ran-sleep", "sleepstudy", Reaction ~ Days + (Days|Subject)), ran("ran-sleep-ml", "sleepstudy", Reaction ~ Days + (Days|Subject), FALSE),
  ran("ran-sleep-zc", "sleepstudy", Reaction ~ Days + (Days||Subject)), ran("ran-dyestuff", "Dyestuff", Yield ~ 1 + (1|Batch)),
  ran("ran-machines", "Machines", score ~ Machine + (Machine|Worker)), ran("ran-penicillin", "Penicillin", diameter ~ 1 + (1|plate) + (1|sample)),
  ran("ran-pastes", "Pastes", strength ~ 1 + (1|batch/cask)), ran("ran-oats", "Oats", yield ~ Variety * factor(nitro) + (1|Block/Variety)))

# Henderson's mixed-model equations, solved densely: the covariance matrix of (beta-hat, b-hat - b).
pred <- function(id, d, f, nd, ...) { m <- best_lmer(f, D[[d]], ...); s2 <- sigma(m)^2
  X <- as.matrix(getME(m, "X")); Z <- as.matrix(getME(m, "Z")); L <- as.matrix(getME(m, "Lambda")); G <- L %*% t(L)
  C <- s2 * solve(rbind(cbind(t(X) %*% X, t(X) %*% Z), cbind(t(Z) %*% X, t(Z) %*% Z + solve(G))))
  p <- ncol(X); Xn <- model.matrix(delete.response(terms(m)), nd)
  # Z of the new rows: levels that are not known have zeros, and their own variance on top.
  cn <- getME(m, "cnms"); Gp <- getME(m, "Gp"); fl <- getME(m, "flist"); asg <- attr(fl, "assign")
  Zn <- matrix(0, nrow(nd), ncol(Z)); extra <- numeric(nrow(nd)); all <- numeric(nrow(nd))
  vc <- VarCorr(m)
  for (t in seq_along(cn)) { lev <- levels(fl[[asg[t]]]); g <- names(fl)[asg[t]]; k <- length(cn[[t]])
    lab <- as.character(eval(parse(text = paste0("interaction(", gsub(":", ",", g), ", sep = ':')")), nd))
    zz <- sapply(cn[[t]], function(e) if (e == "(Intercept)") rep(1, nrow(nd)) else nd[[e]]); zz <- matrix(zz, nrow(nd))
    for (i in seq_len(nrow(nd))) { j <- match(lab[i], lev); v <- drop(t(zz[i, ]) %*% vc[[t]] %*% zz[i, ]); all[i] <- all[i] + v
      if (is.na(j)) extra[i] <- extra[i] + v else Zn[i, Gp[t] + (j - 1) * k + seq_len(k)] <- zz[i, ] } }
  W <- cbind(Xn, Zn); se <- sqrt(rowSums((W %*% C) * W) + extra); se0 <- sqrt(rowSums((Xn %*% C[1:p, 1:p]) * Xn))
  list(id = id, data = d, formula = txt(f), newdata = nd, conditional = num(predict(m, nd, allow.new.levels = TRUE)), population = num(predict(m, nd, re.form = NA)),
    se_conditional = num(se), se_population = num(se0), var_random = num(all), sigma = sigma(m)) }
predict_ <- list(
  pred("pred-sleep", "sleepstudy", Reaction ~ Days + (Days|Subject), data.frame(Days = c(0, 5, 12, 3), Subject = c("308", "335", "308", "new"))),
  pred("pred-sleep-poly", "sleepstudy", Reaction ~ poly(Days, 2) + (1|Subject), data.frame(Days = c(0, 5, 12, 3), Subject = c("308", "335", "308", "new"))),
  pred("pred-penicillin", "Penicillin", diameter ~ 1 + (1|plate) + (1|sample), data.frame(plate = c("a", "b", "zz", "zz"), sample = c("A", "new", "F", "new"))),
  pred("pred-pastes", "Pastes", strength ~ 1 + (1|batch) + (1|batch:cask), data.frame(batch = c("A", "A", "K"), cask = c("a", "z", "a"))))
write_records(list(profile = profile_, compare = compare, ranova = ranova_, predict = predict_), "../resources/reference/infer/inference.json")
