package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.statsmodels.MixedLmModel;
import dev.henderson.stats.text.NearestNames;
import java.util.List;
import java.util.Set;

/**
 * The argument {@code groups}: {@code "id"}, {@code id}, {@code toy["id"]}, {@code toy.id}, or one
 * group for all rows: {@code 1}, {@code np.ones(16)}, {@code [0] * 16}.
 */
final class GroupsArgument {
  private static final Set<String> CONSTANTS =
      Set.of("np.ones", "np.zeros", "np.ones_like", "np.zeros_like", "np.full", "len");

  private GroupsArgument() {}

  /** What it says. */
  static MixedLmModel.Groups of(RCall read, CallArgument argument, ModelFrame frame) {
    MixedLmModel.Groups groups = read(read, argument, frame);
    String column = groups.column();
    if (column != null && !frame.has(column)) {
      List<String> near = NearestNames.of(column, frame.columnNames(), 2);
      throw read.error("There is no column " + column + " in " + frame.name() + ".", groups.span())
          .coded("unknown-variable")
          .suggesting(
              (near.isEmpty()
                      ? "The columns are " + String.join(", ", frame.columnNames()) + "."
                      : "Did you mean " + String.join(" or ", near) + "?")
                  + " One group for all rows, as a column of zeros makes it, is groups=1.");
    }
    return groups;
  }

  private static MixedLmModel.Groups read(RCall read, CallArgument argument, ModelFrame frame) {
    Expr e = read.placed(argument::value).bare();
    Span span = argument.span();
    if (e instanceof Expr.Text t) {
      return new MixedLmModel.Groups(t.value(), t.value(), span);
    } else if (e instanceof Expr.Index i) {
      if (!(i.target() instanceof Expr.Name t) || !t.name().equals(frame.name())) {
        throw read.error("The groups are a column of " + frame.name() + ".", i.target().span())
            .suggesting("Write groups=\"" + text(i.key()) + "\".");
      }
      return new MixedLmModel.Groups(text(i.key()), "Group", i.key().span());
    } else if (e instanceof Expr.Name n) {
      String prefix = frame.name() + ".";
      if (!frame.has(n.name()) && n.name().startsWith(prefix)) {
        return new MixedLmModel.Groups(n.name().substring(prefix.length()), "Group", span);
      }
      return new MixedLmModel.Groups(n.name(), n.name(), span);
    } else if (isConstant(e)) {
      return new MixedLmModel.Groups(null, "Group", span);
    }
    throw read.error("These groups are not read.", span)
        .suggesting(
            "Write groups=\"id\" or groups="
                + frame.name()
                + "[\"id\"]; groups=1 puts all rows in one group.");
  }

  private static String text(Expr key) {
    return key instanceof Expr.Text t ? t.value() : ((Expr.Name) key).name();
  }

  private static boolean isConstant(Expr e) {
    return e instanceof Expr.Num
        || e instanceof Expr.Call c && CONSTANTS.contains(c.function())
        || e instanceof Expr.Binary b
            && b.operator().equals("*")
            && b.left() instanceof Expr.Listing l
            && l.entries().size() == 1;
  }
}
