package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.variables.ContrastCoding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The options that say which rows a model uses, how they count and how factors are coded. */
public final class ModelOptions {
  /** What {@link #of} reads, with the table they are about. */
  public static final Options ROWS =
      Options.of(
          Option.of("formula"),
          Option.of("data", Option.Takes.TABLE),
          Option.of("weights", Option.Takes.COLUMNS)
              .shown("weights = w", "prior weights, a column or an expression"),
          Option.of("offset", Option.Takes.COLUMNS).shown("offset = z", "a known part of the mean"),
          Option.of("subset", Option.Takes.COLUMNS).shown("subset = x > 3", "the rows to use"),
          Option.of("contrasts")
              .shown("contrasts = {A: sum}", "coding of factors: treatment, sum, helmert, poly"),
          Option.word("na", "omit", "fail")
              .shown("na = fail", "rows with missing values are refused instead of left out"),
          Option.word("na.action", "na.omit", "na.fail"));

  private ModelOptions() {}

  /** Reads {@code weights, offset, subset, contrasts, na}. */
  public static DesignOptions of(RCall call) {
    return call.placed(
        () -> {
          DesignOptions options = DesignOptions.defaults();
          Optional<CallArgument> weights = call.option("weights");
          if (weights.isPresent()) {
            options = options.withWeights(weights.get().expression());
          }
          Optional<CallArgument> offset = call.option("offset");
          if (offset.isPresent()) {
            options = options.withOffset(offset.get().expression());
          }
          Optional<CallArgument> subset = call.option("subset");
          if (subset.isPresent()) {
            options = options.withSubset(subset.get().expression());
          }
          Optional<CallArgument> contrasts = call.option("contrasts");
          if (contrasts.isPresent()) {
            for (Map.Entry<String, Expr> e : contrasts.get().asMap().entrySet()) {
              options = options.withContrast(e.getKey(), coding(call, e.getValue()));
            }
          }
          Optional<CallArgument> na = call.option("na").or(() -> call.option("na.action"));
          return na.isPresent() ? options.withMissing(missing(call, na.get())) : options;
        });
  }

  private static ContrastCoding coding(RCall call, Expr value) {
    Expr bare = value.bare();
    if (bare instanceof Expr.Call c) {
      return called(call, c);
    }
    String name = bare instanceof Expr.Text t ? t.value() : bare.text();
    try {
      return ContrastCoding.named(name);
    } catch (IllegalArgumentException e) {
      throw call.error(e.getMessage(), value.span()).causedBy(e);
    }
  }

  /** {@code contr.treatment(3, base = 2)}, {@code treatment("b")}, {@code contr.sum(3)}. */
  private static ContrastCoding called(RCall call, Expr.Call c) {
    try {
      ContrastCoding coding = ContrastCoding.named(c.function());
      for (Expr.Argument a : c.arguments()) {
        String name = a.name() == null ? "" : a.name();
        Expr given = a.value().bare();
        boolean level = given instanceof Expr.Text || given instanceof Expr.Name;
        if (name.equals("base") && given instanceof Expr.Num n) {
          coding = ContrastCoding.treatmentBase((int) n.value());
        } else if (level && List.of("", "ref", "reference", "base").contains(name)) {
          coding =
              ContrastCoding.treatment(given instanceof Expr.Text t ? t.value() : given.text());
        } else if (!(given instanceof Expr.Num) || !List.of("", "n").contains(name)) {
          throw call.error("This is not read as a part of contrasts.", a.value().span())
              .suggesting("Write a name such as sum, or contr.treatment(base = 2).");
        }
      }
      return coding;
    } catch (IllegalArgumentException e) {
      throw call.error(e.getMessage(), c.functionSpan()).causedBy(e);
    }
  }

  private static DesignOptions.MissingRows missing(RCall call, CallArgument na) {
    String word = na.word().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "omit", "na.omit", "drop", "exclude", "na.exclude" -> DesignOptions.MissingRows.OMIT;
      case "fail", "na.fail", "raise" -> DesignOptions.MissingRows.FAIL;
      default ->
          throw call.error("There is no na = " + na.raw() + ".", na.span())
              .suggesting("na is omit or fail.");
    };
  }
}
