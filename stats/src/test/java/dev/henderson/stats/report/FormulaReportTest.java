package dev.henderson.stats.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.FormulaExpansion;
import dev.henderson.stats.document.EquationText;
import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyJson;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.ModelFrame;
import org.junit.jupiter.api.Test;

class FormulaReportTest {
  private static Report report(String formula, String data) {
    ModelFrame frame = ModelFrame.of(data, Dataset.find(data).orElseThrow().load());
    return FormulaReport.of(
        FormulaExpansion.of(Formula.parse(formula), frame, DesignOptions.defaults()), data);
  }

  @Test
  void asTextAMixedModel() {
    assertEquals(
        """
        What the formula stands for
         Formula: Reaction ~ Days + (Days | Subject)
            Data: sleepstudy, 180 rows
        Response: Reaction, a number

          Reaction[i] = beta0 + beta1*Days[i] + b0[Subject[i]] + b1[Subject[i]]*Days[i]
            + e[i]
          (b0[Subject], b1[Subject]) ~ N(0, Sigma[Subject]), for each of the 18 levels
            of Subject
          e[i] ~ N(0, sigma^2)

        Fixed part:
        Term        Coding Columns Names
        (Intercept) ones         1 (Intercept)
        Days        number       1 Days
        model matrix of 180 rows and 2 columns, rank 2

        Random effects:
        Grouping Effects           Levels Effects are theta
        Subject  (Intercept), Days     18 correlated      3""",
        TextRenderer.render(report("Reaction ~ Days + (Days | Subject)", "sleepstudy")));
  }

  @Test
  void saysHowFactorsAreCodedAndWhatWasDropped() {
    String text =
        TextRenderer.render(report("breaks ~ wool:tension + C(tension, sum)", "warpbreaks"));
    assertTrue(text.contains("C(tension, sum) contrasts"), text);
    assertTrue(text.contains("each level"), text);
    assertTrue(text.contains("contr.sum"), text);
    assertTrue(text.contains("54 rows and 9 columns, rank 6"), text);
    assertTrue(text.contains("Note: 3 columns of the model matrix depend on others"), text);
  }

  @Test
  void asJsonAMixedModel() {
    JsonObject json = TidyJson.tree(report("angle ~ recipe*temp + (1 | recipe/replicate)", "cake"));
    assertEquals("formula", json.get("kind").getAsString());
    assertEquals("angle", json.get("response").getAsString());
    assertTrue(json.get("intercept").getAsBoolean());
    assertEquals("[\"recipe\",\"temp\",\"recipe:temp\"]", json.get("terms").toString());
    assertEquals("[0,1,1,2,3,3]", json.get("assign").toString());
    assertEquals(6, json.getAsJsonArray("columns").size());
    JsonArray random = json.getAsJsonArray("random");
    assertEquals(2, random.size());
    JsonObject nested = random.get(1).getAsJsonObject();
    assertEquals("recipe:replicate", nested.get("group").getAsString());
    assertEquals("[\"(Intercept)\"]", nested.get("columns").toString());
    assertEquals(45, nested.get("levels").getAsInt());
    assertEquals(1, nested.get("thetas").getAsInt());
    assertEquals("[]", json.get("strata").toString());
  }

  @Test
  void strataAreRandomInterceptsOfTheEquation() {
    Report report = report("yield ~ N*P*K + Error(block)", "npk");
    JsonObject json = TidyJson.tree(report);
    assertEquals("[\"(Intercept)\",\"block\",\"Within\"]", json.get("strata").toString());
    String text = TextRenderer.render(report);
    assertTrue(text.contains("b[block] ~ N(0, sigma^2[block]), for each of the 6 levels"), text);
    assertTrue(text.contains("block               5 N:P:K      1"), text);
  }

  @Test
  void effectsOfOneGroupingAreNumberedThrough() {
    String latex =
        TidyJson.tree(report("Reaction ~ Days + (1|Subject) + (0+Days|Subject)", "sleepstudy"))
            .get("equation")
            .getAsString();
    assertEquals(
        """
        \\begin{aligned}
        \\text{Reaction}_i &= \\beta_{0} + \\beta_{1}\\, \\text{Days}_i + b_{0,\\,\\text{Subject}[i]}\
         + b_{1,\\,\\text{Subject}[i]}\\, \\text{Days}_i + \\varepsilon_{i} \\\\
        b_{0,\\,\\text{Subject}} &\\sim \\mathcal{N}(0,\\, \\sigma^2_{0,\\,\\text{Subject}}),\\quad\
         \\text{for each of the 18 levels of Subject} \\\\
        b_{1,\\,\\text{Subject}} &\\sim \\mathcal{N}(0,\\, \\sigma^2_{1,\\,\\text{Subject}}),\\quad\
         \\text{for each of the 18 levels of Subject} \\\\
        \\varepsilon_{i} &\\sim \\mathcal{N}(0,\\, \\sigma^2)
        \\end{aligned}""",
        latex);
  }

  @Test
  void namesAreSafe() {
    assertEquals("a\\_b\\%", EquationText.words("`a_b%`"));
    assertFalse(EquationText.words("I(x^2)").contains("x^2"));
    String html = HtmlRenderer.render(report("breaks ~ I(as.numeric(wool) < 2)", "warpbreaks"));
    assertTrue(html.contains("I(as.numeric(wool) &lt; 2)"), html);
    assertFalse(html.contains("$"), "front ends would read it as TeX");
  }

  @Test
  void withoutDataSaysWhatItCan() {
    Report report = FormulaReport.of(FormulaExpansion.of(Formula.parse("y ~ a*b + (1 | g/h)")), "");
    JsonObject json = TidyJson.tree(report);
    assertEquals("[\"a\",\"b\",\"a:b\"]", json.get("terms").toString());
    assertEquals("[]", json.get("columns").toString());
    assertTrue(json.get("data").isJsonNull());
    assertTrue(json.get("equation").isJsonNull());
    assertTrue(TextRenderer.render(report).contains("g:h"));
  }
}
