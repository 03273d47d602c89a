# How factors of the bundled data stand to each other (lme4's isNested, base R's table), and the
# analyses of variance by which repeated labels are judged (base R's lm).
# Rscript stats/src/test/R/structure_reference.R
# writes stats/src/test/resources/reference/structure/structure.json; needs lme4 and jsonlite.
suppressMessages({
  library(lme4)
  library(jsonlite)
})
home <- "stats/src/main/resources/dev/henderson/stats/frame/datasets"
out <- "stats/src/test/resources/reference/structure"
dir.create(out, showWarnings = FALSE, recursive = TRUE)
read <- function(data) read.csv(file.path(home, paste0(data, ".csv")), stringsAsFactors = TRUE)
pair <- function(data, first, second) {
  d <- read(data)
  a <- factor(d[[first]])
  b <- factor(d[[second]])
  t <- table(a, b)
  list(
    data = data, first = first, second = second, nested = isNested(a, b), contains = isNested(b, a),
    cells = sum(t > 0), possible = length(t), min = min(t[t > 0]), max = max(t),
    fewest = min(rowSums(t > 0)), most = max(rowSums(t > 0))
  )
}
pairs <- list(
  pair("Pastes", "sample", "batch"), pair("Pastes", "batch", "cask"), pair("Penicillin", "plate", "sample"),
  pair("toy", "participant_ID", "Condition_1"), pair("toy", "participant_ID", "Condition_2"),
  pair("ChickWeight", "Chick", "Diet"), pair("ChickWeight", "Chick", "Time"), pair("Oats", "Block", "Variety"),
  pair("npk", "block", "N"), pair("cbpp", "herd", "period"), pair("Orthodont", "Subject", "Sex"),
  pair("Machines", "Worker", "Machine"), pair("cake", "replicate", "recipe")
)
judged <- function(data, y, outer, inner) {
  d <- read(data)
  o <- factor(d[[outer]])
  i <- factor(d[[inner]])
  cells <- lm(d[[y]] ~ o:i)
  additive <- lm(d[[y]] ~ o + i)
  main <- lm(d[[y]] ~ o)
  df <- df.residual(additive) - df.residual(cells)
  ms <- (deviance(additive) - deviance(cells)) / df
  apart <- ms / (deviance(cells) / df.residual(cells))
  dfi <- df.residual(main) - df.residual(additive)
  alike <- (deviance(main) - deviance(additive)) / dfi / ms
  list(
    data = data, response = y, outer = outer, inner = inner, cells = nlevels(interaction(o, i, drop = TRUE)),
    alike = alike, alike.p = pf(alike, dfi, df, lower.tail = FALSE),
    apart = apart, apart.p = pf(apart, df, df.residual(cells), lower.tail = FALSE)
  )
}
unbalanced <- function() {
  set.seed(1973)
  d <- do.call(rbind, lapply(1:12, function(g) {
    m <- sample(2:6, 1)
    data.frame(school = paste0("s", LETTERS[g]), class = rep(seq_len(m), times = sample(3:5, m, TRUE)))
  }))
  u <- rnorm(12)
  v <- rnorm(length(unique(paste(d$school, d$class))))
  d$y <- round(50 + 2 * u[as.integer(factor(d$school))] + 3 * v[as.integer(factor(paste(d$school, d$class)))] + rnorm(nrow(d)), 3)
  write.csv(d, file.path(out, "classes.csv"), row.names = FALSE, quote = FALSE)
  o <- factor(d$school)
  i <- factor(d$class)
  cells <- lm(d$y ~ o:i)
  additive <- lm(d$y ~ o + i)
  main <- lm(d$y ~ o)
  df <- df.residual(additive) - df.residual(cells)
  ms <- (deviance(additive) - deviance(cells)) / df
  apart <- ms / (deviance(cells) / df.residual(cells))
  dfi <- df.residual(main) - df.residual(additive)
  alike <- (deviance(main) - deviance(additive)) / dfi / ms
  list(
    data = "classes", response = "y", outer = "school", inner = "class",
    cells = nlevels(interaction(o, i, drop = TRUE)), alike = alike,
    alike.p = pf(alike, dfi, df, lower.tail = FALSE), apart = apart,
    apart.p = pf(apart, df, df.residual(cells), lower.tail = FALSE)
  )
}
writeLines(toJSON(list(
  software = paste0(R.version.string, ", lme4 ", packageVersion("lme4")), pairs = pairs,
  judged = list(judged("Pastes", "strength", "batch", "cask"), unbalanced())
), auto_unbox = TRUE, digits = NA, pretty = TRUE), file.path(out, "structure.json"))
