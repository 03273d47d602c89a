# Makes stats/src/test/resources/reference/lm/tukey_ordered.json: TukeyHSD with the means in increasing
# order. R 4.2.2, base R and jsonlite only. Rscript tukey_ordered.R <out.json>
suppressMessages(library(jsonlite))
unb <- warpbreaks[-c(1, 2, 3, 10, 11, 20, 33, 34, 50), ]
one <- function(f, term) { t <- TukeyHSD(aov(f, unb), term, ordered = TRUE)[[term]]
  list(formula = deparse(f), term = term, rows = lapply(rownames(t), function(r) c(list(name = r), as.list(t[r, ])))) }
rec <- list(one(breaks ~ wool + tension, "tension"), one(breaks ~ wool * tension, "wool:tension"))
write(toJSON(rec, digits = 15, auto_unbox = TRUE, pretty = TRUE), commandArgs(TRUE)[1])
