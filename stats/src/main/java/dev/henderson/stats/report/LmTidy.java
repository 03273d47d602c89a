package dev.henderson.stats.report;

import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.lm.LmFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of a linear model as rows with broom's column names. */
public final class LmTidy {
  private LmTidy() {}

  /**
   * One row about the whole model: {@code nobs, r.squared, ..., deviance}.
   *
   * @param whole the test of the whole model
   */
  public static Map<String, Object> glance(LmFit fit, FTest whole) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("nobs", fit.nobs());
    row.put("nobs.dropped", fit.rowsDropped());
    row.put("r.squared", fit.rSquared());
    row.put("adj.r.squared", fit.adjRSquared());
    row.put("sigma", fit.sigma());
    row.put("statistic", whole.statistic());
    row.put("p.value", whole.pValue());
    row.put("df", fit.dfModel());
    row.put("df.residual", fit.dfResidual());
    row.put("logLik", fit.logLik());
    row.put("AIC", fit.aic());
    row.put("BIC", fit.bic());
    row.put("deviance", fit.deviance());
    return row;
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
}
