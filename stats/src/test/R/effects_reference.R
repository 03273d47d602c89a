# Makes stats/src/test/resources/reference/emm/effects.json: the means that pictures of effects show,
# along a covariate from its least to its largest value, by R's emmeans. The second covariate stands at
# its mean and one standard deviation around it, rounded to three digits of the deviation. Of lmer only
# estimate and standard error are taken (lmer.df = "asymptotic"); its degrees of freedom have witnesses
# in emmeans.json.  R 4.2.2, emmeans 1.8.4-1, lme4 1.1-31.  Run in this directory: Rscript effects_reference.R
suppressMessages({library(emmeans); library(lme4); library(jsonlite)})
emm_options(lmer.df = "asymptotic", msg.interaction = FALSE)
read <- function(n) read.csv(paste0("../resources/reference/emm/", n, ".csv"), stringsAsFactors = TRUE)
D <- list(sleep = read("sleep"), mtcars = read("mtcars"), npk = read("npk"), unbal = read("unbal"))
D$sleep$Subject <- factor(D$sleep$Subject); D$npk <- as.data.frame(lapply(D$npk, function(v) if (is.integer(v)) factor(v) else v))
ends <- function(x) c(min(x), (min(x) + max(x)) / 2, max(x))
around <- function(x) { d <- 2 - floor(log10(sd(x))); round(mean(x) + c(-1, 0, 1) * sd(x), d) }
out <- list()
add <- function(class, data, formula, variables, at, model) {
  s <- suppressMessages(as.data.frame(emmeans(model, variables, at = at)))
  out[[length(out) + 1]] <<- list(class = class, data = data, formula = formula, variables = I(variables),
    rows = lapply(seq_len(nrow(s)), function(i) list(
      labels = I(vapply(variables, function(v) as.character(s[[v]][i]), "")), estimate = s$emmean[i], se = s$SE[i],
      df = if (class == "lmer") NA else s$df[i], low = if (class == "lmer") NA else s$lower.CL[i], high = if (class == "lmer") NA else s$upper.CL[i])))
}
m <- lmer(Reaction ~ group * Days + (Days | Subject), D$sleep)
add("lmer", "sleep", "Reaction ~ group * Days + (Days | Subject)", c("Days", "group"), list(Days = ends(D$sleep$Days)), m)
m <- lm(log(mpg) ~ poly(hp, 2) + wt * qsec + factor(gear), D$mtcars)
f <- "log(mpg) ~ poly(hp, 2) + wt * qsec + factor(gear)"
add("lm", "mtcars", f, "hp", list(hp = ends(D$mtcars$hp)), m)
add("lm", "mtcars", f, c("wt", "qsec"), list(wt = ends(D$mtcars$wt), qsec = around(D$mtcars$qsec)), m)
add("lm", "mtcars", f, "gear", list(), m)
m <- lm(breaks ~ wool * x + tension, D$unbal)
add("lm", "unbal", "breaks ~ wool * x + tension", c("x", "wool"), list(x = ends(D$unbal$x)), m)
add("lm", "unbal", "breaks ~ wool * x + tension", "tension", list(), m)
npk_ <- D$npk; m <- aov(yield ~ N * P + K + Error(block), npk_)
add("aov", "npk", "yield ~ N * P + K + Error(block)", c("N", "P"), list(), m)
write_json(list(software = paste(R.version.string, "emmeans", packageVersion("emmeans"), "lme4", packageVersion("lme4")), effects = out),
  "../resources/reference/emm/effects.json", auto_unbox = TRUE, digits = NA, na = "null", pretty = TRUE)
