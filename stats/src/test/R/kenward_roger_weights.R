# pbkrtest 0.5.2 takes no notice of prior weights. The same model with every row multiplied by the
# square root of its weight has none, so pbkrtest is right there.
suppressPackageStartupMessages({library(lme4); library(lmerTest)})
d <- within(sleepstudy, { s <- sqrt(1 / (1 + Days)); y <- s * Reaction; x1 <- s; x2 <- s * Days })
m <- lmerTest::lmer(y ~ 0 + x1 + x2 + (0 + x1 | Subject), d,
                    control = lmerControl(optCtrl = list(ftol_abs = 1e-14, xtol_abs = 1e-10)))
options(digits = 12)
print(coef(summary(m, ddf = "Kenward-Roger")))
