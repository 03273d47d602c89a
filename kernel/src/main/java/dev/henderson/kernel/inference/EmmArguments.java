package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.models.Capability;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.emm.ContrastMethod;
import dev.henderson.stats.emm.EmmOptions;
import dev.henderson.stats.emm.EmmQuestion;
import dev.henderson.stats.emm.EmmSpec;
import dev.henderson.stats.emm.Weighting;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.Alternative;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what {@code %emmeans} and its like are asked, in the words of R's emmeans. */
final class EmmArguments {
  /** How p values are adjusted for their number. */
  static final Option ADJUST =
      Option.word(
              "adjust",
              "tukey",
              "mvt",
              "dunnettx",
              "holm",
              "hochberg",
              "hommel",
              "bonferroni",
              "sidak",
              "scheffe",
              "fdr",
              "BY",
              "none")
          .shown("adjust = holm", "of the p values, within each group");

  /** Which side of the null counts. */
  static final Option SIDE =
      Option.word("side", "=", "<", ">")
          .shown("side = >", "one-sided tests; also <, and = for both");

  /** Contrasts that have a name. */
  private static final String[] METHODS = ContrastMethod.names().toArray(String[]::new);

  /** What {@code %emmeans} takes, all of it. */
  static final Options OPTIONS =
      Options.of(
              Option.of("specs", Option.Takes.COLUMNS),
              Option.of("by", Option.Takes.COLUMNS).shown("by = B", "within each level of B"),
              Option.word("contrasts", METHODS)
                  .shown("contrasts = {\"late\": c(-1, 1)}", "of one's own, or a method's name"),
              Option.word("interaction", "pairwise", "consec", "poly", "trt.vs.ctrl")
                  .shown("interaction = pairwise", "differences of differences"),
              ADJUST,
              SIDE,
              Option.of("delta").shown("delta = 2", "equivalence within delta, non-inferiority"),
              Option.of("at")
                  .shown("at = {x: c(1, 2)}", "values of covariates, or some levels of factors"),
              Option.word("weights", "equal", "proportional", "outer", "cells", "flat")
                  .shown("weights = proportional", "of the levels that are averaged over"),
              Option.word("type", "response", "link")
                  .shown("type = response", "back from log(y), sqrt(y), I(1/y), ..."),
              Option.of("bias.adjust", Option.Takes.BOOLEAN)
                  .shown("bias.adjust = TRUE", "with type = response: means, not medians"),
              Option.of("var", Option.Takes.COLUMNS)
                  .shown("var = x", "slopes of x instead of means"),
              Option.of("joint", Option.Takes.BOOLEAN)
                  .shown("joint = TRUE", "an F test of the contrasts of each group"),
              Option.of("cld", Option.Takes.BOOLEAN)
                  .shown("cld = TRUE", "letters: means that share none differ"),
              Option.of("effects", Option.Takes.BOOLEAN)
                  .shown("effects = TRUE", "differences over a standard deviation"),
              Option.of("infer", Option.Takes.BOOLEAN)
                  .shown("infer = TRUE", "intervals and tests, both"),
              Option.of("level").shown("level = 0.9", "another level than 0.95"),
              Option.of("null").shown("null = 1", "another value than 0 to test against"),
              Option.of("ref").shown("ref = \"a\"", "the control of trt.vs.ctrl"),
              Option.of("reverse", Option.Takes.BOOLEAN),
              DdfOption.OPTION,
              Option.of("seed").shown("seed = 1", "of the integration of adjust = mvt"),
              Option.word("plots", "none").shown("plots = none", "no picture"))
          .and(Option.word("contrast", METHODS))
          .and(Option.word("method", METHODS))
          .alsoUnderstood("sigma", "edf");

  private final RCall read;

  EmmArguments(RCall read) {
    this.read = read;
  }

  /** Runs something; what marginal means cannot do is said at the argument, or at the call. */
  <T> T placed(CallArgument argument, Supplier<T> work) {
    try {
      return Inference.placed(read, "ddf", work);
    } catch (QuestionException e) {
      Span span = argument == null ? new Span(0, 0) : argument.span();
      if (argument != null && e.span().isPresent()) {
        // The text is read without its quotes.
        int quote = argument.raw().startsWith("\"") || argument.raw().startsWith("'") ? 1 : 0;
        Span own = e.span().get();
        span =
            new Span(
                argument.span().start() + quote + own.start(),
                argument.span().start() + quote + own.end());
      }
      MagicException error = read.error(e.getMessage(), span).coded("emmeans").causedBy(e);
      throw e.suggestion().map(error::suggesting).orElse(error);
    }
  }

  private CallArgument given(String option) {
    return read.option(option).orElse(null);
  }

  private boolean flag(String option) {
    return read.option(option).map(a -> read.placed(a::asBoolean)).orElse(false);
  }

  private double number(String option, double otherwise) {
    return read.option(option).map(a -> read.placed(a::asNumber)).orElse(otherwise);
  }

  /** What the fit must tell, by the method the call names. */
  LinearBasis basis(Fitted fit) {
    if (read.option("ddf").isPresent() && !Capability.VARIANCE_PARAMETERS.isOf(fit)) {
      throw read.error(
              "ddf is for mixed models: this fit has exact degrees of freedom.",
              read.option("ddf").get().span())
          .suggesting("Leave ddf out.");
    }
    return placed(
        given("ddf"),
        () ->
            read.option("ddf").isPresent()
                ? fit.basis(DdfOption.of(read, DegreesOfFreedom.of(fit.fit())))
                : fit.basis());
  }

  /** The argument that says which means are asked for. */
  CallArgument specArgument() {
    List<CallArgument> positional = read.syntax().positional();
    Optional<CallArgument> named = read.option("specs");
    if (named.isPresent()) {
      return named.get();
    }
    if (positional.size() < 2) {
      throw read.error("Which means are asked for is not said.", new Span(0, 0))
          .suggesting("Write %emmeans m, ~ A, or %emmeans m, pairwise ~ A | B.");
    }
    return positional.get(1);
  }

  /** The argument to blame where means cannot be compared: contrasts of one's own, or the means. */
  CallArgument comparedArgument(EmmQuestion question) {
    boolean own = question.methods().stream().anyMatch(m -> m.name().equals("custom"));
    for (String option : List.of("contrasts", "contrast", "method")) {
      if (own && read.option(option).isPresent()) {
        return read.option(option).get();
      }
    }
    return read.option("ref").filter(r -> !question.methods().isEmpty()).orElse(specArgument());
  }

  /** Refuses arguments without a name beyond the model and the means. */
  void noMore(int most) {
    List<CallArgument> positional = read.syntax().positional();
    if (positional.size() > most) {
      throw read.error("This argument has no name.", positional.get(most).span())
          .suggesting("Write name = value, such as adjust = holm.");
    }
  }

  private EmmSpec spec() {
    CallArgument argument = specArgument();
    String raw = argument.raw().strip();
    EmmSpec spec =
        placed(
            argument,
            () -> {
              if (argument.isFormula() || !raw.startsWith("c(") && !raw.startsWith("list(")) {
                return EmmSpec.parse(unquoted(raw));
              }
              return raw.contains("~")
                  ? EmmSpec.parse(raw.substring(5, raw.length() - 1))
                  : new EmmSpec(Optional.empty(), read.placed(argument::asNames), List.of());
            });
    Optional<CallArgument> by = read.option("by");
    if (by.isEmpty()) {
      return spec;
    }
    List<String> groups = new ArrayList<>(spec.by());
    groups.addAll(read.placed(by.get()::asNames));
    List<String> own = spec.specs().stream().filter(s -> !groups.contains(s)).toList();
    return new EmmSpec(spec.method(), own, groups);
  }

  private static String unquoted(String raw) {
    boolean quoted = raw.length() > 1 && (raw.startsWith("\"") || raw.startsWith("'"));
    return quoted ? raw.substring(1, raw.length() - 1) : raw;
  }

  /** The whole question. */
  EmmQuestion question(boolean slopes) {
    EmmSpec spec = spec();
    EmmQuestion question = placed(specArgument(), () -> EmmQuestion.of(spec));
    question = question.withGrid(at(), weights()).withOptions(options());
    Optional<CallArgument> var = read.option("var");
    if (slopes && var.isEmpty()) {
      throw read.error("Whose slopes are asked for is not said.", specArgument().span())
          .suggesting("Add var = x.");
    }
    if (var.isPresent()) {
      question = question.ofSlopes(read.placed(var.get()::asName));
    }
    question = contrasts(question);
    if (flag("joint")) {
      question = question.withJointTests();
    }
    if (flag("cld")) {
      question = question.withLetters();
    }
    if (flag("effects") || read.option("sigma").isPresent() && !flag("bias.adjust")) {
      question = question.withEffects(number("sigma", Double.NaN), number("edf", Double.NaN));
    }
    return question;
  }

  private EmmQuestion contrasts(EmmQuestion asked) {
    EmmQuestion question = asked;
    for (String option : List.of("contrasts", "contrast", "method")) {
      Optional<CallArgument> given = read.option(option);
      if (given.isPresent()) {
        question = question.withContrasts(method(given.get()));
      }
    }
    Optional<CallArgument> interaction = read.option("interaction");
    if (interaction.isPresent() && !interaction.get().word().matches("FALSE|false|F")) {
      CallArgument a = interaction.get();
      List<String> names =
          a.word().matches("TRUE|true|T")
              ? List.of(
                  question.methods().isEmpty() ? "pairwise" : question.methods().get(0).name())
              : read.placed(a::asNames);
      List<ContrastMethod> methods =
          placed(a, () -> names.stream().map(ContrastMethod::named).toList());
      question = question.withInteraction(methods);
    }
    List<ContrastMethod> methods = question.methods();
    Optional<CallArgument> ref = read.option("ref");
    boolean reverse = flag("reverse");
    if ((ref.isPresent() || reverse) && methods.size() == 1) {
      ContrastMethod method = methods.get(0);
      if (ref.isPresent() && !method.hasControl()) {
        throw read.error("ref is for trt.vs.ctrl, which compares with a control.", ref.get().span())
            .suggesting("Write trt.vs.ctrl ~ A, ref = ...");
      }
      method = ref.isPresent() ? method.withReference(values(ref.get().value())) : method;
      question = question.withContrasts(reverse ? method.reversed() : method);
    }
    return question;
  }

  /** {@code "trt.vs.ctrl"}, or {@code {"late - early": c(-1, 1)}} and R's {@code list(...)}. */
  private ContrastMethod method(CallArgument a) {
    Expr value = read.placed(a::value).bare();
    if (value instanceof Expr.Name || value instanceof Expr.Text) {
      return placed(a, () -> ContrastMethod.named(read.placed(a::asName)));
    }
    Map<String, List<Double>> own = new LinkedHashMap<>();
    read.placed(a::asMap)
        .forEach(
            (name, c) -> {
              List<Double> numbers = new ArrayList<>();
              for (Expr e : elements(c)) {
                numbers.add(
                    constant(e)
                        .orElseThrow(
                            () ->
                                read.error("A coefficient is a number.", e.span())
                                    .suggesting("Write c(-1, 0.5, 0.5) or c(-1, 1/2, 1/2).")));
              }
              own.put(name, numbers);
            });
    return ContrastMethod.custom(own);
  }

  private static List<Expr> elements(Expr e) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Call c && (c.function().equals("c") || c.function().equals("list"))) {
      return c.arguments().stream().map(Expr.Argument::value).toList();
    }
    if (bare instanceof Expr.Listing l) {
      return l.entries().stream().map(Expr.Argument::value).toList();
    }
    return List.of(bare);
  }

  private static Optional<Double> constant(Expr e) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Num n) {
      return Optional.of(n.value());
    }
    if (bare instanceof Expr.Unary u && List.of("+", "-").contains(u.operator())) {
      return constant(u.operand()).map(v -> u.operator().equals("-") ? -v : v);
    }
    if (bare instanceof Expr.Binary b && List.of("/", "*").contains(b.operator())) {
      Optional<Double> x = constant(b.left());
      Optional<Double> y = constant(b.right());
      return x.isPresent() && y.isPresent()
          ? Optional.of(b.operator().equals("/") ? x.get() / y.get() : x.get() * y.get())
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Levels or numbers as labels. */
  private List<String> values(Expr e) {
    List<String> out = new ArrayList<>();
    for (Expr v : elements(e)) {
      Expr bare = v.bare();
      Optional<Double> number = constant(bare);
      if (number.isPresent()) {
        out.add(NumericColumn.numberLabel(number.get()));
      } else if (bare instanceof Expr.Text t) {
        out.add(t.value());
      } else if (bare instanceof Expr.Name n) {
        out.add(n.name());
      } else if (bare instanceof Expr.Bool b) {
        out.add(b.value() ? "TRUE" : "FALSE");
      } else {
        throw read.error("This is no value of a variable.", v.span())
            .suggesting("Write numbers or levels, as in c(1, 2) or c(\"low\", \"high\").");
      }
    }
    return out;
  }

  Map<String, List<String>> at() {
    Map<String, List<String>> out = new LinkedHashMap<>();
    read.option("at")
        .ifPresent(a -> read.placed(a::asMap).forEach((name, e) -> out.put(name, values(e))));
    return out;
  }

  List<String> by() {
    return read.option("by").map(a -> read.placed(a::asNames)).orElse(List.of());
  }

  private Weighting weights() {
    return choice("weights", Weighting::named, Weighting.EQUAL);
  }

  private <T> T choice(String option, Function<String, T> named, T otherwise) {
    CallArgument a = given(option);
    return a == null ? otherwise : placed(a, () -> named.apply(a.word()));
  }

  EmmOptions options() {
    EmmOptions out =
        EmmOptions.defaults()
            .withLevel(NumberOptions.level(read))
            .withAdjustment(choice("adjust", Adjustment::named, null))
            .withSide(choice("side", Alternative::named, Alternative.BOTH))
            .withDelta(number("delta", 0))
            .withNull(number("null", 0))
            .withSeed(NumberOptions.whole(read, "seed", 1, 0));
    CallArgument type = given("type");
    if (type != null) {
      switch (type.word()) {
        case "response", "mu" -> out = out.onResponse();
        case "link", "lp", "linear" -> {}
        default ->
            throw read.error("There is no type = " + type.raw() + ".", type.span())
                .suggesting("type is response, or link for the scale of the model.");
      }
    }
    if (flag("bias.adjust")) {
      out = out.withBiasAdjustment(number("sigma", Double.NaN));
    }
    return flag("infer") ? out.inferring() : out;
  }
}
