# Makes stats/src/test/resources/reference/dist/pmvt.json: probabilities and quantiles of the largest
# of correlated t statistics. R 4.2.2, mvtnorm 1.1-3.  Run in this directory: Rscript multivariate_t.R
suppressMessages({library(mvtnorm); library(jsonlite)})
set.seed(20260722)
cor_of <- function(L) cov2cor(L %*% t(L))
pairs_of <- function(k) { L <- NULL; for (i in 1:(k-1)) for (j in (i+1):k) { r <- rep(0, k); r[i] <- 1; r[j] <- -1; L <- rbind(L, r) }; L }
R <- list(dunnett3 = { L <- cbind(-1, diag(3)); cor_of(L) }, dunnett6 = { L <- cbind(-1, diag(6)); cor_of(L) },
  unbalanced = { L <- cbind(-1, diag(4)) %*% diag(1/sqrt(c(9, 3, 12, 5, 2))); cor_of(L) },
  consecutive = { L <- cbind(-diag(5), 0) + cbind(0, diag(5)); cor_of(L) }, pairs4 = cor_of(pairs_of(4)))
alg <- GenzBretz(maxpts = 1e5, abseps = 2e-5)
out <- list()
for (n in names(R)) for (df in c(7, 0)) for (x in c(1.2, 2.3, 3.6)) { m <- nrow(R[[n]])
  two <- pmvt(rep(-x, m), rep(x, m), df = df, corr = R[[n]], algorithm = alg)
  up <- pmvt(rep(-Inf, m), rep(x, m), df = df, corr = R[[n]], algorithm = alg)
  dn <- pmvt(rep(-Inf, m), rep(-x/3, m), df = df, corr = R[[n]], algorithm = alg)
  out[[length(out) + 1]] <- list(id = n, m = m, correlation = I(as.vector(R[[n]])), df = df, x = x, two = 1 - as.numeric(two), upper = 1 - as.numeric(up),
    below = 1 - as.numeric(dn), error = max(attr(two, "error"), attr(up, "error"), attr(dn, "error"))) }
write(toJSON(list(software = paste(R.version.string, "mvtnorm", packageVersion("mvtnorm")), cases = out), auto_unbox = TRUE, digits = NA), "../resources/reference/dist/pmvt.json")
