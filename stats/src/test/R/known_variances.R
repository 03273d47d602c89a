# Makes stats/src/test/resources/reference/own/known_variances.json: least squares with known sampling variances by
# R 4.2.2, whose lm gives estimates and unscaled covariance, and emmeans 1.8.4 by qdrg with df = Inf.
# Rscript known_variances.R <studies.csv> <out.json>
suppressMessages({library(jsonlite); library(emmeans)})
args <- commandArgs(TRUE)
d <- read.csv(args[1], stringsAsFactors = TRUE)
num <- function(x) unname(as.numeric(x))
fit <- function(f) { m <- lm(f, d, weights = 1 / vi); list(m = m, b = coef(m), v = summary(m)$cov.unscaled) }
grid <- function(f, spec, ...) { k <- fit(f); kept <- !is.na(k$b)
  g <- if (all(kept)) qdrg(f, data = d, coef = k$b, vcov = k$v, df = Inf) else { g <- ref_grid(k$m); g@V <- k$v; g@dffun <- function(k, dfargs) Inf; g }
  emmeans(g, spec, ...) }
table <- function(e) { s <- as.data.frame(e); lapply(s[sapply(s, is.numeric)], num) }
f <- yi ~ group * x
k <- fit(f)
new <- data.frame(group = c("a", "b", "c"), x = c(2, 5, 10))
X <- model.matrix(~ group * x, new)
means <- grid(f, ~ group)
cells <- yi ~ group * site
kc <- fit(cells)
empty <- suppressWarnings(predict(kc$m, expand.grid(group = c("a", "b", "c"), site = c("n", "s"))))
rec <- list(estimate = num(k$b), se = num(sqrt(diag(k$v))), z = num(k$b / sqrt(diag(k$v))), p = num(2 * pnorm(-abs(k$b / sqrt(diag(k$v))))),
  logLik = sum(dnorm(d$yi, fitted(k$m), sqrt(d$vi), log = TRUE)),
  fit = num(X %*% k$b), fit_se = num(sqrt(diag(X %*% k$v %*% t(X)))),
  means = table(means), pairs = table(pairs(means)),
  aliased = I(names(kc$b)[is.na(kc$b)]), cells = table(suppressMessages(grid(cells, ~ group * site))))
write_json(rec, args[2], digits = 15, auto_unbox = TRUE, na = "null")
