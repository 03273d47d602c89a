package dev.henderson.stats.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallSyntaxTest {
  @Test
  void targetFormulaAndOptions() {
    CallSyntax call =
        CallSyntax.parse("m = Reaction ~ Days + (Days | Subject), data = sleepstudy, REML = FALSE");
    assertEquals("m", call.target().orElseThrow());
    assertEquals("Reaction ~ Days + (Days | Subject)", call.formula().toString());
    assertEquals("sleepstudy", call.option("data").orElseThrow().asName());
    assertEquals(false, call.option("REML").orElseThrow().asBoolean());
    assertTrue(call.function().isEmpty());
    assertEquals(new Span(4, 38), call.formula().span());
  }

  @Test
  void wholeCallsWithPackageArrowAndMethodChain() {
    CallSyntax r = CallSyntax.parse("m <- lme4::lmer(Y ~ B + (1 | A), data=d)");
    assertEquals("m", r.target().orElseThrow());
    assertEquals("lmer", r.function().orElseThrow());
    assertEquals("Y ~ B + (1 | A)", r.formula().toString());
    CallSyntax python =
        CallSyntax.parse(
            "smf.mixedlm(\"y ~ C(A)*C(B)\", data=toy, groups=toy[\"id\"], re_formula=\"~x\","
                + " vc_formula={\"a\": \"0 + C(a)\"}).fit(method=[\"powell\"], reml=True)");
    assertEquals("smf.mixedlm", python.function().orElseThrow());
    assertEquals("y ~ C(A) * C(B)", python.formula().toString());
    assertEquals("~ x", python.option("re_formula").orElseThrow().formula().toString());
    assertTrue(python.option("groups").orElseThrow().value() instanceof Expr.Index);
    assertEquals("\"0 + C(a)\"", python.option("vc_formula").orElseThrow().asMap().get("a").text());
    assertEquals(List.of("powell"), python.option("method").orElseThrow().asNames());
    assertTrue(python.option("reml").orElseThrow().asBoolean());
  }

  @Test
  void aLeadingOptionIsNoTarget() {
    CallSyntax call = CallSyntax.parse("data = d, y ~ x", Set.of("data"));
    assertTrue(call.target().isEmpty());
    assertEquals("d", call.option("data").orElseThrow().asName());
    assertEquals("y ~ x", call.formula().toString());
  }

  @Test
  void valuesOfAllKinds() {
    CallSyntax call =
        CallSyntax.parse(
            "m, n = -1.5, type = 3, a = c(x, \"y z\"), b = {A: sum}, k = list(A = contr.sum),"
                + " f = ~ x | g, s = [1, 2]");
    assertEquals("m", call.positional().get(0).asName());
    assertEquals(-1.5, call.option("n").orElseThrow().asNumber());
    assertEquals(3, call.option("type").orElseThrow().asInt());
    assertEquals(List.of("x", "y z"), call.option("a").orElseThrow().asNames());
    assertEquals("sum", call.option("b").orElseThrow().asMap().get("A").text());
    assertEquals("contr.sum", call.option("k").orElseThrow().asMap().get("A").text());
    assertTrue(call.option("f").orElseThrow().isFormula());
    assertEquals("~ x | g", call.option("f").orElseThrow().raw());
    assertEquals(List.of(1.0, 2.0), call.option("s").orElseThrow().asNumbers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "m = y ~ x, data =;18",
        "m = y ~ (x, data = d;9",
        "m = y ~ x), data = d;10",
        "m = y ~ x,, data = d;11",
        "m = A + B, data = d;3",
        "m = y ~ x + * z, data = d;13",
        "m = 'y ~ x + * z', data = d;14",
        "m =;4",
        "y ~ x, data = a, data = b;18",
      })
  void errorsStandWhereTheyWereTyped(String text, int column) {
    FormulaSyntaxException e =
        assertThrows(FormulaSyntaxException.class, () -> CallSyntax.parse(text).formula());
    assertEquals(column, e.column(), e.getMessage());
  }

  @Test
  void unknownOptionNamesTheNearest() {
    CallSyntax call = CallSyntax.parse("y ~ x, dta = d");
    FormulaSyntaxException e =
        assertThrows(
            FormulaSyntaxException.class, () -> call.requireOptions(Set.of("data", "REML")));
    assertEquals(8, e.column());
    assertTrue(e.suggestion().orElseThrow().contains("data"));
  }

  @Test
  void aCommaThatIsMissingBeforeAnOption() {
    for (String text : List.of("y ~ x data = d", "y ~ f(x) data = d", "y ~ x, se = HC3 data = d")) {
      FormulaSyntaxException e =
          assertThrows(
              FormulaSyntaxException.class, () -> CallSyntax.parse(text, Set.of("data", "se")));
      assertEquals("A comma is missing before data.", e.getMessage());
      assertEquals("data", e.span().of(text));
    }
    // Names of arguments within brackets are no options, nor is a column called as one.
    CallSyntax.parse("y ~ cut(x, breaks = 3) + data, data = d", Set.of("data", "breaks"));
  }

  /** Where a fit is asked about, the call that makes it is one argument. */
  @Test
  void anInnerCall() {
    Set<String> options = Set.of("type");
    CallSyntax one = CallSyntax.parse("lm(y ~ x, data = d), type = 2", options, Set.of("lm"));
    assertTrue(one.function().isEmpty());
    assertEquals("lm(y ~ x, data = d)", one.positional().get(0).raw());
    CallSyntax two = CallSyntax.parse("anova(lm(y ~ x, d), m)", options, Set.of("lm"));
    assertEquals("anova", two.function().orElseThrow());
    assertEquals(2, two.positional().size());
  }

  @Test
  void optionsOfTheMagicMayFollowTheCall() {
    CallSyntax call =
        CallSyntax.parse(
            "m = smf.ols('y ~ x', d).fit(cov_type='HC3'), plots=none", Set.of("plots"));
    assertEquals("smf.ols", call.function().orElseThrow());
    assertEquals("none", call.option("plots").orElseThrow().asName());
    assertEquals("HC3", call.option("cov_type").orElseThrow().asText());
    // A first argument that is a call stays one where other arguments follow.
    assertTrue(CallSyntax.parse("log(x), y", Set.of("plots")).function().isEmpty());
    assertTrue(CallSyntax.parse("c(a, b), data = d", Set.of("plots")).function().isEmpty());
  }
}
