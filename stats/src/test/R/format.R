# Reference strings of R's number formatting: format(x, digits) and format.pval(p, digits = 3).
# Rscript stats/src/test/R/format.R > stats/src/test/resources/reference/format.json
suppressMessages(library(jsonlite))
set.seed(1973)
vectors <- c(
  list(
    c(612.1002, 35.07171, 654.94), c(24.74066, 5.922138, 25.5918), c(251.4051, 10.46729, 6.824597, 1.545790),
    c(0, 0, 0, 0.04591833), c(0, 0, 0, 0.2142856), c(0.7169, 3.7311, 0.3024), c(1e-10, 1), c(1e5, 1e-5),
    c(123456789, 0.5), c(-3.9536, -0.4634, 0.0231, 0.4634, 5.1793), c(1, 2, 3), c(0.1, 0.25), 0, 100000, 1e15,
    1.5e-8, -2.5e120, c(0.00001234, 0.5), c(99999.5, 3), 0.5, 1e5 + 0.1, c(2.5, 1e-3)
  ),
  lapply(1:40, function(i) signif(rnorm(sample(1:6, 1)) * 10^runif(1, -6, 6), sample(2:12, 1)))
)
cases <- lapply(seq_along(vectors), function(i) {
  digits <- c(4, 6, 3)[1 + i %% 3]
  list(x = I(vectors[[i]]), digits = digits, text = I(trimws(format(vectors[[i]], digits = digits))))
})
pvalues <- list(
  c(2e-300, 3.26e-6), c(0.021695, 0.000277, 6.4e-7), c(0.5506, 0.5388, 1.07e-7, 0.5424, 0.0478, 0.00454, 0.897),
  c(0, 1), 0.05, c(0.9999, 0.00012345), 5.57783110421104e-08, c(1e-4, 1e-5, 0.1)
)
pcases <- lapply(pvalues, function(p) {
  list(p = I(p), text = I(trimws(format.pval(p, digits = 3, eps = .Machine$double.eps))))
})
cat(toJSON(list(software = R.version.string, numbers = cases, pvalues = pcases), auto_unbox = TRUE, digits = NA), "\n", sep = "")
