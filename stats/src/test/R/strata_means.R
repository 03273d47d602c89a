# Makes stats/src/test/resources/reference/emm/strata.json: marginal means of aov with Error() and
# numbers. R 4.2.2, emmeans 1.8.4-1, lme4 1.1-31.  Run in this directory: Rscript strata_means.R
# emmeans takes the mean of all rows for the intercept, which holds where every column sums to zero
# and not for a number as it stands (it warns: "results may be very biased"; field "plain" has what
# it says then). Witnesses of the right values:
#  - "aov": emmeans of the same aov with the number less its mean, at the same points, which is the
#    same model; balanced factors only.
#  - "lmer": estimates and standard errors of emmeans for lmer with independent intercepts and slopes
#    at the mean, whose REML estimates are those of the strata in a balanced layout within units. The
#    degrees of freedom are (v1 + v2)^2 / (v1^2/d1 + v2^2/d2) with the mean squares of summary(aov).
suppressMessages({library(emmeans); library(lme4); library(jsonlite)})
emm_options(msg.nesting = FALSE, lmer.df = "asymptotic")
quiet <- function(e) suppressMessages(suppressWarnings(e))
num <- function(x) I(as.numeric(x))
ss <- as.data.frame(sleepstudy); ss$z <- ss$Days - mean(ss$Days)
data(Orthodont, package = "nlme"); ort <- as.data.frame(Orthodont); ort$Subject <- factor(as.character(ort$Subject)); ort$z <- ort$age - 11
data(Oats, package = "nlme"); oats <- as.data.frame(Oats); for (v in c("Block", "Variety")) oats[[v]] <- factor(as.character(oats[[v]])); oats$z <- oats$nitro - mean(oats$nitro)
nx <- npk; set.seed(20261107); nx$x <- round(rnorm(24, 10, 2) + as.integer(nx$block), 2); nx$z <- nx$x - mean(nx$x)
write.csv(nx[c("block", "N", "P", "K", "yield", "x")], "../resources/reference/emm/npkx.csv", row.names = FALSE, quote = FALSE)
fit <- function(formula, data) do.call("aov", list(as.formula(formula), data))
R <- list()
col <- function(s) s[[intersect(c("emmean", "estimate", "z.trend", "age.trend", "Days.trend"), names(s))[1]]]
add <- function(id, data, formula, witness, kind, specs, number = NULL, at = NULL, estimate, se, df, plain = NULL)
  R[[length(R) + 1]] <<- list(id = id, data = data, formula = formula, witness = witness, kind = kind, specs = I(specs), number = number, at = if (!is.null(at)) I(at), estimate = num(estimate), se = num(se), df = num(df), plain = if (!is.null(plain)) num(plain))
# emmeans of the aov in the centred number; means at points, slopes, pairs.
centred <- function(id, data, d, formula, number, specs, at) {
  m <- fit(gsub(paste0("\\b", number, "\\b"), "z", formula), d); p <- fit(formula, d); mid <- mean(d[[number]])
  s <- as.data.frame(quiet(emmeans(m, c(specs, "z"), at = list(z = at - mid)))); q <- as.data.frame(quiet(emmeans(p, c(specs, number), at = setNames(list(at), number))))
  add(paste0(id, "-means"), data, formula, "aov", "means", c(specs, number), number, at, col(s), s$SE, s$df, col(q))
  sp <- if (length(specs)) specs else "1"; t <- as.data.frame(quiet(emtrends(m, sp, var = "z")))
  add(paste0(id, "-slopes"), data, formula, "aov", "trends", specs, number, NULL, col(t), t$SE, t$df)
  if (length(specs)) { e <- quiet(emmeans(m, specs, at = list(z = at[1] - mid))); k <- as.data.frame(quiet(pairs(e, adjust = "none"))); add(paste0(id, "-pairs"), data, formula, "aov", "pairs", specs, number, at[1], col(k), k$SE, k$df) } }
centred("sleep-slopes", "sleepstudy", ss, "Reaction ~ Days + Error(Subject/Days)", "Days", character(), c(0, 4.5, 9))
centred("sleep", "sleepstudy", ss, "Reaction ~ Days + Error(Subject)", "Days", character(), c(0, 4.5, 9))
centred("oats", "Oats", oats, "yield ~ nitro * Variety + Error(Block/Variety)", "nitro", "Variety", c(0, 0.3, 0.6))
centred("oats-add", "Oats", oats, "yield ~ Variety + nitro + Error(Block/Variety)", "nitro", "Variety", c(0, 0.3, 0.6))
# A covariate that differs between blocks and within them.
centred("npk-x", "npkx", nx, "yield ~ N * P + x + Error(block)", "x", c("N"), c(8, 12))
centred("npk-nx", "npkx", nx, "yield ~ N * x + Error(block)", "x", c("N"), c(8, 12))
# 16 boys and 11 girls: the intercept is not the mean of all rows, whatever the number is.
f <- "distance ~ age * Sex + Error(Subject/age)"; at <- c(8, 11, 14)
m <- lmer(distance ~ z * Sex + (1 | Subject) + (0 + z | Subject), ort, control = lmerControl(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-12)))
s <- as.data.frame(emmeans(m, c("Sex", "z"), at = list(z = at - 11))); t <- as.data.frame(emtrends(m, "Sex", var = "z"))
a <- summary(aov(distance ~ z * Sex + Error(Subject/z), ort)); ms1 <- tail(a[["Error: Subject"]][[1]][["Mean Sq"]], 1); ms2 <- tail(a[["Error: Subject:z"]][[1]][["Mean Sq"]], 1)
n <- table(ort$Sex)[as.character(s$Sex)]; sq <- tapply(ort$z^2, ort$Sex, sum)[as.character(s$Sex)]; v1 <- ms1 / n; v2 <- s$z^2 * ms2 / sq
stopifnot(max(abs(sqrt(v1 + v2) / s$SE - 1)) < 1e-4)
q <- as.data.frame(quiet(emmeans(fit(f, ort), c("Sex", "age"), at = list(age = at))))
add("orthodont-means", "Orthodont", f, "lmer", "means", c("Sex", "age"), "age", at, s$emmean, s$SE, (v1 + v2)^2 / (v1^2 / 25 + v2^2 / 25), q$emmean)
centred("orthodont", "Orthodont", ort, f, "age", "Sex", 8)
# Elsewhere than in these the centred aov has columns that do not sum to zero: Sex, and N by x.
R <- Filter(function(r) !(r$witness == "aov" && r$id %in% c("orthodont-means", "npk-nx-means")), R)
write(toJSON(list(software = paste(R.version.string, "emmeans", packageVersion("emmeans"), "lme4", packageVersion("lme4")), records = R), auto_unbox = TRUE, digits = NA, null = "null", na = "null"), "../resources/reference/emm/strata.json")
