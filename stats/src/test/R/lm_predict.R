# Makes stats/src/test/resources/reference/lm/predict.json: predictions, intervals, generalised variance
# inflation factors, Friedman's test with ties. R 4.2.2, car 3.1-1, sandwich 3.0-2.
# Rscript lm_predict.R <out.json>
suppressMessages({library(jsonlite); library(car); library(sandwich)})
num <- function(x) unname(as.numeric(x))
new <- data.frame(wt = c(2, 3.3, 5.1, NA), cyl = c(4, 6, 8, 8), hp = c(90, 110, 300, 200), disp = c(100, 200, 400, 300), qsec = c(20, 17, 15, 16))
one <- function(f, weights = NULL, level = 0.95) {
  m <- if (is.null(weights)) lm(f, mtcars) else lm(f, cbind(mtcars, w = mtcars[[weights]]), weights = w)
  p <- predict(m, new, se.fit = TRUE); ci <- predict(m, new, interval = "confidence", level = level)
  pi <- suppressWarnings(predict(m, new, interval = "prediction", level = level))
  v <- vcovHC(m, type = "HC3"); X <- model.matrix(delete.response(terms(m)), new[1:3, ], xlev = m$xlevels)
  k <- confint(m, level = level)
  rob <- sqrt(diag(X %*% v %*% t(X))); se3 <- sqrt(diag(v)); t <- qt(0.5 + level / 2, df.residual(m))
  list(formula = paste(deparse(f), collapse = ""), weights = weights, level = level, fitted = num(p$fit), se = num(p$se.fit), lower = num(ci[, 2]), upper = num(ci[, 3]),
    lower_pred = num(pi[, 2]), upper_pred = num(pi[, 3]), robust_se = num(rob), confint_low = num(k[, 1]), confint_high = num(k[, 2]),
    robust_low = num(coef(m) - t * se3), robust_high = num(coef(m) + t * se3)) }
vifs <- function(f) { v <- vif(lm(f, mtcars)); if (is.matrix(v)) list(formula = deparse(f), term = rownames(v), gvif = num(v[, 1]), df = num(v[, 2]), scaled = num(v[, 3]))
  else list(formula = deparse(f), term = names(v), gvif = num(v), df = rep(1, length(v)), scaled = num(sqrt(v))) }
tied <- data.frame(score = c(1, 2, 2, 3, 3, 1, 2, 2, 5, 4, 4, 4, 1, 1, 2, 3), judge = rep(1:4, each = 4), wine = rep(c("a", "b", "c", "d"), 4))
f <- friedman.test(score ~ wine | judge, tied)
rec <- list(newdata = new, models = list(one(mpg ~ wt + factor(cyl)), one(mpg ~ wt * hp, weights = "qsec", level = 0.9), one(mpg ~ wt + offset(disp / 100)), one(mpg ~ poly(hp, 2) + wt)),
  vif = list(vifs(mpg ~ wt + hp + disp), vifs(mpg ~ wt + factor(cyl) + factor(gear)), vifs(mpg ~ wt * hp)),
  friedman = list(score = tied$score, judge = tied$judge, wine = tied$wine, value = c(num(f$statistic), num(f$parameter), f$p.value)))
write(toJSON(rec, digits = 15, auto_unbox = TRUE, null = "null", na = "null", pretty = TRUE), commandArgs(TRUE)[1])
