package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ReferenceModel;
import dev.henderson.stats.variables.ContrastCoding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/**
 * The anova tables of lmer.json: lmerTest 3.1-3, types I, II, III, and Kenward-Roger's type III.
 */
class TermTestsTest {
  static List<ReferenceModel> models() {
    return ReferenceModel.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithLmerTest(ReferenceModel m) {
    LmmFit fit = m.fit();
    LinearBasis satterthwaite = LinearBasis.of(fit, DegreesOfFreedom.SATTERTHWAITE);
    for (HypothesisType type : HypothesisType.values()) {
      JsonArray r = m.r.getAsJsonObject("anova").getAsJsonArray(type.name());
      compare(m, r, TermTests.of(satterthwaite, type));
    }
    if (m.r.has("kr") && m.r.get("kr").isJsonObject() && !m.id().equals("sleep-weights")) {
      JsonArray r = m.r.getAsJsonObject("kr").getAsJsonArray("anova");
      compare(
          m,
          r,
          TermTests.of(LinearBasis.of(fit, DegreesOfFreedom.KENWARD_ROGER), HypothesisType.III));
    }
  }

  /** F does not know the units of a covariate, nor how the factors are coded. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 1, 1e7})
  void unitsAndCodingsDoNotMatter(double unit) {
    Table table = ReferenceModel.table("cakeNA").copy();
    table.replaceColumn("temp", table.nCol("temp").asDoubleColumn().multiply(unit).setName("temp"));
    List<TermTests> tables = new ArrayList<>();
    for (ContrastCoding coding : List.of(ContrastCoding.treatment(), ContrastCoding.sum())) {
      LmmFit fit =
          LinearMixedModel.of(
                  Design.mixed(
                      Formula.parse("angle ~ recipe * temp + (1 | replicate)"),
                      ModelFrame.of("cakeNA", table),
                      DesignOptions.defaults().withContrast("recipe", coding)))
              .fit();
      tables.add(
          TermTests.of(LinearBasis.of(fit, DegreesOfFreedom.SATTERTHWAITE), HypothesisType.III));
    }
    JsonArray r = ReferenceModel.of("cake-na").r.getAsJsonObject("anova").getAsJsonArray("III");
    for (TermTests ours : tables) {
      for (int i = 0; i < r.size(); i++) {
        double f = r.get(i).getAsJsonObject().get("F value").getAsDouble();
        assertEquals(f, ours.rows().get(i).test().statistic(), 1e-5 * f);
      }
    }
  }

  private static void compare(ReferenceModel m, JsonArray r, TermTests ours) {
    assertEquals(r.size(), ours.rows().size());
    for (int i = 0; i < r.size(); i++) {
      JsonObject e = r.get(i).getAsJsonObject();
      TermTests.Row row = ours.rows().get(i);
      String what = m.id() + " " + ours.type() + " " + ours.ddf() + " " + row.term();
      assertEquals(e.get("term").getAsString(), row.term().replace(" ", " "), what);
      // R's optimum is a little off in singular fits.
      double tolerance = m.singular() ? 1e-4 : 1e-5;
      near(e, "Sum Sq", row.sumSq(), tolerance, what);
      near(e, "Mean Sq", row.meanSq(), tolerance, what);
      near(e, "NumDF", row.test().numDf(), 0, what);
      near(e, "DenDF", row.test().denDf(), 1e-4, what);
      near(e, "F value", row.test().statistic(), tolerance, what);
      near(e, "Pr(>F)", row.test().pValue(), 1e-3 * (1 + row.test().statistic() / 10), what);
    }
  }

  private static void near(
      JsonObject r, String column, double actual, double tolerance, String what) {
    double expected = r.get(column).getAsDouble();
    assertEquals(expected, actual, tolerance * Math.abs(expected), column + " of " + what);
  }
}
