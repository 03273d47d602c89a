package dev.henderson.kernel.magic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What functions of R and Python are called here. */
final class Counterparts {
  /** Functions that make a fit; a magic that asks a fit may be given such a call. */
  static final Set<String> FITTING =
      Set.of(
          "lm",
          "aov",
          "lmer",
          "ols",
          "smf.ols",
          "sm.OLS.from_formula",
          "mixedlm",
          "smf.mixedlm",
          "sm.MixedLM.from_formula",
          "MixedLM.from_formula");

  private static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    put("Write %lm m = y ~ x, data = d.", "lm", "ols", "OLS", "OLS.from_formula");
    put("Write %lm m = y ~ x, data = d, weights = w.", "wls", "WLS", "gls");
    put("Write %aov m = y ~ A * B, data = d.", "aov");
    put("Write %lmer m = y ~ x + (1 | g), data = d.", "lmer", "lme", "blmer");
    put(
        "Write %mixedlm m = smf.mixedlm(\"y ~ x\", d, groups=\"g\").",
        "mixedlm", "MixedLM", "MixedLM.from_formula");
    put("Write %anovarm AnovaRM(d, \"y\", \"id\", within=[\"A\"]).fit().", "AnovaRM");
    put("Fits are of normal responses only: %lm, %aov, %lmer.", "glm", "glmer", "nlme", "gam");
    put("Write %anova m.", "anova", "Anova", "anova_lm", "wald_test_terms");
    put("Write %anova m, type = 2: each term after those that do not contain it.", "drop1");
    put("Write %anova m0, m1 for the models with and without it.", "add1", "waldtest", "lrtest");
    put("Write %tukey m, where m is a fit: %aov m = y ~ A, data = d.", "TukeyHSD");
    put(
        "Fit it first with a name: %aov m = y ~ A, data = d, then %tukey m.",
        "pairwise_tukeyhsd", "MultiComparison", "tukeyhsd");
    put("Write %pairwise y ~ A, data = d.", "pairwise.t.test");
    put("Write %oneway y ~ A, data = d.", "oneway.test", "kruskal.test", "bartlett.test");
    put("Write %oneway y ~ A, data = d.", "leveneTest", "f_oneway", "kruskal", "levene");
    put("Write %oneway y ~ A, data = d, where A has two levels.", "t.test", "ttest_ind");
    put("Write %friedman y ~ A | id, data = d.", "friedman.test", "friedmanchisquare");
    put("Write %emmeans m, pairwise ~ A.", "emmeans", "lsmeans", "pairs");
    put("Write %emtrends m, ~ A, var = x.", "emtrends");
    put("Write %contrast m, \"A2 - A1 = 0\".", "glht", "linearHypothesis", "t_test", "f_test");
    put("Write %joint_tests m.", "joint_tests");
    put("Write %confint m.", "confint", "conf_int", "profile");
    put("Write %predict m, newdata = t.", "predict", "get_prediction");
    put("Write %summary m.", "summary", "print", "summary.lm", "coeftest");
    put("Write %plot m, effects.", "allEffects", "effect", "ggpredict", "plot_model", "emmip");
    put("Write %ranef m.", "ranef", "random_effects");
    put("Write %ranova m.", "ranova", "rand");
    put("Write %varcorr m.", "VarCorr", "icc", "r2", "rePCA");
    put("Write %vif m.", "vif", "variance_inflation_factor");
    put("Write %influence m.", "influence", "cooks.distance", "get_influence");
    put("Write %bootstrap m, n = 1000.", "bootMer", "boot");
    put("Write %simulate m.", "simulate");
    put("Write %read d = \"d.csv\".", "read.csv", "read_csv", "read.table");
  }

  private Counterparts() {}

  private static void put(String here, String... functions) {
    for (String f : functions) {
      ALL.put(f, here);
    }
  }

  /** Whether a function is what a magic stands for. */
  static boolean isOf(String function, String magic) {
    return of(function).filter(t -> t.matches("Write %" + magic + "\\b.*")).isPresent();
  }

  /** What to write for a function, with or without its module. */
  static Optional<String> of(String function) {
    String name = function;
    while (true) {
      if (ALL.containsKey(name)) {
        return Optional.of(ALL.get(name));
      }
      int dot = name.indexOf('.');
      if (dot < 0) {
        return Optional.empty();
      }
      name = name.substring(dot + 1);
    }
  }
}
