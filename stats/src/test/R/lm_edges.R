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
write(toJSON(rec, digits = 15, auto_unbox = TRUE, null = "null", na = "null", pretty = TRUE), commandArgs(TRUE)[1])
