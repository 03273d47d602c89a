# Makes stats/src/test/resources/reference/own/empty_cells.json: two-way designs with empty cells; what R 4.2.2's lm
# leaves out and predicts, and which means estimability 1.4.1 and emmeans 1.8.4 call estimable.
# Rscript empty_cells.R <out.json>
suppressMessages({library(jsonlite); library(emmeans); library(estimability)})
set.seed(14)
num <- function(x) unname(as.numeric(x))
one <- function(na, nb, share) { repeat {
    there <- matrix(runif(na * nb) < share, na, nb)
    if (all(rowSums(there) > 0) && all(colSums(there) > 0) && !all(there)) break }
  cells <- which(there, arr.ind = TRUE)
  k <- rep(seq_len(nrow(cells)), sample(2:4, nrow(cells), TRUE))
  d <- data.frame(A = factor(paste0("a", cells[k, 1]), paste0("a", 1:na)), B = factor(paste0("b", cells[k, 2]), paste0("b", 1:nb)))
  d <- d[order(d$A, d$B), ]
  d$y <- round(rnorm(nrow(d), 5 + as.integer(d$A) - as.integer(d$B)), 2)
  m <- lm(y ~ A * B, d)
  grid <- expand.grid(A = levels(d$A), B = levels(d$B))
  X <- model.matrix(~ A * B, grid)
  told <- is.estble(X, nonest.basis(m$qr))
  fit <- ifelse(told, suppressWarnings(predict(m, grid)), NA)
  a <- as.data.frame(suppressMessages(emmeans(m, ~ A)))
  list(A = as.character(d$A), B = as.character(d$B), y = d$y, aliased = I(names(coef(m))[is.na(coef(m))]),
    cells = paste(grid$A, grid$B), fit = num(fit), means = num(a$emmean)) }
write_json(mapply(one, c(2, 2, 3, 3, 4, 4, 3, 4), c(2, 3, 3, 4, 3, 4, 2, 2), c(.7, .7, .7, .6, .7, .5, .7, .7), SIMPLIFY = FALSE), commandArgs(TRUE)[1], digits = 15, auto_unbox = TRUE, na = "null")
