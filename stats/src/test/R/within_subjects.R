# Makes stats/src/test/resources/reference/lm/within.json and obk.csv: sphericity tests, corrections and
# effect sizes of within-subject designs. R 4.2.2, car 3.1-1, effectsize 0.8.3.
# Rscript within_subjects.R <out directory>
suppressMessages({library(jsonlite); library(car); library(effectsize); library(lme4)})
options(contrasts = c("contr.sum", "contr.poly"))
out <- commandArgs(TRUE)[1]
num <- function(x) unname(as.numeric(x))
obk <- carData::OBrienKaiserLong
obk <- data.frame(id = sprintf("s%02d", obk$id), treatment = as.character(obk$treatment), gender = as.character(obk$gender),
  phase = as.character(obk$phase), hour = paste0("h", obk$hour), score = obk$score)
write.csv(obk, file.path(out, "obk.csv"), row.names = FALSE, quote = FALSE)
obk[1:5] <- lapply(obk[1:5], factor)
# The F tests, epsilons and corrected p values of car; Mauchly's W by mauchly.test on the orthonormal
# contrasts themselves: car and mauchly.test with a T write the number of cells for that of contrasts in
# the last term of the p value, which without a T is the same number.
sphericity <- function(d, y, id, within, between, between_terms) {
  d <- as.data.frame(d)
  cells <- do.call(expand.grid, lapply(within, function(w) levels(factor(d[[w]])))); names(cells) <- within
  agg <- aggregate(d[y], d[c(id, between, within)], mean)
  ids <- unique(as.character(agg[[id]]))
  Y <- sapply(seq_len(nrow(cells)), function(k) { s <- agg; for (w in within) s <- s[as.character(s[[w]]) == as.character(cells[k, w]), ]
    num(s[match(ids, as.character(s[[id]])), y]) })
  b <- agg[match(ids, as.character(agg[[id]])), c(id, between), drop = FALSE]
  f <- as.formula(paste("Y ~", between_terms))
  m <- lm(f, b)
  idata <- cells
  a <- Anova(m, idata = idata, idesign = as.formula(paste("~", paste(within, collapse = "*"))), type = 2)
  s <- suppressWarnings(summary(a, multivariate = FALSE))
  parts <- unlist(lapply(seq_along(within), function(k) combn(within, k, paste, collapse = ":")))
  H <- function(k) contr.helmert(k) %*% diag(1 / sqrt(colSums(contr.helmert(k)^2)), k - 1)
  mauchly <- lapply(parts, function(p) {
    v <- strsplit(p, ":")[[1]]; C <- matrix(1, 1, 1)
    for (w in within) { k <- nlevels(cells[[w]]); C <- kronecker(if (w %in% v) H(k) else matrix(1 / sqrt(k), k, 1), C) }
    if (ncol(C) < 2) return(NULL)
    Z <- Y %*% C; n <- df.residual(m)
    S <- crossprod(resid(lm(as.formula(paste("Z ~", between_terms)), b)))
    e <- eigen(S, symmetric = TRUE)$values; gg <- sum(e)^2 / (ncol(C) * sum(e^2))
    hf <- ((n + 1) * ncol(C) * gg - 2) / (ncol(C) * (n - ncol(C) * gg))
    t <- if (n >= ncol(C)) mauchly.test(lm(as.formula(paste("Z ~", between_terms)), b)) else NULL
    list(within = p, W = if (is.null(t)) NULL else num(t$statistic), p = if (is.null(t)) NULL else t$p.value, gg = gg, hf = hf, contrasts = ncol(C), df = n) })
  adj <- s$pval.adjustments
  list(mauchly = Filter(Negate(is.null), mauchly),
       car = if (is.null(adj)) list() else lapply(seq_len(nrow(adj)), function(i) list(term = rownames(adj)[i], gg = adj[i, 1], p_gg = adj[i, 2], hf = adj[i, 3], p_hf = adj[i, 4])))
}
# The noncentral F of a two-sided 90 % interval, by root finding on pf.
ncp <- function(f, d1, d2, p) { if (pf(f, d1, d2) < p) return(0); uniroot(function(l) pf(f, d1, d2, ncp = l) - p, c(0, max(50, 20 * f * d1)), tol = 1e-12)$root }
interval <- function(es, d1, d2) { f <- es / d1 / ((1 - es) / d2); l <- c(ncp(f, d1, d2, 0.95), ncp(f, d1, d2, 0.05)); l / (l + d2) }
effects <- function(fit, observed) {
  k <- function(t) as.data.frame(t)
  p <- k(eta_squared(fit, partial = TRUE, ci = 0.9, alternative = "two.sided", verbose = FALSE))
  g <- k(eta_squared(fit, generalized = TRUE, ci = NULL, verbose = FALSE))
  go <- if (is.null(observed)) NULL else k(eta_squared(fit, generalized = observed, ci = NULL, verbose = FALSE))
  e <- k(eta_squared(fit, partial = FALSE, ci = NULL, verbose = FALSE)); o <- k(omega_squared(fit, partial = TRUE, ci = NULL, verbose = FALSE))
  tab <- parameters::model_parameters(fit, verbose = FALSE); tab <- as.data.frame(tab)
  col <- function(x) x[[intersect(c("Eta2_partial", "Eta2_generalized", "Omega2_partial", "Eta2", "Omega2"), names(x))[1]]]
  lapply(seq_len(nrow(p)), function(i) {
    r <- tab[tab$Parameter == p$Parameter[i], ]; res <- tab[tab$Parameter == "Residuals" & (if (is.null(tab$Group)) TRUE else tab$Group == r$Group), ]
    d1 <- r$df; d2 <- res$df; pi <- interval(col(p)[i], d1, d2)
    list(term = p$Parameter[i], pes = col(p)[i], pes_low = pi[1], pes_high = pi[2], effectsize_low = p$CI_low[i], effectsize_high = p$CI_high[i],
         ges = col(g)[i], ges_observed = if (is.null(go)) NULL else col(go)[i], eta = col(e)[i], omega = col(o)[i]) })
}
case <- function(id, data, d, y, subject, within, between, between_terms, formula, observed = NULL, factors = NULL, effect = TRUE) {
  fit <- aov(formula, d)
  list(id = id, data = data, factors = if (is.null(factors)) NULL else I(factors), formula = paste(deparse(formula, width.cutoff = 500), collapse = ""), subject = subject,
       observed = observed, sphericity = sphericity(d, y, subject, within, between, between_terms), effects = if (effect) effects(fit, observed) else list())
}
o <- as.data.frame(nlme::Orthodont); o$Subject <- factor(as.character(o$Subject)); o$age <- factor(o$age)
e <- as.data.frame(nlme::ergoStool); e$Subject <- factor(as.character(e$Subject))
mac <- as.data.frame(nlme::Machines); mac$Worker <- factor(as.character(mac$Worker))
sl <- transform(sleepstudy, Days = factor(Days))
few <- droplevels(subset(obk, id %in% c("s01", "s02", "s03", "s04", "s05", "s06")))
rec <- list(
  case("obk-mixed", "obk", obk, "score", "id", c("phase", "hour"), c("treatment", "gender"), "treatment * gender",
       score ~ treatment * gender * phase * hour + Error(id/(phase * hour)), observed = "gender"),
  case("obk-within", "obk", obk, "score", "id", c("phase", "hour"), c(), "1", score ~ phase * hour + Error(id/(phase * hour))),
  case("obk-additive", "obk", obk, "score", "id", c("phase", "hour"), "treatment", "treatment",
       score ~ treatment * phase * hour + Error(id/(phase * hour))),
  case("ergo", "ergoStool", e, "effort", "Subject", "Type", c(), "1", effort ~ Type + Error(Subject/Type), factors = c("Type", "Subject")),
  case("ergo-short", "ergoStool", e, "effort", "Subject", "Type", c(), "1", effort ~ Type + Error(Subject), factors = c("Type", "Subject")),
  case("orthodont", "Orthodont", o, "distance", "Subject", "age", "Sex", "Sex", distance ~ Sex * age + Error(Subject/age), observed = "Sex", factors = c("age", "Subject")),
  case("machines", "Machines", mac, "score", "Worker", "Machine", c(), "1", score ~ Machine + Error(Worker/Machine), factors = c("Machine", "Worker"), effect = FALSE),
  case("sleep", "sleepstudy", sl, "Reaction", "Subject", "Days", c(), "1", Reaction ~ Days + Error(Subject/Days), factors = c("Days", "Subject")),
  case("few", "obk6", few, "score", "id", c("phase", "hour"), c(), "1", score ~ phase * hour + Error(id/(phase * hour)), effect = FALSE))
w <- warpbreaks
fit <- aov(breaks ~ wool * tension, w)
plain <- list(data = "warpbreaks", formula = "breaks ~ wool * tension", observed = "wool", effects = effects(fit, "wool"))
one <- list(data = "PlantGrowth", formula = "weight ~ group", effects = effects(aov(weight ~ group, PlantGrowth), NULL))
g <- expand.grid(f = c(0.2, 1, 3.7, 25), d1 = c(1, 2, 9), d2 = c(3, 14, 120), l = c(0.5, 7, 60))
write(toJSON(list(designs = rec, plain = list(plain, one), noncentral = list(f = g$f, df1 = g$d1, df2 = g$d2, lambda = g$l, p = pf(g$f, g$d1, g$d2, g$l))),
  digits = 15, auto_unbox = TRUE, null = "null", na = "null", pretty = TRUE), file.path(out, "within.json"))
