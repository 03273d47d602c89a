# Makes stats/src/test/resources/reference/lm/robust_wald.json: what is asked of a linear model with the
# covariance matrix HC3, written out by hand: Wald F tests of the whole model, of terms (types I, II, III),
# of two models; marginal means, slopes and their tests by rows of the model matrix.
# R 4.2.2, base R and jsonlite only. Rscript robust_wald.R <out.json>
suppressMessages(library(jsonlite))
unb <- warpbreaks[-c(1, 2, 3, 10, 11, 20, 33, 34, 50), ]
num <- function(x) unname(as.numeric(x))
hc3 <- function(m) {
  w <- if (is.null(weights(m))) rep(1, nobs(m)) else weights(m)
  X <- model.matrix(m)[, !is.na(coef(m)), drop = FALSE] * sqrt(w)
  bread <- solve(crossprod(X))
  h <- rowSums((X %*% bread) * X)
  e <- sqrt(w) * residuals(m) / (1 - h)
  bread %*% crossprod(X * e) %*% bread
}
b <- function(m) coef(m)[!is.na(coef(m))]
wald <- function(m, L, V = hc3(m)) if (nrow(L) == 0) 0 else { d <- L %*% b(m); num(t(d) %*% solve(L %*% V %*% t(L), d)) }
ftest <- function(m, W, q) list(df = q, statistic = W / q, p = pf(W / q, q, df.residual(m), lower.tail = FALSE))
I <- function(m, which) diag(length(b(m)))[which, , drop = FALSE]
assigned <- function(m) attr(model.matrix(m), "assign")[!is.na(coef(m))]
whole <- function(m) { L <- I(m, which(assigned(m) > 0)); ftest(m, wald(m, L), nrow(L)) }
# Each term together with those it comes before, less those alone: what car's Anova(white.adjust = "hc3") does for type II.
terms_by <- function(m, after) {
  a <- assigned(m); lab <- attr(terms(m), "term.labels"); fac <- attr(terms(m), "factors")
  lapply(seq_along(lab), function(k) {
    others <- after(k, fac); L0 <- I(m, which(a %in% others)); L1 <- I(m, which(a %in% c(others, k)))
    c(list(term = lab[k]), ftest(m, wald(m, L1) - wald(m, L0), nrow(L1) - nrow(L0))) })
}
one <- function(m) terms_by(m, function(k, fac) setdiff(seq_len(ncol(fac)), seq_len(k)))
two <- function(m) terms_by(m, function(k, fac) Filter(function(o) o != k && all(fac[, k] == 0 | fac[, o] != 0), seq_len(ncol(fac))))
three <- function(m) terms_by(m, function(k, fac) integer())
# Functions of the coefficients.
rows <- function(m, L) { V <- hc3(m); d <- num(L %*% b(m)); se <- sqrt(num(diag(L %*% V %*% t(L)))); t <- d / se
  list(estimate = d, se = se, df = df.residual(m), p = num(2 * pt(-abs(t), df.residual(m)))) }
grid <- function(m, new) model.matrix(delete.response(terms(m)), new, contrasts.arg = m$contrasts, xlev = m$xlevels)
at <- expand.grid(wool = levels(unb$wool), tension = levels(unb$tension))
m <- lm(breaks ~ wool * tension, unb)
s <- lm(breaks ~ wool * tension, unb, contrasts = list(wool = "contr.sum", tension = "contr.sum"))
means <- t(sapply(levels(unb$tension), function(l) colMeans(grid(m, at[at$tension == l, ]))))
pairs <- rbind(means[1, ] - means[2, ], means[1, ] - means[3, ], means[2, ] - means[3, ])
byw <- lapply(levels(unb$wool), function(l) { G <- grid(m, at[at$wool == l, ]); rbind(G[1, ] - G[2, ], G[2, ] - G[3, ]) })
mt <- transform(mtcars, gross = wt * 1e6)
big <- lm(mpg ~ gross + factor(cyl), mt)
slope <- lm(mpg ~ wt * factor(am), mtcars, weights = qsec)
G <- function(am) grid(slope, data.frame(wt = 4, am = am)) - grid(slope, data.frame(wt = 3, am = am))
mid <- lm(mpg ~ carb + wt, mtcars)
# mpg ~ cyl in mpg ~ factor(cyl) + wt: the hypothesis that the effects of cyl lie on a line.
codes <- lm(mpg ~ factor(cyl) + wt, mtcars)
line <- rbind(c(0, -2, 1, 0), c(0, 0, 0, 1))
rec <- list(
  unbalanced = list(formula = "breaks ~ wool * tension", whole = whole(m), I = one(m), II = two(m), III = three(s),
    means = rows(m, means), pairs = rows(m, pairs),
    joint_wool = lapply(byw, function(L) ftest(m, wald(m, L), nrow(L)))),
  big = list(formula = "mpg ~ gross + factor(cyl)", whole = whole(big), I = one(big), II = two(big)),
  slope = list(formula = "mpg ~ wt * factor(am)", weights = "qsec", whole = whole(slope), II = two(slope),
    slopes = rows(slope, rbind(G(0), G(1), G(0) - G(1)))),
  nested = list(formulas = c("mpg ~ cyl", "mpg ~ factor(cyl) + wt"), test = ftest(codes, wald(codes, line), 2),
    plain = list(formulas = c("mpg ~ carb", "mpg ~ carb + wt"), test = ftest(mid, wald(mid, matrix(c(0, 0, 1), 1)), 1))))
write(toJSON(rec, digits = 15, auto_unbox = TRUE, pretty = TRUE), commandArgs(TRUE)[1])
