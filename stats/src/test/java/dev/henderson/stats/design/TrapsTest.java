package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.model.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What R takes without a word and means something else by: an error or a note here. */
class TrapsTest {
  private static Design design(String formula) {
    return Design.mixed(Formula.parse(formula), OracleData.frame("d"), DesignOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Y ~ A + (A || S);double-bar-factor;(A | S)",
        "Y ~ 1 + B + (1 | A) + (0 + B | A);split-factor;(B | A)",
        "y ~ x1*x2 + (1|z);group-nearly-unique;88 levels",
        "Y ~ x^2 + (1 | S);power-of-one-term;I(x^2)",
        "Y ~ x + (x \u2013 1 | S);typography;minus",
        "Y ~ B + Y + (1 | S);response-as-term;Y",
        "Y ~ A + B:C + (1 | S);rank-deficient;Bb2:Cc2",
      })
  void notes(String formula, String code, String part) {
    List<Diagnostic> notes = design(formula).diagnostics();
    assertEquals(List.of(code), notes.stream().map(Diagnostic::code).toList());
    assertTrue(notes.get(0).message().contains(part), notes.get(0).message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Y ~ x + 1 | S;11;(1 | S)",
        "Y ~ x*(1|S);7;(x | group)",
        "Y ~ x - (1|S);9;can only be added",
        "Y ~ x + 2;9;offset",
        "Y ~ 2*x;5;I(2 * x)",
        "Y ~ x + (1 | S + I);14;(1 | S) + (1 | I)",
        "Y ~ x + (1 | S*I);14;(1 | S/I)",
        "Y ~ x + (1 | 1);14;a number",
        "Y ~ x + (0 | S);10;no effects",
        "Y ~ log(A) + (1 | S);9;factor",
        "Y ~ x > 0 + (1 | S);7;I(x > 0)",
        "Y ~ -x:A + (1 | S);5;sign",
        "Y ~ 'x' + (1 | S);5;`x`",
        "Y ~ d$x + (1 | S);6;data = d",
        "Y ~ poly(x, 200) + (1 | S);5;degree",
        "Y ~ poly(x, degre = 2) + (1 | S);21;degree",
        "Y ~ poly(x, z, degree = 2) + (1 | S);13;one variable",
        "Y ~ poly(x, 2)[, 1] + (1 | S);15;Compute a column",
        "Y ~ C(A, sums) + (1 | S);10;sum",
        "Y ~ relevel(A, ref = 'a9') + (1 | S);22;a1, a2, a3",
        "ch ~ x + (1 | S);1;a factor",
        "log(x) ~ z + (1 | lgg);19;lg",
        "Y ~ log(x - x) + (1 | S);5;infinite",
        "Y ~ x + (1 | w:k:n:cnt:x:z);14;as many levels",
        "Y ~ x + A;5;(1 | group)",
        "~ x + (1 | S);1;response",
        "Y ~ x + ((1 | S) | I);10;cannot hold another",
      })
  void errors(String formula, int column, String part) {
    FormulaException e = assertThrows(FormulaException.class, () -> design(formula));
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertEquals(column, e.column(), said);
    assertTrue(said.contains(part), said);
  }

  @Test
  void dotsLeaveGroupingsOut() {
    Design d =
        Design.mixed(
            Formula.parse("Y ~ . + (1 | S)"), OracleData.frame("dsubS"), DesignOptions.defaults());
    assertEquals("dot-without-groups", d.diagnostics().get(0).code());
  }

  @Test
  void placesAreCountedInLinesAndCharacters() {
    FormulaException e =
        assertThrows(
            FormulaException.class, () -> Formula.parse("größe ~ \uD83D\uDE00a +\n  b * * c"));
    assertEquals(1, e.line());
    assertEquals(9, e.column());
    FormulaException f =
        assertThrows(FormulaException.class, () -> Formula.parse("y ~ a +\n  b * * c"));
    assertEquals(2, f.line());
    assertEquals(7, f.column());
    assertEquals("  b * * c", f.lineText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dependent_var ~ C(Condition_1)*C(Condition_2) + (1 | participant_ID);C(Condition_1)2:C(Condition_2)2",
        "dependent_var ~ C(Condition_1, Treatment(2)) + (1 | participant_ID);C(Condition_1, Treatment(2))1",
        "dependent_var ~ np.log(Condition_2) + (1 | C(participant_ID));np.log(Condition_2)",
        "dependent_var ~ Q('Condition_1') + zerocorr(1 + Condition_2 | participant_ID);Q(\"Condition_1\")",
      })
  void patsyAndJuliaFormsAreRead(String formula, String last) {
    Design d =
        Design.mixed(Formula.parse(formula), OracleData.frame("toy"), DesignOptions.defaults());
    List<String> columns = d.data().fixed().columnNames();
    assertEquals(last, columns.get(columns.size() - 1));
    assertEquals(8, d.data().random().get(0).group().levelCount());
  }
}
