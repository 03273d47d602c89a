# Makes stats/src/test/resources/reference/infer/kenward-roger-weights.json.
# pbkrtest 0.5.2 takes the residual covariance matrix as sigma^2 I even where the model has prior
# weights (its Sigma below differs from the model's V). So the weighted model is worked out here in
# plain n x n algebra from Kenward and Roger (1997), with V = sigma^2 W^-1 + Z G Z'; the same code
# without weights is held against pbkrtest.
suppressMessages({library(lme4); library(pbkrtest); library(jsonlite)})
kr <- function(m) {
  X <- getME(m, "X"); n <- nrow(X); s2 <- sigma(m)^2; p <- ncol(X)
  Gs <- get_SigmaG(m)$G; Gs[[length(Gs)]] <- Matrix::Diagonal(n, 1 / weights(m))
  Z <- getME(m, "Z"); L <- getME(m, "Lambda")
  V <- as.matrix(s2 * (Z %*% L %*% t(L) %*% t(Z) + Gs[[length(Gs)]]))
  Vi <- solve(V); Phi <- solve(t(X) %*% Vi %*% X)
  Gs <- lapply(Gs, as.matrix); k <- length(Gs)
  P <- lapply(Gs, function(G) -t(X) %*% Vi %*% G %*% Vi %*% X)
  Q <- function(r, s) t(X) %*% Vi %*% Gs[[r]] %*% Vi %*% Gs[[s]] %*% Vi %*% X
  tr <- function(A) sum(diag(A))
  IE <- matrix(0, k, k)
  for (r in 1:k) for (s in 1:k) IE[r, s] <- tr(Vi %*% Gs[[r]] %*% Vi %*% Gs[[s]]) - 2 * tr(Phi %*% Q(r, s)) + tr(Phi %*% P[[r]] %*% Phi %*% P[[s]])
  W <- 2 * solve(IE); U <- matrix(0, p, p)
  for (r in 1:k) for (s in 1:k) U <- U + W[r, s] * (Q(r, s) - P[[r]] %*% Phi %*% P[[s]])
  VA <- Phi + 2 * Phi %*% U %*% Phi; attr(VA, "P") <- P; attr(VA, "W") <- W
  df <- sapply(1:p, function(i) Lb_ddf(replace(numeric(p), i, 1), Phi, VA))
  list(se = unname(sqrt(diag(VA))), df = unname(df), differs = max(abs(V - as.matrix(get_SigmaG(m)$Sigma))) / s2)
}
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5))
plain <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy, control = tight)
a <- kr(plain); va <- vcovAdj(plain)
stopifnot(max(abs(a$se / sqrt(diag(as.matrix(va))) - 1)) < 1e-8, a$differs < 1e-8)
weighted <- lmer(Reaction ~ Days + (1 | Subject), sleepstudy, weights = 1 / (1 + Days), control = tight)
b <- kr(weighted); stopifnot(b$differs > 1)
write(toJSON(list(id = "sleep-weights", se = b$se, df = b$df), digits = 15, auto_unbox = TRUE), "../resources/reference/infer/kenward-roger-weights.json")
# A second way: the same model with every row multiplied by the square root of its weight has no
# weights, so pbkrtest is right there.
d <- within(sleepstudy, { s <- sqrt(1 / (1 + Days)); y <- s * Reaction; x1 <- s; x2 <- s * Days })
m <- lmer(y ~ 0 + x1 + x2 + (0 + x1 | Subject), d, control = tight)
stopifnot(max(abs(sqrt(diag(as.matrix(vcovAdj(m)))) / b$se - 1)) < 1e-6)
