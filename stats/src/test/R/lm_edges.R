# Makes stats/src/test/resources/reference/lm/edges.json: what R 4.2.2 and lme4 1.1-31 say where data or
# calls are unusual. Rscript lm_edges.R <out.json>
suppressMessages({library(jsonlite); library(lme4)})
num <- function(x) unname(as.numeric(x))
rec <- list()
# Levels given as numbers in new data are those of their label: in R they have to be made a factor first.
mt <- transform(mtcars, cyl = factor(cyl))
sl <- transform(sleepstudy, Days = factor(Days))
rec$predict <- list(
  lm = num(predict(lm(mpg ~ wt + cyl, mt), data.frame(wt = c(2, 3, 4), cyl = factor(c(6, 8, 4))))),
  lmer = num(predict(lmer(Reaction ~ Days + (1 | Subject), sl), data.frame(Days = factor(c(9, 0, 3)), Subject = c("308", "309", "372")))))
# Numbers in Error(): slopes where the fixed part measures with them; the names of units in R are factors.
strata <- function(m) lapply(Filter(function(s) any(rownames(s[[1]]) != ""), summary(m)), function(s) { t <- s[[1]]
  list(term = I(trimws(rownames(t))), df = I(num(t[, 1])), ss = I(num(t[, 2])), f = if (ncol(t) > 3) I(num(t[, 4])) else NULL) })
named <- function(m) { s <- strata(m); Map(function(n, s) c(list(stratum = sub("Error: ", "", n)), s), names(s), s) |> unname() }
ortho <- transform(as.data.frame(nlme::Orthodont), Subject = factor(as.character(Subject)))
numbered <- transform(warpbreaks, loom = rep(1:9, 6))
rec$strata <- list(
  list(data = "sleepstudy", formula = "Reaction ~ Days + Error(Subject/Days)", rows = named(aov(Reaction ~ Days + Error(Subject/Days), sleepstudy))),
  list(data = "Orthodont", formula = "distance ~ age * Sex + Error(Subject/age)", rows = named(aov(distance ~ age * Sex + Error(Subject/age), ortho))),
  list(data = "sleepstudy", formula = "Reaction ~ poly(Days, 2) + Error(Subject/Days)", rows = named(aov(Reaction ~ poly(Days, 2) + Error(Subject/Days), sleepstudy))),
  list(data = "ToothGrowth", formula = "len ~ supp + Error(dose)", rows = named(aov(len ~ supp + Error(dose), ToothGrowth))),
  list(data = "mtcars", formula = "mpg ~ wt + Error(gear)", note = "gear", rows = named(aov(mpg ~ wt + Error(factor(gear)), mtcars))))
# Intervals of partial omega squared: the limits of the noncentrality of F, and lambda / (lambda + N) with the N
# that makes the estimate of it from df (F - 1); in one stratum the number of rows (Steiger 2004).
ncp <- function(f, d1, d2, p) if (pf(f, d1, d2) < p) 0 else uniroot(function(l) pf(f, d1, d2, ncp = l) - p, c(0, max(50, 20 * f * d1)), tol = 1e-12)$root
omega <- function(m, n) { tabs <- lapply(Filter(function(s) nrow(s[[1]]) > 0, if (inherits(m, "aovlist")) summary(m) else list(Within = summary(m))), function(s) { t <- s[[1]]; rownames(t) <- trimws(rownames(t)); t })
  first <- tabs[[1]]; ss0 <- first["Residuals", 2]; ms0 <- first["Residuals", 3]
  out <- list()
  for (k in seq_along(tabs)) { t <- tabs[[k]]; e <- t["Residuals", ]
    for (r in setdiff(rownames(t), "Residuals")) { d1 <- t[r, 1]; f <- t[r, 4]; d2 <- e[[1]]; mse <- e[[3]]
      N <- if (length(tabs) == 1) n else if (k == 1) d1 + (ss0 + ms0) / mse else d1 + (ss0 + ms0 + e[[2]]) / mse
      l <- c(ncp(f, d1, d2, 0.95), ncp(f, d1, d2, 0.05))
      out[[length(out) + 1]] <- list(term = r, p = t[r, 5], omega = max(0, d1 * (f - 1) / (d1 * (f - 1) + N)), low = l[1] / (l[1] + N), high = l[2] / (l[2] + N),
        eta_low = l[1] / (l[1] + d2), eta_high = l[2] / (l[2] + d2)) } }
  out }
rec$omega <- list(
  list(data = "warpbreaks", formula = "breaks ~ wool * tension", rows = omega(aov(breaks ~ wool * tension, warpbreaks), 54)),
  list(data = "PlantGrowth", formula = "weight ~ group", rows = omega(aov(weight ~ group, PlantGrowth), 30)),
  list(data = "ToothGrowth", formula = "len ~ supp * factor(dose)", rows = omega(aov(len ~ supp * factor(dose), ToothGrowth), 60)),
  list(data = "Orthodont", formula = "distance ~ Sex * factor(age) + Error(Subject/factor(age))", rows = omega(aov(distance ~ Sex * factor(age) + Error(Subject/factor(age)), ortho), 108)),
  list(data = "mtcars", formula = "qsec ~ factor(gear) + factor(carb)", rows = omega(aov(qsec ~ factor(gear) + factor(carb), mtcars), 32)))
write(toJSON(rec, digits = 15, auto_unbox = TRUE, null = "null", na = "null", pretty = TRUE), commandArgs(TRUE)[1])
