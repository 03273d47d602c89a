# Makes stats/src/test/resources/reference/infer/predict.json: predictions given some of the random
# effects (re.form of lme4), their standard errors from Henderson's mixed-model equations solved
# densely, and predictions through transforms that remember the data.
# R 4.2.2, lme4 1.1-31.  Run in this directory: Rscript predict_reference.R
source("lmer_oracle.R")
# keep: for each term of lme4's cnms the names of the effects that are used.
pred <- function(id, data, d, f, nd, form, keep) { m <- best_lmer(f, d); s2 <- sigma(m)^2
  X <- as.matrix(getME(m, "X")); Z <- as.matrix(getME(m, "Z")); L <- as.matrix(getME(m, "Lambda")); G <- L %*% t(L); p <- ncol(X)
  # Lambda may be singular: the equations in spherical effects, b = L u.
  ZL <- Z %*% L; C <- s2 * solve(rbind(cbind(t(X) %*% X, t(X) %*% ZL), cbind(t(ZL) %*% X, t(ZL) %*% ZL + diag(ncol(Z)))))
  Xn <- model.matrix(delete.response(terms(m)), nd); cn <- getME(m, "cnms"); Gp <- getME(m, "Gp"); fl <- getME(m, "flist"); asg <- attr(fl, "assign"); vc <- VarCorr(m)
  Zn <- matrix(0, nrow(nd), ncol(Z)); new <- left <- numeric(nrow(nd))
  for (t in seq_along(cn)) { lev <- levels(fl[[asg[t]]]); g <- names(fl)[asg[t]]; k <- length(cn[[t]])
    lab <- as.character(eval(parse(text = paste0("interaction(", gsub(":", ",", g), ", sep = ':')")), nd))
    zz <- matrix(sapply(cn[[t]], function(e) if (e == "(Intercept)") rep(1, nrow(nd)) else nd[[e]]), nrow(nd)); on <- cn[[t]] %in% keep[[t]]
    for (i in seq_len(nrow(nd))) { used <- ifelse(on, zz[i, ], 0); j <- match(lab[i], lev); out <- zz[i, ] - used; left[i] <- left[i] + drop(out %*% vc[[t]] %*% out)
      if (is.na(j)) new[i] <- new[i] + drop(used %*% vc[[t]] %*% used) else Zn[i, Gp[t] + (j - 1) * k + seq_len(k)] <- used } }
  W <- cbind(Xn, Zn %*% L)
  list(id = id, data = data, formula = paste(deparse(f, width.cutoff = 500), collapse = " "), form = form, newdata = nd, fitted = num(predict(m, nd, re.form = as.formula(form), allow.new.levels = TRUE)),
    se = num(sqrt(rowSums((W %*% C) * W) + new)), left = num(left), sigma = sigma(m)) }
int <- "(Intercept)"
nd <- data.frame(Days = c(0, 5, 12, 3), Subject = c("308", "335", "308", "new")); np <- data.frame(plate = c("a", "b", "zz", "zz"), sample = c("A", "new", "F", "new"))
nb <- data.frame(batch = c("A", "A", "K"), cask = c("a", "z", "a")); slope <- Reaction ~ Days + (Days | Subject); both <- diameter ~ 1 + (1 | plate) + (1 | sample)
some <- list(pred("sleep-int", "sleepstudy", sleepstudy, slope, nd, "~ (1 | Subject)", list(int)), pred("sleep-slope", "sleepstudy", sleepstudy, slope, nd, "~ (0 + Days | Subject)", list("Days")),
  pred("sleep-all", "sleepstudy", sleepstudy, slope, nd, "~ (Days | Subject)", list(c(int, "Days"))),
  pred("penicillin-plate", "Penicillin", Penicillin, both, np, "~ (1 | plate)", list(int, character())), pred("penicillin-sample", "Penicillin", Penicillin, both, np, "~ (1 | sample)", list(character(), int)),
  pred("pastes-batch", "Pastes", Pastes, strength ~ 1 + (1 | batch) + (1 | batch:cask), nb, "~ (1 | batch)", list(character(), int)))
# Transforms: what scale(), poly() and ns() learnt from the data holds for new rows.
through <- function(f) { m <- best_lmer(f, sleepstudy)
  list(data = "sleepstudy", formula = paste(deparse(f, width.cutoff = 500), collapse = " "), newdata = nd, fitted = num(predict(m, nd, re.form = NA))) }
library(splines)
transforms <- list(through(log(Reaction) ~ scale(Days) + (1 | Subject)), through(Reaction ~ poly(Days, 3) + (1 | Subject)), through(Reaction ~ ns(Days, df = 3) + (1 | Subject)),
  through(Reaction ~ bs(Days, df = 4) + I(Days^2) + (1 | Subject)), through(Reaction ~ log(Days + 1) + (1 | Subject)), through(Reaction ~ cut(Days, c(-1, 3, 6, 20)) + (1 | Subject)))
write_records(list(some = some, transforms = transforms), "../resources/reference/infer/predict.json")
