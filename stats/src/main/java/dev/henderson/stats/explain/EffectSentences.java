package dev.henderson.stats.explain;

import dev.henderson.stats.explain.ModelTerms.Variable;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.FTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What the data say about each term of the fixed part, and how surely. */
final class EffectSentences {
  /** Below this p value an effect is said to differ from zero. */
  static final double TOLD = 0.05;

  private static final double CLEARLY = 0.001;
  private static final double NEARLY = 0.1;
  private static final int MOST_LEVELS = 8;

  private final String response;
  private final ModelTerms terms;
  private final CoefficientTable coefficients;
  private final IntFunction<FTest> tests;

  EffectSentences(
      String response, ModelTerms terms, CoefficientTable coefficients, IntFunction<FTest> tests) {
    this.response = response;
    this.terms = terms;
    this.coefficients = coefficients;
    this.tests = tests;
  }

  /** A paragraph per term, interactions first, the intercept last. */
  List<List<Sentence>> paragraphs() {
    List<List<Sentence>> out = new ArrayList<>();
    for (int t : terms.highestFirst()) {
      List<Sentence> paragraph = new ArrayList<>();
      term(t, paragraph);
      out.add(paragraph);
    }
    intercept().ifPresent(p -> out.add(p));
    return out;
  }

  private void term(int t, List<Sentence> out) {
    List<Variable> own = terms.variables(t);
    List<Integer> columns = terms.columns(t);
    List<Variable> partners = terms.partners(t);
    FTest test = tests.apply(t);
    if (columns.isEmpty() || Double.isNaN(test.pValue())) {
      Saying s = new Saying("untestable", terms.label(t));
      out.add(
          s.name(terms.label(t))
              .say(" cannot be tested: the data leave nothing of it to estimate it from.")
              .end());
    } else if (!terms.hasIntercept() && own.size() == 1 && own.get(0).isFactor()) {
      means(t, columns, out);
    } else if (own.size() > 1) {
      interaction(t, own, columns, test, out);
    } else if (own.get(0).isFactor()) {
      factor(t, own.get(0), columns, partners, test, out);
    } else if (columns.size() > 1) {
      curve(t, columns, test, out);
    } else {
      slope(t, own.get(0), columns.get(0), partners, test, out);
    }
  }

  private CoefficientTest row(int column) {
    return coefficients.rows().get(column);
  }

  /** {@code (95% interval 7.4 to 13.5; t(17) = 6.77, p < .001)}. */
  private Saying bracket(Saying s, CoefficientTest c) {
    s.say(" (").percent("level", coefficients.level()).say(" interval ");
    s.interval(c.confLow(), c.confHigh(), c.standardError()).say("; ");
    return TestWords.say(s, c).say(")");
  }

  /** The verdict on one number. */
  private static String verdict(double p) {
    if (p < CLEARLY) {
      return "This differs clearly from zero.";
    } else if (p < TOLD) {
      return "This differs from zero.";
    } else if (p < NEARLY) {
      return "The data do not quite show that this differs from zero.";
    }
    return "The data do not show whether this differs from zero: they are compatible with every value in"
        + " the interval.";
  }

  private void slope(
      int t, Variable x, int column, List<Variable> partners, FTest test, List<Sentence> out) {
    CoefficientTest c = row(column);
    if (partners.isEmpty()) {
      Saying s = new Saying("slope", x.name());
      s.say("Per unit of ").name(x.name()).say(", ").name(response).say(" changes by ");
      s.near("estimate", c.estimate(), c.standardError());
      out.add(bracket(s, c).say(". " + verdict(c.pValue())).end());
      return;
    }
    boolean averaged = partners.stream().anyMatch(Variable::isFactor);
    if (averaged) {
      Saying s = new Saying("average-slope", x.name());
      s.say("Averaged over the levels of ").names(factors(partners)).say(", the slope of ");
      s.name(x.name()).say(told(test.pValue(), " is clearly not zero", " is not zero"));
      s.say(
          untold(
              test.pValue(),
              " is not quite shown to differ from zero",
              " is not shown to differ from zero"));
      out.add(TestWords.say(s.say(": "), test).say(".").end());
    }
    if (isConditional(partners)) {
      Saying s = new Saying("conditional", x.name());
      s.say("The coefficient ").name(c.term()).say(", ");
      s.near("estimate", c.estimate(), c.standardError());
      bracket(s, c).say(", is the slope where ");
      out.add(where(s, partners).say(".").end());
    }
  }

  private static List<String> factors(List<Variable> variables) {
    return variables.stream().filter(Variable::isFactor).map(Variable::name).toList();
  }

  private static boolean isConditional(List<Variable> partners) {
    return partners.stream()
        .allMatch(v -> v.isFactor() ? !v.reference().isEmpty() : v.columns() == 1);
  }

  /** {@code tension is L, its reference level, and Time is 0}. */
  private static Saying where(Saying s, List<Variable> variables) {
    for (int i = 0; i < variables.size(); i++) {
      Variable v = variables.get(i);
      s.say(i == 0 ? "" : i == variables.size() - 1 ? " and " : ", ");
      s.name(v.name()).say(" is ");
      if (v.isFactor()) {
        s.name(v.reference());
      } else {
        s.say("0");
      }
    }
    return s;
  }

  private static String told(double p, String clearly, String told) {
    return p < CLEARLY ? clearly : p < TOLD ? told : "";
  }

  private static String untold(double p, String nearly, String not) {
    return p < TOLD ? "" : p < NEARLY ? nearly : not;
  }

  private void factor(
      int t,
      Variable f,
      List<Integer> columns,
      List<Variable> partners,
      FTest test,
      List<Sentence> out) {
    boolean treatment = !f.reference().isEmpty();
    if (partners.isEmpty() && columns.size() == 1 && treatment && f.levels().size() == 2) {
      CoefficientTest c = row(columns.get(0));
      String other =
          f.levels().get(0).equals(f.reference()) ? f.levels().get(1) : f.levels().get(0);
      Saying s = new Saying("difference", f.name());
      s.say("With ").name(f.name()).say(" ").name(other).say(" rather than ").name(f.reference());
      s.say(", ").name(response).say(" changes by ");
      s.near("estimate", c.estimate(), c.standardError());
      out.add(bracket(s, c).say(". " + verdict(c.pValue())).end());
      return;
    }
    Saying s = new Saying("factor", f.name());
    List<String> averaged = factors(partners);
    List<Variable> numbers = partners.stream().filter(v -> !v.isFactor()).toList();
    if (!numbers.isEmpty()) {
      where(s.say("Where "), numbers).say(", the ");
    } else if (!averaged.isEmpty()) {
      s.say("Averaged over the levels of ").names(averaged).say(", the ");
    } else {
      s.say("The ");
    }
    s.count("levels", f.levels().size()).say(" levels of ").name(f.name());
    double p = test.pValue();
    s.say(told(p, " clearly differ", " differ"));
    s.say(untold(p, " are not quite told apart", " cannot be told apart"));
    out.add(TestWords.say(s.say(": "), test).say(".").end());
    if (!treatment || columns.size() != f.levels().size() - 1 || columns.size() > MOST_LEVELS) {
      return;
    }
    boolean one = columns.size() == 1;
    boolean plain = averaged.isEmpty();
    Saying each = new Saying(plain ? "against-reference" : "conditional", f.name());
    each.say("Against ").name(f.reference());
    each.say(one ? ", the estimate is " : ", the estimates are ");
    List<String> others = f.levels().stream().filter(l -> !l.equals(f.reference())).toList();
    for (int i = 0; i < others.size(); i++) {
      CoefficientTest c = row(columns.get(i));
      each.say(i == 0 ? "" : i == others.size() - 1 ? " and " : ", ");
      each.near("estimate." + others.get(i), c.estimate(), c.standardError());
      each.say(" (").name(others.get(i)).say(")");
    }
    if (plain) {
      out.add(each.say(".").end());
    } else if (isConditional(partners)) {
      each.say(one ? ": it is the difference where " : ": they are the differences where ");
      out.add(where(each, partners).say(one ? ", not an average." : ", not averages.").end());
    }
  }

  private void interaction(
      int t, List<Variable> own, List<Integer> columns, FTest test, List<Sentence> out) {
    Saying s = new Saying("interaction", terms.label(t));
    double p = test.pValue();
    List<Variable> numbers = own.stream().filter(v -> !v.isFactor()).toList();
    List<String> names = own.stream().map(Variable::name).toList();
    if (numbers.size() == 1 && own.size() == 2) {
      String factor = factors(own).get(0);
      s.say("The slope of ").name(numbers.get(0).name());
      s.say(told(p, " clearly differs", " differs"));
      s.say(untold(p, " is not quite seen to differ", " is not seen to differ"));
      s.say(" between the levels of ").name(factor);
    } else if (own.size() == 2) {
      s.say("The effect of ").name(names.get(0));
      s.say(told(p, " clearly depends on ", " depends on "));
      s.say(untold(p, " is not quite seen to depend on ", " is not seen to depend on "));
      s.name(names.get(1));
    } else {
      s.say("How ").names(names.subList(0, names.size() - 1)).say(" act together");
      s.say(told(p, " clearly depends on ", " depends on "));
      s.say(untold(p, " is not quite seen to depend on ", " is not seen to depend on "));
      s.name(names.get(names.size() - 1));
    }
    TestWords.say(s.say(": "), test);
    if (p < TOLD) {
      s.say(". So no single number says what ").name(names.get(0)).say(" does: look at it within ");
      out.add(s.say("the levels of ").name(names.get(names.size() - 1)).say(".").end());
    } else {
      out.add(s.say(". That is no proof that it does not.").end());
    }
    slopes(t, own, columns, out);
    if (columns.size() == 1 && numbers.size() == own.size()) {
      CoefficientTest c = row(columns.get(0));
      Saying slope = new Saying("product", terms.label(t));
      slope.say("Per unit of ").name(names.get(1)).say(", the slope of ").name(names.get(0));
      slope.say(" changes by ").near("estimate", c.estimate(), c.standardError());
      out.add(bracket(slope, c).say(".").end());
    }
  }

  /** The slope at each level of a factor, where the coefficients say it. */
  private void slopes(int t, List<Variable> own, List<Integer> columns, List<Sentence> out) {
    Variable x = own.stream().filter(v -> !v.isFactor()).findFirst().orElse(null);
    Variable f = own.stream().filter(Variable::isFactor).findFirst().orElse(null);
    if (own.size() != 2 || x == null || f == null || f.reference().isEmpty()) {
      return;
    }
    Integer main = null;
    for (int other = 0; other < terms.size(); other++) {
      if (terms.label(other).equals(x.name()) && terms.columns(other).size() == 1) {
        main = terms.columns(other).get(0);
      }
    }
    List<String> others = f.levels().stream().filter(l -> !l.equals(f.reference())).toList();
    boolean alone = terms.partners(t).isEmpty();
    if (main == null || !alone || others.size() != columns.size() || others.size() > MOST_LEVELS) {
      return;
    }
    double first = row(main).estimate();
    Saying s = new Saying("slopes", terms.label(t));
    s.say("The slopes are ").near("slope." + f.reference(), first, row(main).standardError());
    s.say(" (").name(f.reference()).say(")");
    for (int i = 0; i < others.size(); i++) {
      CoefficientTest c = row(columns.get(i));
      s.say(i == others.size() - 1 ? " and " : ", ");
      s.near("slope." + others.get(i), first + c.estimate(), row(main).standardError());
      s.say(" (").name(others.get(i)).say(")");
    }
    out.add(s.say(".").end());
  }

  private void curve(int t, List<Integer> columns, FTest test, List<Sentence> out) {
    Saying s = new Saying("curve", terms.label(t));
    s.say("The ").count("columns", columns.size()).say(" columns of ").name(terms.label(t));
    s.say(" together").say(told(test.pValue(), " clearly matter", " matter"));
    s.say(untold(test.pValue(), " do not quite matter", " are not seen to matter"));
    out.add(TestWords.say(s.say(": "), test).say(".").end());
  }

  private void means(int t, List<Integer> columns, List<Sentence> out) {
    Saying s = new Saying("means", terms.label(t));
    s.say("Without an intercept the coefficients of ").name(terms.label(t));
    s.say(" are estimates of ").name(response).say(" at its levels: ");
    for (int i = 0; i < Math.min(MOST_LEVELS, columns.size()); i++) {
      CoefficientTest c = row(columns.get(i));
      s.say(i == 0 ? "" : ", ").near("estimate." + c.term(), c.estimate(), c.standardError());
      s.say(" (").name(c.term()).say(")");
    }
    out.add(s.say(columns.size() > MOST_LEVELS ? ", ..." : ".").end());
  }

  private java.util.Optional<List<Sentence>> intercept() {
    if (!terms.hasIntercept() || coefficients.rows().isEmpty()) {
      return java.util.Optional.empty();
    }
    CoefficientTest c = row(0);
    List<Sentence> out = new ArrayList<>();
    Saying s = new Saying("intercept", c.term());
    if (terms.size() == 0) {
      s.say("The mean of ").name(response).say(" is estimated as ");
    } else if (isConditional(terms.all())) {
      s.say("Where ");
      where(s, terms.all()).say(", ").name(response).say(" is estimated as ");
    } else {
      return java.util.Optional.empty();
    }
    s.near("estimate", c.estimate(), c.standardError());
    s.say(" (").percent("level", coefficients.level()).say(" interval ");
    out.add(s.interval(c.confLow(), c.confHigh(), c.standardError()).say(").").end());
    for (Variable v : terms.all()) {
      double range = v.high() - v.low();
      if (v.low() - 0 > 0.25 * range || 0 - v.high() > 0.25 * range) {
        Saying far = new Saying("far-intercept", v.name());
        double middle = middle(v);
        far.say("But ").name(v.name()).say(" goes from ").number("low", v.low()).say(" to ");
        far.number("high", v.high()).say(": 0 lies outside the data, and so does this estimate. ");
        far.say("Write ").name("I(" + v.name() + " - " + plain(middle) + ")").say(" for it to ");
        out.add(far.say("have the intercept in the middle of them.").end());
      }
    }
    return java.util.Optional.of(out);
  }

  /** A round number in the middle of a range. */
  private static double middle(Variable v) {
    double unit = Math.pow(10, Math.floor(Math.log10(v.high() - v.low())) - 1);
    return Math.rint((v.low() + v.high()) / 2 / unit) * unit;
  }

  private static String plain(double x) {
    return java.math.BigDecimal.valueOf(x)
        .round(new java.math.MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }
}
