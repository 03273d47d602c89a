# Leave-one-out refits of mixed models: lme4's influence() and hatvalues(), with refits as exact as
# lme4's search gets, so that the digits are those of the optimum.
# Rscript stats/src/test/R/influence_reference.R
# writes stats/src/test/resources/reference/infer/influence.json; needs lme4 and jsonlite.
suppressMessages({
  library(lme4)
  library(jsonlite)
})
home <- "stats/src/main/resources/dev/henderson/stats/frame/datasets"
read <- function(data) {
  d <- read.csv(file.path(home, paste0(data, ".csv")))
  for (f in intersect(c("Subject", "batch", "cask", "sample", "plate", "recipe", "replicate", "temperature", "Machine", "Worker"), names(d))) {
    d[[f]] <- factor(d[[f]], levels = unique(d[[f]]))
  }
  if (data == "cake") d$recipe <- factor(d$recipe, levels = c("A", "B", "C"))
  d
}
exact <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE)
pars <- function(m) {
  v <- as.data.frame(VarCorr(m))
  name <- ifelse(v$grp == "Residual", "sigma", ifelse(is.na(v$var2), paste0("sd_", v$var1, "|", v$grp), paste0("cor_", v$var2, ".", v$var1, "|", v$grp)))
  as.list(setNames(v$sdcor, name))
}
entry <- function(data, formula, group, reml = TRUE, weighted = FALSE) {
  d <- read(data)
  d$w <- if (weighted) rep(c(1, 2, 0.5), length.out = nrow(d)) else 1
  refit <- function(rows) {
    e <- d[rows, ]
    suppressMessages(do.call(lmer, list(as.formula(formula), data = e, REML = reml, weights = e$w, control = exact)))
  }
  m <- refit(rep(TRUE, nrow(d)))
  by <- if (group == "row") as.character(seq_len(nrow(d))) else as.character(d[[group]])
  levels <- unique(by)
  without <- lapply(levels, function(l) {
    r <- refit(by != l)
    list(level = l, fixef = I(unname(fixef(r))), se = I(unname(sqrt(diag(as.matrix(vcov(r)))))), par = pars(r))
  })
  b <- fixef(m)
  V <- solve(as.matrix(vcov(m)))
  cook <- sapply(without, function(w) {
    db <- b - w$fixef
    drop(db %*% V %*% db) / length(b)
  })
  list(
    data = data, formula = formula, group = group, reml = reml, weighted = weighted,
    hat = I(unname(hatvalues(m))), cook = I(cook), without = without
  )
}
# lme4's own influence(), whose Cook's distance has the factor (n - p) / n in front.
own <- function() {
  sleepstudy <- read("sleepstudy")
  m <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy, control = exact)
  i <- influence(m, "Subject")
  list(
    level = I(as.character(rownames(i[["fixed.effects[-Subject]"]]))), cook = I(unname(cooks.distance(i))),
    dfbetas = I(unname(dfbetas(i))), n = 18, p = 2
  )
}
out <- "stats/src/test/resources/reference/infer/influence.json"
writeLines(toJSON(list(
  software = paste0(R.version.string, ", lme4 ", packageVersion("lme4")),
  lme4 = own(),
  entries = list(
    entry("sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject"),
    entry("sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject", FALSE, TRUE),
    entry("sleepstudy", "Reaction ~ Days + (1 | Subject)", "Days"),
    entry("Pastes", "strength ~ 1 + (1 | batch) + (1 | sample)", "batch"),
    entry("Pastes", "strength ~ 1 + (1 | batch) + (1 | sample)", "row"),
    entry("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "sample"),
    entry("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "plate"),
    entry("Machines", "score ~ Machine + (1 | Worker) + (1 | Worker:Machine)", "Worker", FALSE),
    entry("Machines", "score ~ Machine + (1 | Worker) + (1 | Worker:Machine)", "row")
  )
), auto_unbox = TRUE, digits = NA), out)
