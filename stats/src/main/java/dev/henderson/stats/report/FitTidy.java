package dev.henderson.stats.report;

import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a fit as rows with broom's column names: the one source of the JSON bundle and of
 * the tables that Java code gets.
 */
public final class FitTidy {
  private FitTidy() {}

  /**
   * One row per coefficient, {@code term, estimate, std.error, statistic, p.value, conf.low,
   * conf.high}; an aliased one has a missing estimate. Of a fit with random effects, one row per
   * parameter.
   */
  public static List<Map<String, Object>> tidy(Fit fit, CoefficientTable coefficients) {
    return fit instanceof HasRandomEffects random
        ? tidy(random, fit.sigma(), coefficients)
        : tidy(coefficients);
  }

  /** One row per coefficient; an aliased one has a missing estimate. */
  public static List<Map<String, Object>> tidy(CoefficientTable coefficients) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CoefficientTest test : coefficients.rows()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", test.term());
      row.put("estimate", test.estimate());
      row.put("std.error", test.standardError());
      row.put("statistic", test.statistic());
      row.put("p.value", test.pValue());
      row.put("conf.low", test.confLow());
      row.put("conf.high", test.confHigh());
      rows.add(row);
    }
    return rows;
  }

  /**
   * One row about the whole fit: {@code nobs, nobs.dropped, sigma, df.residual, logLik, df, AIC,
   * BIC}; without degrees of freedom where the dispersion is known, without a likelihood where
   * there is none.
   */
  public static Map<String, Object> glance(Fit fit) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("nobs", fit.nobs());
    if (fit instanceof HasDesign formula && formula.isOfFormula()) {
      row.put("nobs.dropped", formula.design().rowsDropped());
    }
    if (fit instanceof HasRandomEffects random) {
      row.put("ngroups", random.ngroups());
      row.put("singular", random.singular());
    }
    row.put("sigma", fit.sigma());
    if (!fit.dispersion().isKnown()) {
      row.put("df.residual", fit.dispersion().df());
    }
    row.put("df", fit.df());
    if (!Double.isNaN(fit.logLik())) {
      row.put("logLik", fit.logLik());
      row.put("AIC", fit.aic());
      row.put("BIC", fit.bic());
    }
    return row;
  }

  /**
   * One row per parameter: fixed effects with their tests, then standard deviations and
   * correlations of the random effects, then the residual standard deviation.
   *
   * @param sigma the residual standard deviation
   */
  public static List<Map<String, Object>> tidy(
      HasRandomEffects fit, double sigma, CoefficientTable fixed) {
    List<Map<String, Object>> rows = new ArrayList<>();
    fixed.rows().forEach(test -> rows.add(fixed(test)));
    rows.addAll(ranPars(fit.varCorr()));
    rows.add(ranPar("Residual", "sd__Observation", sigma));
    return rows;
  }

  /** The row of a fixed effect. */
  static Map<String, Object> fixed(CoefficientTest test) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("effect", "fixed");
    row.put("term", test.term());
    row.put("estimate", test.estimate());
    row.put("std.error", test.standardError());
    row.put("df", test.df());
    row.put("statistic", test.statistic());
    row.put("p.value", test.pValue());
    row.put("conf.low", test.confLow());
    row.put("conf.high", test.confHigh());
    return row;
  }

  /** One row per standard deviation and correlation of the random effects. */
  static List<Map<String, Object>> ranPars(List<VarCorr> terms) {
    List<Map<String, Object>> rows = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (VarCorr term : terms) {
      String group = "";
      for (int i = 0; i < term.size(); i++) {
        // R numbers the terms of a group, and || makes each effect a term of its own.
        if (i == 0 || !term.correlated()) {
          int earlier = seen.merge(term.group(), 1, Integer::sum) - 1;
          group = earlier == 0 ? term.group() : term.group() + "." + earlier;
        }
        rows.add(ranPar(group, "sd__" + term.effects().get(i), term.sd(i)));
      }
      if (term.correlated()) {
        for (int j = 0; j < term.size(); j++) {
          for (int i = j + 1; i < term.size(); i++) {
            String name = "cor__" + term.effects().get(j) + "." + term.effects().get(i);
            rows.add(ranPar(group, name, term.correlation(i, j)));
          }
        }
      }
    }
    return rows;
  }

  /** One row per conditional mode: effect, group, level, term, estimate, std.error. */
  public static List<Map<String, Object>> ranVals(List<ConditionalModes> terms) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ConditionalModes modes : terms) {
      for (int effect = 0; effect < modes.effects().size(); effect++) {
        for (int level = 0; level < modes.levels().size(); level++) {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("effect", "ran_vals");
          row.put("group", modes.group());
          row.put("level", modes.levels().get(level));
          row.put("term", modes.effects().get(effect));
          row.put("estimate", modes.mode(level, effect));
          row.put("std.error", modes.sd(level, effect));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> ranPar(String group, String term, double estimate) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("effect", "ran_pars");
    row.put("group", group);
    row.put("term", term);
    row.put("estimate", estimate);
    return row;
  }
}
