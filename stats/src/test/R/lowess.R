# Reference values of lowess, R's stats package.
# Rscript stats/src/test/R/lowess.R > stats/src/test/resources/reference/lowess.json
suppressMessages({
  library(jsonlite)
  library(lme4)
})
case <- function(id, x, y, f = 2 / 3, iter = 3, delta = 0.01 * diff(range(x))) {
  o <- order(x)
  s <- lowess(x, y, f = f, iter = iter, delta = delta)
  list(id = id, x = x[o], y = y[o], f = f, iter = iter, delta = delta, fit = s$y)
}
set.seed(1979)
m <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
x <- sort(runif(300))
y <- sin(7 * x) + rnorm(300, sd = 0.2)
y[c(20, 150, 290)] <- c(6, -5, 8)
tied <- rep(1:12, times = 3:14)
cases <- list(
  case("sleepstudy residuals", unname(fitted(m)), unname(resid(m))),
  case("wave with outliers", x, y),
  case("wave, every point", x, y, delta = 0),
  case("wave, narrow span", x, y, f = 0.1, iter = 0),
  case("tied x", tied, cos(tied) + rnorm(length(tied), sd = 0.1)),
  case("tied x, narrow span", tied, cos(tied) + rnorm(length(tied), sd = 0.1), f = 0.05),
  case("one x", rep(2, 7), c(1, 5, 2, 8, 3, 3, 1)),
  case("exact line", as.numeric(1:20), 3 + 2 * (1:20)),
  case("two points", c(1, 2), c(3, 5)),
  case("wide gaps", c(0, 0.001, 0.002, 5, 5.001, 9, 9.5, 10), c(1, 2, 1, 4, 5, 2, 7, 6))
)
cat(toJSON(
  list(software = R.version.string, call = "lowess(x, y, f, iter, delta)", cases = cases),
  auto_unbox = TRUE, digits = NA, pretty = FALSE
), "\n", sep = "")
