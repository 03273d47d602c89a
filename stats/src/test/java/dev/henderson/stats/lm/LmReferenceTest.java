package dev.henderson.stats.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.design.AliasedColumn;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.WaldTests;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model of lm.json against R's summary.lm, to 1e-8. */
class LmReferenceTest {
  private static final double TOLERANCE = 1e-8;

  static List<LmReference> models() {
    return LmReference.all("lm.json");
  }

  private static void near(double expected, double actual, String what) {
    assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.abs(expected)), what);
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithR(LmReference m) {
    LmFit fit = m.fit();
    List<CoefficientTest> kept =
        CoefficientTable.of(WaldTests.of(fit), 0.95).rows().stream()
            .filter(t -> !Double.isNaN(t.estimate()))
            .toList();
    JsonArray fixef = m.r.getAsJsonArray("fixef");
    assertEquals(fixef.size(), kept.size());
    for (int i = 0; i < kept.size(); i++) {
      JsonObject row = fixef.get(i).getAsJsonObject();
      CoefficientTest t = kept.get(i);
      String name = row.get("name").getAsString();
      assertEquals(name, t.term());
      near(row.get("Estimate").getAsDouble(), t.estimate(), name);
      near(row.get("Std. Error").getAsDouble(), t.standardError(), name);
      near(row.get("t value").getAsDouble(), t.statistic(), name);
      near(row.get("Pr(>|t|)").getAsDouble(), t.pValue(), name);
    }
    assertEquals(
        names(m.r.get("aliased")), fit.aliased().stream().map(AliasedColumn::name).toList());
    near(LmReference.number(m.r, "sigma"), fit.sigma(), "sigma");
    assertEquals(m.r.get("df_residual").getAsInt(), fit.dfResidual());
    near(LmReference.number(m.r, "r2"), fit.rSquared(), "r2");
    near(LmReference.number(m.r, "adj_r2"), fit.adjRSquared(), "adj_r2");
    JsonArray f = m.r.getAsJsonArray("fstat");
    near(f.get(0).getAsDouble(), fit.fStatistic(), "F");
    assertEquals(f.get(1).getAsInt(), fit.dfModel());
    assertEquals(f.get(2).getAsInt(), fit.dfResidual());
    near(LmReference.number(m.r, "logLik"), fit.logLik(), "logLik");
    near(LmReference.number(m.r, "AIC"), fit.aic(), "AIC");
    near(LmReference.number(m.r, "BIC"), fit.bic(), "BIC");
    double sum = 0;
    double[] h = fit.leverage();
    for (double v : h) {
      sum += v;
    }
    assertEquals(fit.rank(), sum, 1e-9 * fit.rank(), "the leverages add up to the rank");
  }

  private static List<String> names(JsonElement e) {
    return e.isJsonArray()
        ? StreamSupport.stream(e.getAsJsonArray().spliterator(), false)
            .map(JsonElement::getAsString)
            .toList()
        : List.of(e.getAsString());
  }

  @ParameterizedTest
  @MethodSource("models")
  void residualsAreOrthogonalToTheColumns(LmReference m) {
    LmFit fit = m.fit();
    double[] e = fit.residuals();
    double[] x = new double[fit.design().matrix().columns()];
    double[] sums = new double[x.length];
    double[] sizes = new double[x.length];
    for (int i = 0; i < e.length; i++) {
      fit.design().matrix().read().copyRow(i, x, 0);
      for (int j = 0; j < x.length; j++) {
        sums[j] += x[j] * e[i];
        sizes[j] += Math.abs(x[j] * e[i]);
      }
    }
    for (int j = 0; j < x.length; j++) {
      assertTrue(Math.abs(sums[j]) <= 1e-11 * (1e-8 + sizes[j]), m + " " + j);
    }
  }
}
