# Makes stats/src/test/resources/reference/emm/emmeans.json: marginal means, contrasts, slopes, joint
# tests, letters by R's emmeans. R 4.2.2, emmeans 1.8.4-1, lme4 1.1-31, lmerTest 3.1-3, mvtnorm 1.1-3,
# multcomp 1.4-22.  Run in this directory: Rscript emmeans_reference.R
suppressMessages({library(emmeans); library(lme4); library(lmerTest); library(jsonlite); library(multcomp)})
emm_options(msg.nesting = FALSE, lmer.df = "satterthwaite")
dir.create("../resources/reference/emm", showWarnings = FALSE)
set.seed(20260722)
data(Oats, package = "nlme"); Oats <- as.data.frame(Oats); for (v in c("Block", "Variety")) Oats[[v]] <- factor(as.character(Oats[[v]]))
wb <- warpbreaks
unbal <- wb[-c(1:4, 12, 20:22, 31, 46:48), ]; unbal$x <- round(rnorm(nrow(unbal), 5), 3); rownames(unbal) <- NULL
empty <- wb[!(wb$wool == "B" & wb$tension == "M"), ]; rownames(empty) <- NULL
three <- expand.grid(A = factor(c("a1", "a2", "a3")), B = factor(c("b1", "b2")), C = factor(c("c1", "c2")), r = 1:4)[-c(3, 11, 17, 30, 41), ]
three$y <- round(10 + as.integer(three$A) + 2 * (three$B == "b2") * as.integer(three$C) + rnorm(nrow(three)), 3); three$r <- NULL; rownames(three) <- NULL
nest <- data.frame(colour = factor(rep(c("red", "green"), c(12, 9))), shade = factor(rep(c(1:4, 5:7), each = 3))); nest$y <- round(5 + as.integer(nest$shade) / 2 + rnorm(21), 3)
same <- data.frame(colour = factor(rep(c("red", "green"), each = 9)), shade = factor(rep(rep(c("lo", "mid", "hi"), each = 3), 2), levels = c("lo", "mid", "hi"))); same$y <- round(5 + as.integer(same$shade) + rnorm(18), 3)
npk_ <- npk; pg <- PlantGrowth; mt <- mtcars; ss <- sleepstudy; ss$group <- factor(ifelse(as.integer(ss$Subject) %% 3 == 0, "u", "v"))
toy3 <- Oats; toy3$yield[3] <- NA
DATA <- list(warp = wb, unbal = unbal, empty = empty, three = three, nest = nest, same = same, npk = npk_, plant = pg, mtcars = mt, oats = Oats, cake = as.data.frame(lapply(cake, function(x) if (is.ordered(x)) factor(as.character(x)) else x)), sleep = ss)
for (n in names(DATA)) write.csv(DATA[[n]], paste0("../resources/reference/emm/", n, ".csv"), row.names = FALSE, quote = FALSE)
levs <- lapply(DATA, function(d) lapply(Filter(is.factor, as.list(d)), levels))
M <- list(warp = lm(breaks ~ wool * tension, DATA$warp), unbal = lm(breaks ~ wool * tension + x, DATA$unbal), slopes = lm(breaks ~ wool * x + tension, DATA$unbal), empty = lm(breaks ~ wool * tension, DATA$empty),
  three = lm(y ~ A * B * C, DATA$three), threeadd = lm(y ~ A + B * C, DATA$three), nest = lm(y ~ colour / shade, DATA$nest), nestadd = lm(y ~ colour + colour:shade, DATA$nest), same = lm(y ~ colour / shade, DATA$same), log = lm(log(breaks) ~ wool * tension, DATA$warp),
  sqrt = lm(sqrt(breaks) ~ wool + tension, DATA$warp), plant = lm(weight ~ group, DATA$plant), cars = lm(mpg ~ factor(cyl) + hp + am, DATA$mtcars), offs = lm(mpg ~ factor(cyl) + wt + offset(0.01 * disp), DATA$mtcars),
  wlm = lm(mpg ~ factor(cyl) * am, DATA$mtcars, weights = wt), npk = aov(yield ~ N * P * K + Error(block), DATA$npk), oatsaov = aov(yield ~ Variety * factor(nitro) + Error(Block / Variety), DATA$oats),
  oats = lmer(yield ~ Variety * factor(nitro) + (1 | Block / Variety), DATA$oats), sleep = lmer(Reaction ~ group * Days + (Days | Subject), DATA$sleep), logl = lmer(log(angle) ~ recipe * temperature + (1 | recipe:replicate), DATA$cake))
dataof <- c(warp = "warp", unbal = "unbal", slopes = "unbal", empty = "empty", three = "three", threeadd = "three", nest = "nest", nestadd = "nest", same = "same", log = "warp", sqrt = "warp", plant = "plant", cars = "mtcars", offs = "mtcars", wlm = "mtcars", npk = "npk", oatsaov = "oats", oats = "oats", sleep = "sleep", logl = "cake")
num <- function(x) { x <- as.numeric(x); I(x) }
tab <- function(s, prim) { s <- as.data.frame(s); est <- intersect(c("emmean", "estimate", "response", "ratio", "prediction", grep("\\.trend$", names(s), value = TRUE), "effect.size"), names(s))[1]
  keys <- names(s)[seq_len(match(est, names(s)) - 1)]
  lo <- intersect(c("lower.CL", "asymp.LCL"), names(s)); hi <- intersect(c("upper.CL", "asymp.UCL"), names(s)); t <- intersect(c("t.ratio", "z.ratio"), names(s))
  list(columns = I(keys), keys = lapply(seq_len(nrow(s)), function(i) I(vapply(keys, function(k) as.character(s[[k]][i]), ""))), estimate = num(s[[est]]), se = num(s$SE), df = num(s$df),
    low = if (length(lo)) num(s[[lo]]), high = if (length(hi)) num(s[[hi]]), t = if (length(t)) num(s[[t]]), p = if (length(t)) num(s$p.value)) }
R <- list(); add <- function(id, model, ...) R[[length(R) + 1]] <<- c(list(id = id, model = model), list(...))
quiet <- function(e) suppressMessages(suppressWarnings(e))
means <- function(id, model, specs, by = NULL, weights = "equal", at = NULL, type = "link", ...) { g <- if (is.null(at)) quiet(ref_grid(M[[model]])) else quiet(ref_grid(M[[model]], at = at))
  e <- quiet(emmeans(g, specs, by = by, weights = weights)); add(id, model, kind = "means", specs = I(specs), by = I(as.character(by)), weights = weights, at = at, type = type, table = tab(quiet(summary(e, infer = c(TRUE, TRUE), type = type, ...)))); e }
con <- function(id, model, specs, by = NULL, method = "pairwise", adjust = NULL, weights = "equal", at = NULL, type = "link", side = "=", delta = 0, null = 0, ref = NULL, reverse = FALSE, ...) {
  g <- if (is.null(at)) quiet(ref_grid(M[[model]])) else quiet(ref_grid(M[[model]], at = at)); e <- quiet(emmeans(g, specs, by = by, weights = weights))
  cc <- quiet(if (!is.null(ref)) contrast(e, method, ref = ref) else if (reverse) contrast(e, method, reverse = TRUE) else contrast(e, method)); if (is.null(adjust)) adjust <- cc@misc$adjust
  s <- quiet(summary(cc, infer = c(TRUE, TRUE), adjust = adjust, type = type, side = side, delta = delta, null = null, ...))
  add(id, model, kind = "contrasts", specs = I(specs), by = I(as.character(by)), weights = weights, at = at, type = type, method = if (is.list(method)) "custom" else method, custom = if (is.list(method)) lapply(method, num), adjust = adjust, side = side, delta = delta, null = null, ref = ref, reverse = reverse, table = tab(s)) }
inter <- function(id, model, specs, by = NULL, interaction) { e <- quiet(emmeans(M[[model]], specs, by = by)); add(id, model, kind = "interaction", specs = I(specs), by = I(as.character(by)), interaction = I(interaction), table = tab(quiet(summary(contrast(e, interaction = interaction), infer = c(TRUE, TRUE))))) }
trend <- function(id, model, specs, by = NULL, var) { e <- quiet(emtrends(M[[model]], specs, by = by, var = var)); add(id, model, kind = "trends", specs = I(specs), by = I(as.character(by)), var = var, table = tab(summary(e, infer = c(TRUE, TRUE))), pairs = tab(summary(pairs(e), infer = c(TRUE, TRUE)))) }
joint <- function(id, model, by = NULL) { j <- as.data.frame(quiet(joint_tests(M[[model]], by = by))); j <- j[j[["model term"]] != "(confounded)", ]
  add(id, model, kind = "joint", by = I(as.character(by)), term = I(j[["model term"]]), groups = lapply(seq_len(nrow(j)), function(i) I(vapply(by, function(b) as.character(j[[b]][i]), ""))), df1 = num(j$df1), df2 = num(j$df2), F = num(j$F.ratio), p = num(j$p.value)) }

invisible(means("warp-wool", "warp", "wool")); means("warp-cells", "warp", "tension", "wool"); means("warp-two", "warp", c("tension", "wool"))
for (w in c("equal", "proportional", "outer", "cells", "flat")) { means(paste0("unbal-", w), "unbal", "wool", weights = w); means(paste0("three-", w), "three", "A", weights = w) }
means("unbal-at", "unbal", c("wool"), at = list(x = c(4, 6), tension = c("L", "H"))); means("unbal-atx", "unbal", c("wool", "x"), at = list(x = c(4, 6)))
means("empty-wool", "empty", "wool"); means("empty-tension", "empty", "tension"); means("empty-cells", "empty", c("wool", "tension")); means("empty-weighted", "empty", "wool", weights = "cells")
means("three-by", "three", "A", c("B", "C")); means("nest-shade", "nest", "shade"); means("nest-colour", "nest", "colour"); means("nestadd-colour", "nestadd", "colour"); means("nest-by", "nest", "shade", "colour"); means("same-shade", "same", "shade", "colour"); means("same-colour", "same", "colour")
means("log-response", "log", "tension", "wool", type = "response"); means("sqrt-response", "sqrt", "wool", type = "response"); means("log-link", "log", "tension")
means("log-bias", "log", "tension", type = "response", bias.adjust = TRUE); means("cars-cyl", "cars", "cyl"); means("cars-am", "cars", c("am")); means("offs-cyl", "offs", "cyl"); means("wlm-cyl", "wlm", "cyl", "am"); means("wlm-prop", "wlm", "cyl", weights = "proportional")
means("npk-N", "npk", "N"); means("npk-NP", "npk", c("N", "P")); means("oatsaov-v", "oatsaov", "Variety"); means("oatsaov-n", "oatsaov", "nitro"); means("oatsaov-vn", "oatsaov", c("Variety", "nitro")); means("oats-vn", "oats", "nitro", "Variety"); means("sleep-group", "sleep", "group"); means("logl-recipe", "logl", "recipe", "temperature", type = "response")
for (a in c("tukey", "holm", "bonferroni", "sidak", "hochberg", "hommel", "scheffe", "fdr", "BY", "none", "mvt", "dunnettx")) { con(paste0("unbal-pairs-", a), "unbal", "tension", "wool", adjust = a); con(paste0("plant-ctrl-", a), "plant", "group", method = "trt.vs.ctrl", adjust = a) }
for (m in c("pairwise", "revpairwise", "trt.vs.ctrl", "trt.vs.ctrlk", "eff", "del.eff", "poly", "consec", "mean_chg", "identity")) con(paste0("warp-", m), "warp", "tension", "wool", method = m, adjust = if (m %in% c("consec", "mean_chg")) "mvt")
con("oats-poly", "oats", "nitro", method = "poly"); con("warp-ref", "warp", c("tension", "wool"), method = "trt.vs.ctrl", ref = 3); con("warp-reverse", "warp", "tension", "wool", method = "consec", reverse = TRUE, adjust = "none")
con("warp-custom", "warp", "tension", "wool", method = list("H - L" = c(-1, 0, 1), "others - L" = c(-1, 0.5, 0.5), "mean" = c(1, 1, 1) / 3), adjust = "sidak")
con("warp-all", "warp", c("tension", "wool")); con("empty-pairs", "empty", c("wool", "tension")); con("empty-by", "empty", "wool", "tension"); con("three-AB", "three", c("A", "B"), "C"); con("cars-pairs", "cars", "cyl"); con("cars-ampairs", "cars", c("am")); con("log-ratio", "log", "tension", "wool", type = "response"); con("sqrt-diff", "sqrt", "tension", type = "response"); con("nest-pairs", "nest", "shade"); con("nest-colour-pairs", "nest", "colour")
con("npk-pairs", "npk", "N"); con("npk-cells", "npk", c("N", "P")); con("oatsaov-pairs-n", "oatsaov", "nitro"); con("oatsaov-pairs-v", "oatsaov", "Variety"); con("oatsaov-vn", "oatsaov", "Variety", "nitro"); con("oats-pairs", "oats", "Variety", "nitro"); con("logl-pairs", "logl", "recipe", type = "response")
for (s in c("=", ">", "<")) { con(paste0("warp-delta", s), "warp", "tension", "wool", side = s, delta = 8, adjust = "none"); con(paste0("warp-side", s), "warp", "tension", "wool", side = s, adjust = "holm"); con(paste0("warp-sidak", s), "warp", "tension", "wool", side = s, adjust = "tukey"); con(paste0("plant-mvt", s), "plant", "group", method = "trt.vs.ctrl", side = s, adjust = "mvt") }
con("warp-null", "warp", "tension", "wool", null = 5)
inter("warp-inter", "warp", c("tension", "wool"), interaction = "pairwise"); inter("warp-inter2", "warp", c("tension", "wool"), interaction = c("poly", "revpairwise")); inter("three-inter", "three", c("A", "B"), "C", interaction = c("consec", "pairwise"))
trend("slopes-wool", "slopes", "wool", var = "x"); trend("sleep-trend", "sleep", "group", var = "Days")
for (m in c("warp", "unbal", "slopes", "empty", "three", "threeadd", "nest", "same", "cars", "oats", "sleep", "npk", "oatsaov")) joint(paste0(m, "-joint"), m)
joint("warp-joint-by", "warp", "wool"); joint("three-joint-by", "three", "C"); joint("oats-joint-by", "oats", "Variety"); joint("empty-joint-by", "empty", "wool")
eff <- function(id, model, specs, by = NULL) { m <- M[[model]]; e <- quiet(emmeans(m, specs, by = by)); s <- quiet(summary(eff_size(e, sigma = sigma(m), edf = df.residual(m)))); add(id, model, kind = "effects", specs = I(specs), by = I(as.character(by)), table = tab(s)) }
eff("warp-eff", "warp", "tension", "wool"); eff("unbal-eff", "unbal", "tension"); eff("plant-eff", "plant", "group")
let <- function(id, model, specs, by = NULL, adjust = "tukey") { e <- quiet(emmeans(M[[model]], specs, by = by)); s <- as.data.frame(quiet(cld(e, Letters = letters, adjust = adjust))); add(id, model, kind = "letters", specs = I(specs), by = I(as.character(by)), adjust = adjust, levels = I(as.character(s[[specs[1]]])), groups = I(if (is.null(by)) rep("", nrow(s)) else as.character(s[[by]])), letters = I(gsub(" ", "", s$.group))) }
let("warp-let", "warp", "tension", "wool"); let("oats-let", "oats", "nitro"); let("plant-let", "plant", "group"); let("three-let", "three", "A", "C", "none"); let("insect", "cars", "cyl", adjust = "none")
# General linear hypotheses: multcomp.
glh <- function(id, model, hyp) { m <- M[[model]]; g <- glht(m, linfct = hyp); s <- summary(g); f <- summary(g, test = Ftest()); add(id, model, kind = "glht", hypotheses = I(hyp), estimate = num(s$test$coefficients), se = num(s$test$sigma), t = num(s$test$tstat), p = num(s$test$pvalues), F = num(f$test$fstat), Fp = num(f$test$pvalue)) }
glh("plant-glht", "plant", c("grouptrt1 = 0", "grouptrt2 - grouptrt1 = 0", "grouptrt2 + `(Intercept)` = 5")); glh("warp-glht", "warp", c("tensionM - tensionH = 0", "woolB + 0.5 * `woolB:tensionM` + 0.5 * `woolB:tensionH` = 0"))
out <- list(software = paste(R.version.string, "emmeans", packageVersion("emmeans"), "lme4", packageVersion("lme4"), "multcomp", packageVersion("multcomp")), levels = levs,
  models = lapply(names(M), function(n) list(name = n, data = dataof[[n]], class = class(M[[n]])[1], formula = paste(deparse(if (inherits(M[[n]], "merMod")) formula(M[[n]]) else formula(terms(M[[n]])), width.cutoff = 500), collapse = ""), weights = if (n == "wlm") "wt")), records = R)
write(toJSON(out, auto_unbox = TRUE, digits = NA, null = "null", na = "null"), "../resources/reference/emm/emmeans.json")
