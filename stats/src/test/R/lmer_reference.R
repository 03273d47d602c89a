# Makes stats/src/test/resources/reference/lmer/lmer.json (with lmer_oracle.R, sourced below as oracle.R).
# Rscript make_reference.R : writes data/*.csv and lmer.json, lm.json, aov.json.
source("lmer_oracle.R")
data(Machines, Oats, ergoStool, Orthodont, package = "nlme")
out <- function(d, name) write.csv(d, file.path("data", paste0(name, ".csv")), row.names = FALSE, quote = TRUE)
D <- list()
add <- function(name, d) { d <- as.data.frame(lapply(d, function(x) if (is.ordered(x)) factor(as.character(x), levels = levels(x)) else x)); D[[name]] <<- d; out(d, name) }
toy <- read.csv(text = "participant_ID,Condition_1,Condition_2,dependent_var
1,1,1,0.71
1,2,1,0.43
2,1,1,0.77
2,2,1,0.37
3,1,1,0.58
3,2,1,0.69
4,2,1,0.72
4,1,1,0.12
26,2,2,0.91
26,1,2,0.53
27,1,2,0.29
27,2,2,0.39
28,2,2,0.75
28,1,2,0.51
29,1,2,0.42
29,2,2,0.31")
add("toy", toy)
add("sleepstudy", sleepstudy); add("Dyestuff", Dyestuff); add("Dyestuff2", Dyestuff2)
add("Penicillin", Penicillin); add("Pastes", Pastes); add("cake", cake[, c("replicate","recipe","temperature","angle","temp")])
add("InstEval", transform(InstEval, studage = as.integer(as.character(studage)), lectage = as.integer(as.character(lectage))))
add("cbpp", cbpp); add("VerbAgg", VerbAgg)
add("Machines", Machines); add("Oats", as.data.frame(Oats)); add("ergoStool", as.data.frame(ergoStool)); add("Orthodont", as.data.frame(Orthodont))
add("npk", npk); add("warpbreaks", warpbreaks); add("ToothGrowth", ToothGrowth); add("PlantGrowth", PlantGrowth); add("ChickWeight", as.data.frame(ChickWeight))
add("mtcars", cbind(car = rownames(mtcars), mtcars))

set.seed(20190627)                      # missing cells and unbalance
cakeNA <- D$cake; cakeNA$angle[c(3, 50, 51, 120, 200)] <- NA; cakeNA$temp[c(7, 88)] <- NA
add("cakeNA", cakeNA)
unb <- D$warpbreaks[-c(1, 2, 3, 10, 11, 20, 33, 34, 50), ]; add("unbalanced", unb)

L <- function(id, data, formula, ...) list(id = id, data = data, formula = formula, ...)
lmer_models <- list(
 L("toy-crossed", "toy", dependent_var ~ (1|participant_ID) + (1|Condition_1) + (1|Condition_2)),
 L("toy-mixedlm", "toy", dependent_var ~ factor(Condition_1)*factor(Condition_2) + (1|participant_ID)),
 L("sleep-int", "sleepstudy", Reaction ~ Days + (1|Subject)),
 L("sleep-slope", "sleepstudy", Reaction ~ 1 + Days + (1 + Days|Subject)),
 L("sleep-slope-ml", "sleepstudy", Reaction ~ Days + (Days|Subject), REML = FALSE),
 L("sleep-zerocorr", "sleepstudy", Reaction ~ Days + (Days||Subject)),
 L("sleep-split", "sleepstudy", Reaction ~ 1 + Days + (1|Subject) + (0 + Days|Subject)),
 L("sleep-poly", "sleepstudy", Reaction ~ poly(Days, 2) + (Days|Subject)),
 L("sleep-log", "sleepstudy", log(Reaction) ~ I(Days^2) + Days + (1|Subject)),
 L("sleep-only-slope", "sleepstudy", Reaction ~ Days + (0 + Days|Subject)),
 L("dyestuff", "Dyestuff", Yield ~ 1 + (1|Batch)),
 L("dyestuff2-singular", "Dyestuff2", Yield ~ 1 + (1|Batch)),
 L("penicillin", "Penicillin", diameter ~ 1 + (1|plate) + (1|sample)),
 L("pastes-nested", "Pastes", strength ~ 1 + (1|batch/cask)),
 L("pastes-explicit", "Pastes", strength ~ 1 + (1|batch) + (1|batch:cask)),
 L("pastes-sample", "Pastes", strength ~ 1 + (1|sample) + (1|batch)),
 L("cake", "cake", angle ~ recipe * temperature + (1|recipe:replicate), emm = c("pairwise ~ recipe", "pairwise ~ recipe | temperature", "~ temperature")),
 L("cake-num", "cake", angle ~ recipe + temp + (temp|replicate)),
 L("cake-na", "cakeNA", angle ~ recipe * temp + (1|replicate)),
 L("machines", "Machines", score ~ Machine + (Machine|Worker)),
 L("machines-nested", "Machines", score ~ Machine + (1|Worker/Machine), emm = c("pairwise ~ Machine")),
 L("machines-cell", "Machines", score ~ Machine + (0 + Machine|Worker)),
 L("oats", "Oats", yield ~ Variety * factor(nitro) + (1|Block/Variety), emm = c("pairwise ~ Variety", "pairwise ~ nitro")),
 L("oats-num", "Oats", yield ~ nitro + Variety + (1|Block/Variety)),
 L("ergo", "ergoStool", effort ~ Type + (1|Subject), emm = c("pairwise ~ Type")),
 L("orthodont", "Orthodont", distance ~ age * Sex + (age|Subject)),
 L("orthodont-ml", "Orthodont", distance ~ I(age - 11) * Sex + (I(age - 11)|Subject), REML = FALSE),
 L("chick", "ChickWeight", weight ~ Time * Diet + (Time|Chick)),
 L("npk-block", "npk", yield ~ N*P*K + (1|block)),
 L("insteval", "InstEval", y ~ service * dept + (1|s) + (1|d), kr = FALSE),
 L("insteval-3", "InstEval", y ~ service + (1|s) + (1|d) + (1|dept), kr = FALSE),
 L("toy-fixed-noint", "sleepstudy", Reaction ~ 0 + Days + (1|Subject)),
 L("instlike-offset", "sleepstudy", Reaction ~ offset(5*Days) + (Days|Subject)),
 L("sleep-weights", "sleepstudy", Reaction ~ Days + (1|Subject), weights = "1/(1+Days)")
)
run <- function(x) {
  message(x$id); d <- D[[x$data]]; a <- list(f = x$formula, d = d, REML = !identical(x$REML, FALSE), kr = !identical(x$kr, FALSE), emm = x$emm)
  if (!is.null(x$weights)) { a$weights <- eval(parse(text = x$weights), d) }
  c(list(id = x$id, data = x$data, formula = paste(deparse(x$formula, width.cutoff = 500), collapse = " "), REML = a$REML, weights = x$weights), do.call(lmer_record, a))
}
lm_models <- list(
 L("lm-additive", "warpbreaks", breaks ~ wool + tension), L("lm-star", "warpbreaks", breaks ~ wool * tension),
 L("lm-pow", "npk", yield ~ (N + P + K)^2), L("lm-minus", "npk", yield ~ N*P*K - N:P:K),
 L("lm-aliased", "npk", yield ~ block + N*P*K),
 L("lm-noint", "warpbreaks", breaks ~ 0 + wool + tension), L("lm-colon-only", "warpbreaks", breaks ~ wool:tension),
 L("lm-nest", "warpbreaks", breaks ~ wool/tension), L("lm-in", "warpbreaks", breaks ~ wool + tension %in% wool),
 L("lm-num-int", "mtcars", mpg ~ wt * factor(cyl)), L("lm-poly", "mtcars", mpg ~ poly(hp, 3) + I(wt^2) + log(disp)),
 L("lm-dot", "mtcars", mpg ~ . - car), L("lm-unb", "unbalanced", breaks ~ wool * tension), L("lm-unb-rev", "unbalanced", breaks ~ tension * wool),
 L("lm-slope-by-group", "mtcars", mpg ~ wt:factor(cyl) + 0), L("lm-na", "cakeNA", angle ~ recipe * temp))
aov_models <- list(
 L("aov-1", "PlantGrowth", weight ~ group, tukey = "group"), L("aov-2", "warpbreaks", breaks ~ wool + tension, tukey = "tension"),
 L("aov-2x", "warpbreaks", breaks ~ wool * tension), L("aov-unb", "unbalanced", breaks ~ wool * tension), L("aov-unb-rev", "unbalanced", breaks ~ tension * wool),
 L("aov-npk-error", "npk", yield ~ N*P*K + Error(block)), L("aov-npk", "npk", yield ~ block + N*P*K),
 L("aov-error-only", "Dyestuff", Yield ~ Error(Batch)), L("aov-ergo", "ergoStool", effort ~ Type + Error(Subject/Type)),
 L("aov-oats", "Oats", yield ~ Variety * factor(nitro) + Error(Block/Variety)),
 L("aov-machines", "Machines", score ~ Machine + Error(Worker/Machine)),
 L("aov-cake", "cake", angle ~ recipe * temperature + Error(replicate/(recipe*temperature))),
 L("aov-toy", "toyf", dependent_var ~ Condition_1 * Condition_2 + Error(participant_ID/Condition_1)),
 L("aov-tooth", "ToothGrowth", len ~ supp * factor(dose)), L("aov-nested", "Pastes", strength ~ batch/cask))
D$toyf <- as.data.frame(lapply(toy, function(x) x)); for (v in c("participant_ID","Condition_1","Condition_2")) D$toyf[[v]] <- factor(D$toyf[[v]])
# schema.json: what a CSV cannot say - which columns are factors, and the order of their levels.
schema <- lapply(D[names(D) != "toyf"], function(d) Filter(Negate(is.null), lapply(d, function(x) if (is.factor(x)) list(levels = levels(x)) else NULL)))
write(toJSON(schema, auto_unbox = FALSE, pretty = FALSE), "schema.json")
txt <- function(f) paste(deparse(f, width.cutoff = 500), collapse = " ")
write_records(lapply(lm_models, function(x) c(list(id = x$id, data = x$data, formula = txt(x$formula)), lm_record(x$formula, D[[x$data]]))), "lm.json")
write_records(lapply(aov_models, function(x) c(list(id = x$id, data = sub("toyf", "toy", x$data), factors = if (x$data == "toyf") c("participant_ID","Condition_1","Condition_2"), formula = txt(x$formula)), aov_record(x$formula, D[[x$data]], x$tukey))), "aov.json")
write_records(lapply(lmer_models, run), "lmer.json")

# Profile-likelihood intervals, likelihood-ratio tests and predictions.
prof <- function(id, f, d) { m <- best_lmer(f, D[[d]], REML = FALSE); ci <- suppressMessages(suppressWarnings(confint(m, method = "profile", quiet = TRUE, devtol = 1e-6)))
  list(id = id, data = d, formula = txt(f), rows = lapply(seq_len(nrow(ci)), function(i) list(name = rownames(ci)[i], lower = num(ci[i, 1]), upper = num(ci[i, 2])))) }
profile <- list(prof("prof-sleep", Reaction ~ Days + (Days|Subject), "sleepstudy"), prof("prof-sleep-int", Reaction ~ Days + (1|Subject), "sleepstudy"),
  prof("prof-dyestuff", Yield ~ 1 + (1|Batch), "Dyestuff"), prof("prof-penicillin", diameter ~ 1 + (1|plate) + (1|sample), "Penicillin"), prof("prof-pastes", strength ~ 1 + (1|batch/cask), "Pastes"))
lrt <- function(id, d, f0, f1) { a <- suppressMessages(anova(best_lmer(f0, D[[d]], FALSE), best_lmer(f1, D[[d]], FALSE)))
  list(id = id, data = d, formula0 = txt(f0), formula1 = txt(f1), rows = anova_rows(a)) }
compare <- list(lrt("lrt-sleep", "sleepstudy", Reaction ~ Days + (1|Subject), Reaction ~ Days + (Days|Subject)),
  lrt("lrt-sleep-corr", "sleepstudy", Reaction ~ Days + (Days||Subject), Reaction ~ Days + (Days|Subject)),
  lrt("lrt-cake", "cake", angle ~ temperature + (1|recipe:replicate), angle ~ recipe * temperature + (1|recipe:replicate)),
  lrt("lrt-machines", "Machines", score ~ Machine + (1|Worker/Machine), score ~ Machine + (Machine|Worker)))
pm <- best_lmer(Reaction ~ Days + (Days|Subject), sleepstudy); nd <- data.frame(Days = c(0, 5, 12, 3), Subject = c("308", "335", "308", "new"))
predict_ <- list(list(id = "pred-sleep", data = "sleepstudy", formula = "Reaction ~ Days + (Days|Subject)", newdata = nd,
  conditional = num(predict(pm, nd, allow.new.levels = TRUE)), population = num(predict(pm, nd, re.form = NA))))
write_records(list(profile = profile, compare = compare, predict = predict_), "more.json")
