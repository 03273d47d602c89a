# Digits of R's lm that agree with NIST's certified values, quoted in NistTest and docs.
# Rscript nist.R <folder of reference/nist>
suppressMessages(library(jsonlite))
dir <- commandArgs(TRUE)[1]
lre <- function(cert, x) pmin(15, ifelse(x == cert, 15, -log10(ifelse(cert == 0, abs(x), abs(x - cert) / abs(cert)))))
cert <- fromJSON(file.path(dir, "certified.json"))
for (s in names(cert)) {
  d <- read.csv(file.path(dir, paste0(s, ".csv")))
  f <- if (s == "Filip") as.formula(paste("y ~ x +", paste0("I(x^", 2:10, ")", collapse = "+"))) else as.formula(cert[[s]]$formula)
  k <- suppressWarnings(coef(summary(lm(f, d, tol = 1e-13))))
  cat(sprintf("%s %.1f %.1f\n", s, min(lre(cert[[s]]$estimate, k[, 1])), min(lre(cert[[s]]$std_error, k[, 2]))))
}
for (s in c("SiRstv", "AtmWtAg", "SmLs01", "SmLs02", "SmLs04", "SmLs05", "SmLs07", "SmLs08", "SmLs09")) {
  l <- readLines(file.path(dir, paste0(s, ".dat")))
  fc <- as.numeric(tail(strsplit(trimws(grep("^Between", l, value = TRUE)[1]), " +")[[1]], 1))
  x <- strsplit(trimws(l[-(1:60)]), " +"); x <- x[lengths(x) == 2]
  d <- data.frame(g = factor(sapply(x, `[`, 1)), y = as.numeric(sapply(x, `[`, 2)))
  cat(sprintf("%s %.1f\n", s, lre(fc, anova(lm(y ~ g, d))[1, 4])))
}
