package dev.henderson.kernel.magic;

import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.CallSyntax;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * The arguments of a magic read as a call in R's syntax; whatever is wrong with them is said at its
 * place in the cell.
 */
public final class RCall {
  private final MagicCall call;
  private final int offset;
  private final CallSyntax syntax;

  private RCall(MagicCall call, int offset, CallSyntax syntax) {
    this.call = call;
    this.offset = offset;
    this.syntax = syntax;
  }

  /**
   * Reads the arguments of a magic; options that it does not declare are refused, naming the
   * nearest, so that what it takes and what completion offers are the same.
   */
  public static RCall of(MagicCall call, Magic magic) {
    Set<String> options = magic.options().names();
    // What asks a fit may be given the call that makes it.
    Set<String> inner = options.contains("formula") ? Set.of() : Counterparts.FITTING;
    RCall read = from(call, 0, options, inner);
    if (!options.containsAll(read.syntax.named().keySet())) {
      read.syntax
          .function()
          .filter(f -> Counterparts.of(f).isPresent() && !Counterparts.isOf(f, call.name()))
          .ifPresent(
              f -> {
                throw read.noSuchFunction(f);
              });
    }
    read.placed(
        () -> {
          read.syntax.requireOptions(options);
          return null;
        });
    return read;
  }

  /**
   * Reads the arguments from an offset on; the names of options are free.
   *
   * @param names a leading {@code name =} of these is an option, not the target
   */
  public static RCall from(MagicCall call, int offset, Set<String> names) {
    return from(call, offset, names, Set.of());
  }

  private static RCall from(MagicCall call, int offset, Set<String> names, Set<String> inner) {
    String text = call.arguments().substring(offset);
    return new RCall(
        call, offset, placed(call, offset, () -> CallSyntax.parse(text, names, inner)));
  }

  /** The call as read. */
  public CallSyntax syntax() {
    return syntax;
  }

  /** A named argument. */
  public Optional<CallArgument> option(String name) {
    return syntax.option(name);
  }

  /** Runs something that reads the call or its formula; its errors get their place in the cell. */
  public <T> T placed(Supplier<T> reading) {
    return placed(call, offset, reading);
  }

  private static <T> T placed(MagicCall call, int offset, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (FormulaException e) {
      Span span = e.span();
      MagicException error =
          call.error(e.getMessage(), offset + span.start(), offset + span.end())
              .coded(e.code())
              .causedBy(e);
      throw e.suggestion(CellNotation.CELLS).map(error::suggesting).orElse(error);
    }
  }

  /** A mistake at a place of the call. */
  public MagicException error(String message, Span span) {
    return call.error(message, offset + span.start(), offset + span.end());
  }

  /**
   * Refuses a call of another function, such as {@code %lmer aov(...)}.
   *
   * @param names the functions this magic stands for; Python's module may stand before them
   */
  public void requireFunction(Set<String> names) {
    Optional<String> function = syntax.function();
    if (function.isPresent()
        && names.stream()
            .noneMatch(n -> function.get().equals(n) || function.get().endsWith("." + n))) {
      throw noSuchFunction(function.get());
    }
  }

  private MagicException noSuchFunction(String function) {
    int at = Math.max(0, syntax.source().indexOf(function));
    return error(
            "%" + call.name() + " does not call " + function + "().",
            new Span(at, at + function.length()))
        .suggesting(Counterparts.of(function).orElse("%lsmagic lists what there is."));
  }

  /**
   * Refuses arguments without a name beyond the first ones.
   *
   * @param suggestion what to write instead
   */
  public void requireAtMost(int most, String suggestion) {
    List<CallArgument> positional = syntax.positional();
    if (positional.size() > most) {
      throw error("This argument has no name.", positional.get(most).span()).suggesting(suggestion);
    }
  }

  /** The function an argument calls to make a fit: {@code lm} of {@code lm(y ~ x, data = d)}. */
  public Optional<String> fitting(CallArgument argument) {
    String raw = argument.raw();
    int open = raw.indexOf('(');
    String function = open < 0 ? "" : raw.substring(0, open).strip().replaceFirst("^\\w+::", "");
    return Optional.of(function).filter(Counterparts.FITTING::contains);
  }

  /** An argument as a call of a magic of its own, at its place in the cell. */
  public MagicCall within(String magic, CallArgument argument) {
    return new MagicCall(
        magic,
        argument.raw(),
        call.argumentOffset() + offset + argument.span().start(),
        Optional.empty(),
        call.cell().length(),
        call.cell());
  }

  /** The variable the result goes to, checked to be a name Java can have. */
  public Optional<String> target() {
    syntax
        .target()
        .ifPresent(
            name -> {
              try {
                Session.requireName(name);
              } catch (IllegalArgumentException e) {
                throw error(e.getMessage(), syntax.targetSpan());
              }
            });
    return syntax.target();
  }

  /** Whether a table is named: {@code data = d}, or second after the formula as R has it. */
  public boolean givesData() {
    return tableArgument().isPresent();
  }

  private Optional<CallArgument> tableArgument() {
    Optional<CallArgument> named = option("data");
    List<CallArgument> positional = syntax.positional();
    // R's order of arguments: formula, data.
    int place = option("formula").isPresent() ? 0 : 1;
    if (positional.size() > place + (named.isPresent() ? 0 : 1)) {
      CallArgument extra = positional.get(positional.size() - 1);
      throw error("This argument has no name.", extra.span())
          .suggesting("Only the formula and the table go without one; write name = value.");
    }
    return named.isPresent() || positional.size() <= place
        ? named
        : Optional.of(positional.get(place));
  }

  /**
   * The table of {@code data =}, or the only table there is.
   *
   * @throws MagicException naming the candidates
   */
  public ModelFrame data(Session session) {
    return data(session, tableArgument());
  }

  /**
   * The table an argument names, or the only table there is.
   *
   * @throws MagicException naming the candidates
   */
  public ModelFrame data(Session session, Optional<CallArgument> data) {
    if (data.isPresent()) {
      String name = placed(data.get()::asName);
      try {
        return ModelFrame.of(name, session.table(name), session.cancellation());
      } catch (UnknownNameException e) {
        throw error(e.getMessage(), data.get().span()).coded("unknown-table").causedBy(e);
      }
    }
    Map<String, Table> tables = session.tables();
    if (tables.size() == 1) {
      Map.Entry<String, Table> only = tables.entrySet().iterator().next();
      return ModelFrame.of(only.getKey(), only.getValue(), session.cancellation());
    }
    int end = call.arguments().length();
    if (tables.isEmpty()) {
      throw call.error("There is no table yet.", end, end)
          .coded("unknown-table")
          .suggesting(
              "Load one: %dataset sleepstudy, %read d = file.csv, or type it below %%csv d.");
    }
    throw call.error("There are several tables, and none is named.", end, end)
        .coded("unknown-table")
        .suggesting("Add data = " + String.join(" or data = ", tables.keySet()) + ".");
  }
}
