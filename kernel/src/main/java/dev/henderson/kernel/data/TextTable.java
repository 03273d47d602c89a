package dev.henderson.kernel.data;

import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.TextOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/** The options that {@code %%csv}, {@code %%table} and {@code %read} share. */
final class TextTable {
  static final Options OPTIONS =
      Options.of(
          Option.of("factors", Option.Takes.COLUMNS)
              .shown("factors = c(a, b)", "these columns are factors"),
          Option.of("text", Option.Takes.COLUMNS)
              .shown("text = c(id)", "these columns stay text, whatever they look like"),
          Option.of("na")
              .shown(
                  "na = c(\"NA\", \"-99\")",
                  "what stands for a missing value (an empty field always does)"),
          Option.of("sep").shown("sep = \";\"", "the separator, where it is not found by itself"),
          Option.of("header", Option.Takes.BOOLEAN)
              .shown("header = FALSE", "the first line holds values; the columns are V1, V2, ..."));

  private TextTable() {}

  /** The reading options of a call. */
  static TextOptions options(RCall call) {
    return call.placed(
        () -> {
          TextOptions options = TextOptions.DEFAULT;
          Optional<CallArgument> sep = call.option("sep");
          if (sep.isPresent()) {
            String text = sep.get().asText().replace("\\t", "\t");
            if (text.length() != 1) {
              throw call.error("sep takes one character, such as \";\".", sep.get().span());
            }
            options = options.withSeparator(text.charAt(0));
          }
          Optional<CallArgument> header = call.option("header");
          if (header.isPresent()) {
            options = options.withHeader(header.get().asBoolean());
          }
          Optional<CallArgument> na = call.option("na");
          if (na.isPresent()) {
            options = options.withMissing(words(na.get()));
          }
          Optional<CallArgument> text = call.option("text");
          if (text.isPresent()) {
            options = options.withText(Set.copyOf(text.get().asNames()));
          }
          return options;
        });
  }

  /** Words or numbers as written, without quotes. */
  private static Set<String> words(CallArgument argument) {
    String raw = argument.raw();
    try {
      return Set.copyOf(argument.asNames());
    } catch (RuntimeException e) {
      String inner = raw.startsWith("c(") ? raw.substring(2, raw.length() - 1) : raw;
      return Set.copyOf(
          java.util.Arrays.stream(inner.split(","))
              .map(s -> s.strip().replaceAll("^[\"']|[\"']$", ""))
              .toList());
    }
  }

  /** Makes the columns of {@code factors =} factors. */
  static void makeFactors(RCall call, Table table) {
    Optional<CallArgument> factors = call.option("factors");
    if (factors.isEmpty()) {
      return;
    }
    List<String> names = call.placed(factors.get()::asNames);
    for (String name : names) {
      if (!table.containsColumn(name)) {
        throw FactorMagic.unknownColumn(call, factors.get().span(), name, table);
      }
    }
    for (String name : names) {
      table.replaceColumn(name, FactorColumn.of(table.column(name)));
    }
  }
}
