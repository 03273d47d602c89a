# Makes stats/src/test/resources/reference/lm/more.json: types II and III of unbalanced designs and with
# empty cells, comparisons, weights and offsets, Tukey of unbalanced designs, robust standard errors,
# one-way tests. R 4.2.2, car 3.1-1, sandwich. Rscript lm_more.R <out.json>
suppressMessages({library(jsonlite); library(car); library(sandwich); library(lmerTest)})
source("lmer_oracle.R")
unb <- warpbreaks[-c(1, 2, 3, 10, 11, 20, 33, 34, 50), ]
mt <- transform(mtcars, cylf = factor(cyl), gearf = factor(gear))
typ3 <- function(f, d) { v <- intersect(all.vars(f)[-1], names(Filter(is.factor, d))); c <- setNames(rep(list("contr.sum"), length(v)), v)
  a <- car::Anova(lm(f, d, contrasts = c), type = 3); anova_rows(a[-1, ]) }
# The studentised range by nested adaptive integration: ptukey itself is off by 1e-5 at few degrees of freedom.
W <- function(w, k) sapply(w, function(w) (2 * pnorm(w / 2) - 1)^k + 2 * k * integrate(function(u) dnorm(u) * (pnorm(u) - pnorm(u - w))^(k - 1), w / 2, max(w / 2 + 1e-9, 12), rel.tol = 1e-12, subdivisions = 2000)$value)
ptukey2 <- function(q, k, v) if (is.infinite(v)) W(q, k) else integrate(function(s) 2 * v * s * dchisq(v * s^2, v) * W(q * s, k), 0, 8, rel.tol = 1e-10, subdivisions = 5000)$value
rec <- list(
  types = list(
    list(id = "unb", data = "unbalanced", formula = "breaks ~ wool * tension",
         II = anova_rows(car::Anova(lm(breaks ~ wool * tension, unb), type = 2)), III = typ3(breaks ~ wool * tension, unb)),
    list(id = "tooth", data = "ToothGrowth", formula = "len ~ supp * factor(dose)",
         II = anova_rows(car::Anova(lm(len ~ supp * factor(dose), ToothGrowth), type = 2)),
         III = { a <- car::Anova(lm(len ~ supp * dosef, transform(ToothGrowth, dosef = factor(dose)), contrasts = list(supp = "contr.sum", dosef = "contr.sum")), type = 3); r <- anova_rows(a[-1, ]); r }),
    list(id = "additive", data = "mtcars", formula = "mpg ~ wt + factor(cyl) + hp",
         II = anova_rows(car::Anova(lm(mpg ~ wt + factor(cyl) + hp, mtcars), type = 2)), III = anova_rows(car::Anova(lm(mpg ~ wt + factor(cyl) + hp, mtcars), type = 3)[-1, ])),
    list(id = "covariate", data = "mtcars", formula = "mpg ~ wt * factor(am)",
         II = anova_rows(car::Anova(lm(mpg ~ wt * factor(am), mtcars), type = 2)),
         III = { a <- car::Anova(lm(mpg ~ wt * amf, transform(mtcars, amf = factor(am)), contrasts = list(amf = "contr.sum")), type = 3); anova_rows(a[-1, ]) })),
  compare = list(list(data = "mtcars", formulas = c("mpg ~ 1", "mpg ~ wt", "mpg ~ wt + factor(cyl)", "mpg ~ wt * factor(cyl)"),
     rows = { a <- anova(lm(mpg ~ 1, mtcars), lm(mpg ~ wt, mtcars), lm(mpg ~ wt + factor(cyl), mtcars), lm(mpg ~ wt * factor(cyl), mtcars)); anova_rows(a) })),
  # R^2: lm counts the offset as explained; ours is that of the response less the offset.
  weights = { m <- lm(mpg ~ wt + offset(disp / 100), mtcars, weights = ifelse(am == 1 & gear == 5, 0, qsec)); s <- summary(m)
    list(data = "mtcars", formula = "mpg ~ wt + offset(disp / 100)", weights = "ifelse(am == 1 & gear == 5, 0, qsec)",
      fixef = coef_rows(coef(s)), sigma = s$sigma, r2 = summary(lm(I(mpg - disp / 100) ~ wt, mtcars, weights = ifelse(am == 1 & gear == 5, 0, qsec)))$r.squared, df_residual = df.residual(m), nobs = nobs(m), logLik = num(logLik(m)), AIC = num(AIC(m)), fitted = num(fitted(m)), deviance = deviance(m)) },
  influence = { m <- lm(mpg ~ wt + factor(cyl), mtcars)
    list(data = "mtcars", formula = "mpg ~ wt + factor(cyl)", hat = num(hatvalues(m)), rstandard = num(rstandard(m)), rstudent = num(rstudent(m)), cook = num(cooks.distance(m)),
      sigma = num(influence(m)$sigma), vif = { v <- car::vif(m); list(term = rownames(v), gvif = num(v[, 1]), df = num(v[, 2])) },
      hc = lapply(c(HC0 = "HC0", HC1 = "HC1", HC2 = "HC2", HC3 = "HC3"), function(t) num(sqrt(diag(vcovHC(m, type = t)))))) },
  tukey = list(
    list(data = "unbalanced", formula = "breaks ~ tension + wool", term = "tension", rows = coef_rows(TukeyHSD(aov(breaks ~ tension + wool, unb), "tension")$tension)),
    list(data = "unbalanced", formula = "breaks ~ tension + wool", term = "wool", rows = coef_rows(TukeyHSD(aov(breaks ~ tension + wool, unb), "wool")$wool)),
    list(data = "warpbreaks", formula = "breaks ~ wool * tension", term = "wool:tension", rows = coef_rows(TukeyHSD(aov(breaks ~ wool * tension, warpbreaks), "wool:tension")$`wool:tension`)),
    list(data = "unbalanced", formula = "breaks ~ wool * tension", term = "wool:tension", rows = coef_rows(TukeyHSD(aov(breaks ~ wool * tension, unb), "wool:tension")$`wool:tension`))),
  ptukey = { g <- expand.grid(q = c(0.5, 2, 3.5, 5, 10), k = c(2, 3, 7, 20, 50), df = c(2, 5, 12, 60, 500, Inf)); list(q = g$q, k = g$k, df = ifelse(is.finite(g$df), g$df, -1), p = mapply(ptukey2, g$q, g$k, g$df)) },
  qtukey = { g <- expand.grid(p = c(0.5, 0.9, 0.95, 0.99), k = c(2, 3, 7, 20, 50), df = c(2, 5, 12, 60, 500, Inf)); list(p = g$p, k = g$k, df = ifelse(is.finite(g$df), g$df, -1), q = qtukey(g$p, g$k, g$df)) },
  adjust = { p <- c(0.01, 0.02, 0.03, 0.04, 0.05, 0.2, 0.0001, 0.5, 0.03); list(p = p, holm = p.adjust(p, "holm"), hochberg = p.adjust(p, "hochberg"), hommel = p.adjust(p, "hommel"),
      bonferroni = p.adjust(p, "bonferroni"), BH = p.adjust(p, "BH"), BY = p.adjust(p, "BY"), sidak = 1 - (1 - p)^length(p)) },
  pairwise = { a <- pairwise.t.test(airquality$Ozone[!is.na(airquality$Ozone)], factor(airquality$Month[!is.na(airquality$Ozone)]), p.adjust.method = "none")$p.value
      b <- pairwise.t.test(unb$breaks, unb$tension, p.adjust.method = "holm", pool.sd = TRUE)$p.value
      list(data = "unbalanced", response = "breaks", factor = "tension", holm = num(b[!is.na(b)]), none = { u <- pairwise.t.test(unb$breaks, unb$tension, p.adjust.method = "none")$p.value; num(u[!is.na(u)]) },
           welch = { u <- pairwise.t.test(unb$breaks, unb$tension, p.adjust.method = "none", pool.sd = FALSE)$p.value; num(u[!is.na(u)]) }) },
  oneway = { w <- oneway.test(breaks ~ tension, unb); k <- kruskal.test(breaks ~ tension, unb); b <- bartlett.test(breaks ~ tension, unb); l <- car::leveneTest(breaks ~ tension, unb); lm_ <- car::leveneTest(breaks ~ tension, unb, center = mean)
      e <- nlme::ergoStool; f <- friedman.test(effort ~ Type | Subject, as.data.frame(e))
      list(data = "unbalanced", formula = "breaks ~ tension", welch = c(num(w$statistic), num(w$parameter), w$p.value), kruskal = c(num(k$statistic), num(k$parameter), k$p.value),
        bartlett = c(num(b$statistic), num(b$parameter), b$p.value), levene = c(l[1, 2], l[1, 1], l[2, 1], l[1, 3]), levene_mean = c(lm_[1, 2], lm_[1, 1], lm_[2, 1], lm_[1, 3]),
        friedman = list(data = "ergoStool", formula = "effort ~ Type | Subject", value = c(num(f$statistic), num(f$parameter), f$p.value))) })
write(toJSON(rec, digits = 15, auto_unbox = TRUE, null = "null", na = "null", pretty = TRUE), commandArgs(TRUE)[1])
