package dev.henderson.kernel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.MixedLm;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.plot.Picture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixedLmMagicTest {
  /** statsmodels 0.15.0: the question's model and the answer's, llf and scale. */
  private static final double[] QUESTION = {-2.186851810678281, 0.05310416652769253};

  private static final double[] ANSWER = {0.4363088098935517, 0.04591833332773703};

  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void load() throws Exception {
    line("dataset", "toy");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private String text(String name, String arguments) throws Exception {
    return TextRenderer.render((Report) line(name, arguments).value().orElseThrow());
  }

  private MixedLm fit(String arguments) throws Exception {
    line("mixedlm", "m = " + arguments);
    return (MixedLm) session.get("m");
  }

  private static void assertFit(double[] expected, MixedLm m) {
    assertEquals(expected[0], m.llf(), 1e-5);
    assertEquals(expected[1], m.scale(), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"dependent_var ~ C(Condition_1)+C(Condition_2) + C(Condition_1):C(Condition_2)\", toy,"
            + " groups=toy[\"participant_ID\"]",
        "smf.mixedlm(\"dependent_var ~ C(Condition_1)*C(Condition_2)\", toy,"
            + " groups=toy[\"participant_ID\"]).fit(method=[\"lbfgs\"])",
        "'dependent_var ~ C(Condition_1)*C(Condition_2)', data=toy, groups='participant_ID'",
        "dependent_var ~ C(Condition_1)*C(Condition_2), data=toy, groups=toy.participant_ID",
        "sm.MixedLM.from_formula(formula=\"dependent_var ~ C(Condition_1)*C(Condition_2)\","
            + " groups=\"participant_ID\", data=toy, re_formula=None).fit()",
        "dependent_var ~ C(Condition_1)*C(Condition_2) + (1 | participant_ID)",
      })
  void theQuestionIsReadAsItStands(String call) throws Exception {
    MixedLm m = fit(call);
    assertFit(QUESTION, m);
    assertEquals(
        List.of(
            "Intercept",
            "C(Condition_1)[T.2]",
            "C(Condition_2)[T.2]",
            "C(Condition_1)[T.2]:C(Condition_2)[T.2]"),
        List.copyOf(m.feParams().keySet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "np.ones(16)", "[0]*16", "np.zeros(len(toy))"})
  void oneGroupMakesCrossedComponents(String groups) throws Exception {
    MixedLm m =
        fit(
            "sm.MixedLM.from_formula(\"dependent_var ~ 1\", vc_formula={\"participant\": \"0 +"
                + " C(participant_ID)\", \"cond1\": \"0 + C(Condition_1)\", \"cond2\": \"0 +"
                + " C(Condition_2)\"}, groups="
                + groups
                + ", data=toy).fit(method='powell')");
    assertFit(ANSWER, m);
    assertEquals(
        "lmer(dependent_var ~ 1 + (1 | Condition_1) + (1 | Condition_2) + (1 | participant_ID),"
            + " data = toy)",
        m.lmerCall());
  }

  @Test
  void theSummaryHasStatsmodelsWords() throws Exception {
    MagicResult shown =
        line(
            "mixedlm",
            "m = \"dependent_var ~ C(Condition_1)*C(Condition_2)\", groups=\"participant_ID\","
                + " method=\"powell\"");
    Report report = (Report) shown.value().orElseThrow();
    assertEquals("mixedlm", report.kind());
    String text = TextRenderer.render(report);
    for (String word :
        List.of(
            "Dependent Variable: dependent_var",
            "No. Observations: 16",
            "No. Groups: 8",
            "min. 2, max. 2, mean 2.0",
            "Scale: 0.0531",
            "Log-Likelihood: -2.1869",
            "Converged: Yes",
            "participant_ID Var",
            "P>|z|",
            "[0.025",
            "lmer(dependent_var ~ factor(Condition_1) * factor(Condition_2) + (1 |"
                + " participant_ID)",
            "method names an optimiser")) {
      assertTrue(text.replaceAll("\\s+", " ").contains(word), word + " in\n" + text);
    }
    assertEquals(2, shown.displays().size());
    assertTrue(shown.displays().stream().allMatch(Picture.class::isInstance));
  }

  @Test
  void theLmerCallFitsTheSame() throws Exception {
    MixedLm m = fit("\"dependent_var ~ C(Condition_1, Sum)\", groups=\"participant_ID\"");
    line("lmer", "r = " + m.lmerCall());
    assertEquals(m.llf(), ((dev.henderson.stats.Lmer) session.get("r")).logLik(), 1e-12);
  }

  @Test
  void mdThenFit() throws Exception {
    line("mixedlm", "md = smf.mixedlm(\"dependent_var ~ 1\", toy, groups=\"participant_ID\")");
    line("mixedlm", "mdf = md.fit(reml=False)");
    assertTrue(((MixedLm) session.get("md")).reml());
    assertFalse(((MixedLm) session.get("mdf")).reml());
  }

  @Test
  void allThatTakesAnLmerTakesIt() throws Exception {
    line("dataset", "sleepstudy");
    fit("\"Reaction ~ Days\", data=sleepstudy, groups=\"Subject\", re_formula=\"~Days\"");
    assertEquals("mixedlm", ((Report) line("summary", "m").value().orElseThrow()).kind());
    assertEquals(1, line("plot", "m, residuals").displays().size());
    assertTrue(text("ranef", "m").contains("308"));
    assertTrue(text("anova", "m").contains("Days"));
    assertTrue(text("confint", "m, method = wald").contains("Intercept"));
    line("predict", "p = m, newdata = sleepstudy");
    line("mixedlm", "m0 = \"Reaction ~ Days\", data=sleepstudy, groups=\"Subject\"");
    assertTrue(text("anova", "m0, m").contains("Chisq"));
  }

  @Test
  void degreesOfFreedomOnRequest() throws Exception {
    line("dataset", "sleepstudy");
    String text =
        text(
            "mixedlm",
            "\"Reaction ~ Days\", data=sleepstudy, groups=\"Subject\", re_formula=\"~Days\","
                + " ddf=satterthwaite");
    assertTrue(text.contains("P>|t|") && text.contains("17.00"), text);
  }

  /** The answer's call, as it is posted: a dict and a formula in variables, a constant column. */
  @Test
  void theAnswersCellIsSaidInMagics() {
    String cell =
        """
        # df is your "toy data"
        df["groups"] = 0

        fml = "dependent_var ~ 1"
        vcf = {"participant": "0 + C(participant_ID)",
               "cond1": "0 + C(Condition_1)"}
        model = sm.MixedLM.from_formula(
                   fml, vc_formula=vcf,
                   groups="groups", data=df)
        result = model.fit(method='powell')
        """;
    Piece.LineMagic first =
        Cell.parse(cell).pieces().stream()
            .filter(Piece.LineMagic.class::isInstance)
            .map(Piece.LineMagic.class::cast)
            .findFirst()
            .orElseThrow();
    MagicCall call =
        new MagicCall(
            first.name(),
            first.arguments(),
            first.argumentStart(),
            Optional.empty(),
            cell.length(),
            cell);
    MagicException e = assertThrows(MagicException.class, () -> magics.check(call));
    assertTrue(e.getMessage().startsWith("This is Python"), e.getMessage());
    assertEquals("df[\"groups\"] = 0", cell.substring(e.start(), e.end()));
    String help = e.suggestion().orElseThrow();
    for (String said :
        List.of(
            "groups=1",
            "String fml = \"dependent_var ~ 1\";",
            "${vcf}",
            "%mixedlm model = ...",
            "%mixedlm result = model.fit(...)")) {
      assertTrue(help.contains(said), help);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"dependent_var ~ C(Condition_1)\", toy ; ~ ; groups is missing",
        "\"dependent_var ~ C(Condition_1)\", toy, groups=\"participant\" ; \"participant\" ;"
            + " participant_ID",
        "\"dependent_var ~ C(Condition_1)\", toy, groups=toy[\"id\"] ; \"id\" ; id",
        "\"dependent_var ~ C(Condition_3)\", toy, groups=\"participant_ID\" ; Condition_3 ;"
            + " Condition_1",
        "\"dependent_var ~ 1\", toy, groups=df[\"participant_ID\"] ; df ; column of toy",
        "\"dependent_var ~ 1\", toy, groups=1 ; 1 ; one group",
        "\"dependent_var ~ 1\", toy, groups=1, re_formula=\"1\" ; 1 ; one group",
        "\"dependent_var ~ 1\", toy, groups=toy[\"participant_ID\"] + 1 ;"
            + " toy[\"participant_ID\"] + 1 ; not read",
        "\"dependent_var ~ 1\", toy, groups=1, vc_formula={\"c\": \"C(Condition_1)\"} ;"
            + " C(Condition_1) ; one variance",
        "\"dependent_var ~ 1\", toy, groups=1, vc_formula={\"c\": \"0 + C(Condition_1) +"
            + " C(Condition_2)\"} ; 0 + C(Condition_1) + C(Condition_2) ; entry of its own",
        "\"dependent_var ~ 1\", toy, groups=1, vc_formula={\"c\": 0} ; 0 ; quotes",
        "\"dependent_var ~ 1\", toy, groups=\"participant_ID\", free=x ; free ; another model",
        "\"dependent_var ~ 1\", toy, groups=\"participant_ID\", vcformula={} ; vcformula ;"
            + " vc_formula",
        "\"dependent_var ~ 1 + (1|participant_ID)\", toy, groups=\"participant_ID\" ;"
            + " (1|participant_ID) ; twice",
        "\"dependent_var ~ 1\", toy, groups=\"participant_ID\", reml=maybe ; maybe ; TRUE",
        "\"dependent_var ~ 1\", toy, groups=\"participant_ID\", missing=\"some\" ; \"some\" ; drop",
        "MixedLM(endog, exog, groups=g) ; ~ ; from_formula",
        "\"dependent_var ~ 1\", toy, groups=\"groups\" ; \"groups\" ; is groups=1",
        "fml, toy, groups=\"participant_ID\" ; fml ; goes in by ${fml}",
        "\"dependent_var ~ 1\", toy, groups=1, vc_formula=vcf ; vcf ; goes in by ${vcf}",
        "md.fit(reml=False) ; ~ ; There is no model md",
        "smf.ols(\"dependent_var ~ 1\", toy) ; smf.ols(\"dependent_var ~ 1\", toy) ; does not call",
      })
  void whatIsWrongIsUnderlined(String call, String place, String advice) {
    MagicException e =
        assertThrows(MagicException.class, () -> line("mixedlm", "m = " + call), call);
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    if (!place.equals("~") && !advice.equals("does not call")) {
      assertEquals(place, e.call().cell().substring(e.start(), e.end()), said);
    }
    assertEquals(List.of("toy"), session.names());
  }
}
