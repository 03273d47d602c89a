package dev.henderson.stats.emm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.infer.ResponseScale;
import dev.henderson.stats.lm.LinearModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What questions are refused, large designs, and properties no table of numbers shows. */
class EmmGridTest {
  /** Five factors of four levels each, two rows per cell. */
  private static LinearBasis large(String formula) {
    int n = 2048;
    SplittableRandom random = new SplittableRandom(5);
    LinkedHashMap<String, FrameColumn> columns = new LinkedHashMap<>();
    List<String> levels = List.of("1st", "2nd", "3rd", "4th");
    for (int f = 0; f < 5; f++) {
      int run = (int) Math.pow(4, f);
      int[] codes = new int[n];
      Arrays.setAll(codes, i -> i / run % 4);
      columns.put(String.valueOf((char) ('A' + f)), CategoricalColumn.of(codes, levels, false));
    }
    double[] y = new double[n];
    Arrays.setAll(y, i -> i % 4 + random.nextGaussian());
    columns.put("y", NumericColumn.of(y));
    ModelFrame frame = ModelFrame.of("large", columns);
    return LinearBasis.of(
        LinearModel.of(Formula.parse(formula), frame, DesignOptions.defaults()).fit());
  }

  @Test
  void manyPairsByGroupAndTooMany() {
    ReferenceGrid grid = ReferenceGrid.of(large("y ~ (A + B + C + D + E)^2"), Map.of());
    assertEquals(1024, grid.cells());
    EmmTable pairs =
        grid.means(List.of("A", "B"), List.of("C", "D", "E"), Weighting.EQUAL)
            .contrast(ContrastMethod.named("pairwise"))
            .table(EmmOptions.defaults());
    assertEquals(64 * 120, pairs.rows().size());
    assertTrue(pairs.rows().stream().allMatch(r -> r.pValue() >= 0 && r.pValue() <= 1));
    EmmGrid all = grid.means(grid.names(), List.of(), Weighting.EQUAL);
    QuestionException e =
        assertThrows(QuestionException.class, () -> all.contrast(ContrastMethod.named("pairwise")));
    assertTrue(e.getMessage().contains("523,776 comparisons of 1,024 means"), e.getMessage());
    assertTrue(e.suggestion().orElseThrow().contains("pairwise ~ A | B * C * D * E"));
  }

  /** Units of a covariate and the coding of a factor leave means alone. */
  @Test
  void orderOfLevelsDoesNotMatter() {
    EmmTable means =
        ReferenceGrid.of(EmmReference.basis("unbal"), Map.of())
            .means(List.of("wool"), List.of(), Weighting.EQUAL)
            .table(EmmOptions.defaults());
    ModelFrame frame = EmmReference.frame("unbal");
    LinearBasis recoded =
        LinearBasis.of(
            LinearModel.of(
                    Formula.parse("breaks ~ C(wool, sum) * C(tension, helmert) + I(1e6 * x)"),
                    frame,
                    DesignOptions.defaults())
                .fit());
    EmmTable other =
        ReferenceGrid.of(recoded, Map.of())
            .means(List.of("wool"), List.of(), Weighting.EQUAL)
            .table(EmmOptions.defaults());
    for (int i = 0; i < 2; i++) {
      assertEquals(means.rows().get(i).estimate(), other.rows().get(i).estimate(), 1e-8);
      assertEquals(means.rows().get(i).standardError(), other.rows().get(i).standardError(), 1e-8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "~ A;;A;",
        "pairwise ~ A * B | C;pairwise;A,B;C",
        "trt.vs.ctrl1 ~ factor(dose):`my x` | a.b + c;trt.vs.ctrl1;dose,my x;a.b,c",
        "tension;;tension;",
        "~ 1;;;",
      })
  void specs(String text, String method, String specs, String by) {
    EmmSpec spec = EmmSpec.parse(text);
    assertEquals(Optional.ofNullable(method), spec.method());
    assertEquals(specs == null ? "" : specs, String.join(",", spec.specs()));
    assertEquals(by == null ? "" : by, String.join(",", spec.by()));
  }

  @ParameterizedTest
  @CsvSource({
    "~ A |,A factor is missing",
    "~ A | A,both sides",
    "~ A B,not expected",
    "pairwise ~,missing"
  })
  void wrongSpecs(String text, String said) {
    QuestionException e = assertThrows(QuestionException.class, () -> EmmSpec.parse(text));
    assertTrue(e.getMessage().contains(said), e.getMessage());
    assertTrue(e.span().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "woolB - woolC = 0,woolC,woolB",
    "woolB = 1 = 2,=,sign",
    "woolB woolB,w,sign",
    "woolB * tensionM,*,linear",
    "3 = 0,3 = 0,nothing",
    "woolB - ,,missing",
  })
  void wrongHypotheses(String text, String place, String said) {
    QuestionException e =
        assertThrows(
            QuestionException.class,
            () -> LinearHypotheses.of(EmmReference.basis("warp"), List.of(text)));
    String message = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(e.span().isPresent(), message);
    assertTrue(message.contains(said) || message.contains("read"), message);
  }

  @Test
  void wrongNamesAndValues() {
    LinearBasis basis = EmmReference.basis("unbal");
    ReferenceGrid grid = ReferenceGrid.of(basis, Map.of());
    refuses("tension", () -> grid.means(List.of("tensoin"), List.of(), Weighting.EQUAL));
    refuses("L, M, H", () -> ReferenceGrid.of(basis, Map.of("tension", List.of("Q"))));
    refuses("c(1, 2)", () -> ReferenceGrid.of(basis, Map.of("x", List.of("many"))));
    refuses("pairwise ~ wool", () -> ReferenceGrid.ofTrends(basis, Map.of(), "wool"));
    refuses("revpairwise", () -> ContrastMethod.named("revpairwize"));
    refuses("tukey", () -> Adjustment.named("tukay"));
    EmmGrid means = grid.means(List.of("tension"), List.of(), Weighting.EQUAL);
    refuses(
        "L, M, H", () -> means.contrast(ContrastMethod.custom(Map.of("a", List.of(1.0, -1.0)))));
    refuses(
        "1 to 3",
        () -> means.contrast(ContrastMethod.named("trt.vs.ctrl").withReference(List.of("7"))));
  }

  private static void refuses(String advice, Runnable question) {
    QuestionException e = assertThrows(QuestionException.class, question::run);
    assertTrue(e.suggestion().orElse("").contains(advice), e.getMessage() + e.suggestion());
  }

  /** I(1/y), 2 * sqrt(y) and log(y + 1) are turned back; their slopes by numbers. */
  @ParameterizedTest
  @CsvSource({
    "I(1/y), 4",
    "2 * sqrt(y), 4",
    "log(y + 1), 4",
    "log10(y), 4",
    "y^2, 4",
    "I(-1/y), 4",
    "exp(y / 5), 4",
    "log1p(y), 4",
    "(10 - y) / 3, 4",
    "I(y^0.25), 4"
  })
  void scales(String response, double y) {
    Formula formula = Formula.parse(response + " ~ x");
    ResponseScale scale = ResponseScale.of(formula.response().orElseThrow()).orElseThrow();
    double eta =
        switch (response) {
          case "I(1/y)" -> 1 / y;
          case "2 * sqrt(y)" -> 2 * Math.sqrt(y);
          case "log(y + 1)", "log1p(y)" -> Math.log(y + 1);
          case "log10(y)" -> Math.log10(y);
          case "y^2" -> y * y;
          case "I(-1/y)" -> -1 / y;
          case "exp(y / 5)" -> Math.exp(y / 5);
          case "(10 - y) / 3" -> (10 - y) / 3;
          default -> Math.pow(y, 0.25);
        };
    assertEquals(y, scale.inverse(eta), 1e-12);
    double h = 1e-6;
    double slope = (scale.inverse(eta + h) - scale.inverse(eta - h)) / (2 * h);
    assertEquals(slope, scale.slope(eta), 1e-6 * Math.abs(slope));
  }

  /** A plain response, or one we do not know the way back from, has no scale. */
  @ParameterizedTest
  @CsvSource({"y", "sin(y)", "y + x"})
  void noScale(String response) {
    Formula formula = Formula.parse(response + " ~ z");
    assertTrue(ResponseScale.of(formula.response().orElseThrow()).isEmpty());
  }
}
