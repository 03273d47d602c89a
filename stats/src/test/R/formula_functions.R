# Model matrices of formulas with functions and contrasts, and the same for new data:
# Rscript formula_functions.R (in the directory of formula_data.csv); R 4.2.2, splines, MASS.
library(splines); library(MASS); library(jsonlite)
d <- read.csv("formula_data.csv", stringsAsFactors = TRUE, check.names = FALSE)
d$O <- factor(d$O, levels = c("low", "mid", "high"), ordered = TRUE)
d$Q <- factor(c("q1", "q2", "q3", "q4", "q5"))[1 + (seq_len(nrow(d)) * 7) %% 5]
formulas <- c(
  "Y ~ ns(x, 3)", "Y ~ ns(x, df = 4)", "Y ~ ns(z, knots = c(3, 5))", "Y ~ ns(x, df = 4, intercept = TRUE)",
  "Y ~ bs(x)", "Y ~ bs(x, df = 5)", "Y ~ bs(z, knots = c(3, 5), degree = 2)", "Y ~ bs(x, df = 6, intercept = TRUE)",
  "Y ~ ns(x, 3, Boundary.knots = c(-1, 1))", "Y ~ poly(x, 3)", "Y ~ poly(z, 4) * A", "Y ~ poly(x, 1)",
  "Y ~ poly(x, 3, raw = TRUE)", "Y ~ scale(x) + scale(z, scale = FALSE) + scale(x1, center = FALSE)",
  "Y ~ scale(x, center = 2, scale = 3)", "Y ~ cut(x, 4)", "Y ~ cut(z, c(0, 2, 5, 10))",
  "Y ~ cut(z, c(0, 2, 5, 10), right = FALSE)", "Y ~ cut(z, c(0, 2, 5, 10), labels = c(\"lo\", \"mid\", \"hi\"))",
  "Y ~ C(Q, sum)", "Y ~ C(Q, helmert)", "Y ~ C(Q, poly)", "Y ~ C(Q, contr.sdif)", "Y ~ C(Q, contr.SAS)",
  "Y ~ C(Q, treatment, base = 3)", "Y ~ C(Q, sum) * A", "Y ~ C(Q, c(-2, -1, 0, 1, 2), 1)", "Y ~ C(Q, c(-2, -1, 0, 1, 2))", "Y ~ C(Q, treatment)",
  "Y ~ ordered(Q)", "Y ~ factor(num3, levels = c(3, 1, 2))", "Y ~ factor(num3, labels = c(\"a\", \"b\", \"c\"))",
  "Y ~ factor(num3) * x", "Y ~ relevel(Q, ref = \"q4\")", "Y ~ interaction(A, B, sep = \"_\")",
  "Y ~ log(z, 3) + log2(z) + log10(z) + log1p(z) + exp(x) + sqrt(z) + abs(x)",
  "Y ~ I(x > 0) + I(x %/% 1) + I(x %% 1) + pmax(x, z, 1)", "Y ~ ifelse(A == \"a2\" | B == \"b1\", x, z)",
  "Y ~ I(-x^2) + I(2^x) + I(x * (z + 1) / 2 - 3)", "Y ~ as.numeric(A) + round(z, 1) + floor(x)",
  "Y ~ I(A %in% c(\"a1\", \"a3\"))", "Y ~ O * lg - 1", "Y ~ 0 + O:Q")
num <- function(m) list(columns = I(colnames(m)), colsums = I(unname(colSums(m))), colss = I(unname(colSums(m^2))), row5 = I(unname(m[5, ])))
set.seed(3); new <- d[c(3, 50, 77, 12, 96, 41), ]
# Some values beyond the range the splines were made over.
new$x <- c(-3.5, 0.1, 2.9, -0.4, 1.1, 0); new$z <- c(1.2, 8.7, 4, 3, 5, 9.5)
out <- lapply(formulas, function(f) {
  ff <- as.formula(f); fit <- suppressWarnings(lm(ff, d)); tt <- delete.response(terms(fit))
  x <- num(model.matrix(fit))
  beyond <- grepl("cut", f)
  n2 <- if (beyond) transform(new, x = pmin(pmax(x, min(d$x)), max(d$x))) else new
  p <- tryCatch(suppressWarnings(model.matrix(tt, model.frame(tt, n2, xlev = fit$xlevels), contrasts.arg = fit$contrasts)), error = function(e) NULL)
  list(formula = f, matrix = x, new = if (is.null(p) || nrow(p) != 6) NULL else lapply(1:6, function(i) I(unname(p[i, ]))))
})
write_json(list(meta = list(R = R.version.string, MASS = as.character(packageVersion("MASS"))), formulas = out,
  newdata = list(rows = c(3, 50, 77, 12, 96, 41), x = new$x, z = new$z)),
  "functions.json", auto_unbox = TRUE, null = "null", digits = 15, pretty = 1)
for (o in out) cat(o$formula, "|", if (is.null(o$new)) "no new" else "", paste(o$matrix$columns, collapse = " "), "\n")
# Ranks and pivots of lm's QR.
set.seed(11); m <- matrix(round(rnorm(60), 2), 10); m[, 3] <- m[, 1] - 2 * m[, 2]; m[, 5] <- 1e6 * m[, 4]; m <- cbind(m, m[, 6] + 1e-9 * m[, 1])
q <- qr(m, tol = 1e-7)
write_json(list(columns = lapply(seq_len(ncol(m)), function(j) m[, j]), rank = q$rank, pivot = q$pivot - 1, r = lapply(seq_len(q$rank), function(j) qr.R(q)[seq_len(q$rank), j]),
  qty = qr.qty(q, 1:10)), "limited-pivot-qr.json", auto_unbox = TRUE, digits = 15, pretty = 1)
