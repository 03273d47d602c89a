package dev.henderson.kernel.assist;

import dev.henderson.kernel.assist.Offer.Kind;
import dev.henderson.kernel.magic.Fits;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.protocol.Completions.Item;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.variables.FormulaFunction;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What can stand at a place in the arguments of a magic, whatever is typed there. */
final class MagicOffers {
  private static final Pattern TABLE_NAMED =
      Pattern.compile("\\bdata\\s*=\\s*([\\p{L}_][\\p{L}\\p{N}_.]*)");
  private static final Pattern BEFORE_COLON =
      Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_]*)\\s*:");
  private static final Pattern FIRST_WORD = Pattern.compile("^\\s*([\\p{L}_][\\p{L}\\p{N}_]*)");
  private static final Pattern NAME = Pattern.compile("`[^`]+`|[\\p{L}.][\\p{L}\\p{N}_.]*");
  private static final int MOST_FILES = 200;

  private final Session session;
  private final Magic magic;

  /** All arguments of the magic, also those after the cursor. */
  private final String arguments;

  private final List<Offer> offers = new ArrayList<>();

  private MagicOffers(Session session, Magic magic, String arguments) {
    this.session = session;
    this.magic = magic;
    this.arguments = arguments;
  }

  /**
   * All of it.
   *
   * @param typed the beginning of the word at the cursor
   */
  static List<Offer> at(
      MagicPlace place, String typed, Magic magic, String arguments, Session session) {
    MagicOffers found = new MagicOffers(session, magic, arguments);
    Optional<Option> option = place.option().flatMap(magic.options()::find);
    if (option.isPresent()) {
      found.values(option.get());
    } else {
      found.subject(place, typed);
      boolean atStart = place.text().substring(0, place.text().length() - typed.length()).isBlank();
      if (atStart && place.top() && !(place.first() && found.formulaLike())) {
        for (Option o : magic.options().all()) {
          found.add(Kind.OPTION, o.name() + " = ", "option", o.what().replace("\n", " "));
        }
      }
    }
    return found.offers;
  }

  private void add(Kind kind, String text, String type, String signature) {
    offers.add(new Offer(kind, text, type, signature));
  }

  private boolean formulaLike() {
    return magic.subject() == Subject.FORMULA || magic.subject() == Subject.WORD;
  }

  private void values(Option option) {
    switch (option.takes()) {
      case TABLE -> tables();
      case COLUMNS -> formula(false);
      case FIT -> fits();
      case BOOLEAN -> {
        add(Kind.VALUE, "TRUE", "value", "");
        add(Kind.VALUE, "FALSE", "value", "");
      }
      case WORD -> option.words().forEach(w -> add(Kind.VALUE, w, "value", option.what()));
      case VALUE -> {
        if (option.name().equals("formula")) {
          formula(false);
        }
      }
    }
  }

  private void subject(MagicPlace place, String typed) {
    switch (magic.subject()) {
      case FORMULA -> {
        if (place.first()) {
          formula(place.afterBar());
        } else {
          tables();
        }
      }
      case FIT -> {
        if (place.text().contains("~")) {
          factors();
        } else if (place.first()) {
          fits();
        } else {
          afterFit();
        }
      }
      case TABLE -> tables();
      case COLUMNS -> {
        Matcher named = BEFORE_COLON.matcher(arguments);
        if (named.lookingAt()) {
          columns(named.group(1), false);
        } else {
          tables();
          onlyTable().ifPresent(t -> columns(t, false));
        }
      }
      case WORD -> words();
      case FILE -> files(typed);
      case VARIABLE, JAVA -> session.names().forEach(n -> add(Kind.VARIABLE, n, "instance", ""));
      case NOTHING -> {
        // There is nothing to offer.
      }
    }
  }

  private void afterFit() {
    switch (magic.afterFit()) {
      case FIT -> fits();
      case TABLE -> tables();
      case WORD -> words();
      case COLUMNS -> factors();
      default -> {
        // Options only.
      }
    }
  }

  private void words() {
    magic.words().forEach((w, what) -> add(Kind.VALUE, w, "value", what));
  }

  private void tables() {
    session.tables().forEach((n, t) -> add(Kind.TABLE, n, "table", Columns.words(t)));
  }

  private void fits() {
    Fits.in(session)
        .forEach(
            (name, fit) -> {
              String kind = session.get(name).getClass().getSimpleName().toLowerCase(Locale.ROOT);
              add(Kind.FIT, name, "fit", kind + ": " + fit.formula());
            });
  }

  /** The variables of the fit named first: what marginal means can be over, factors first. */
  private void factors() {
    String call = arguments.substring(MagicPlace.targetEnd(arguments, magic));
    Matcher word = FIRST_WORD.matcher(call);
    Fitted fit = word.find() ? Fits.in(session).get(word.group(1)) : null;
    if (fit == null) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    Matcher name = NAME.matcher(fit.formula().replaceFirst("^[^~]*~", ""));
    while (name.find()) {
      names.add(name.group().replace("`", ""));
    }
    session.tables().entrySet().stream()
        .filter(
            e ->
                e.getValue()
                    .columnNames()
                    .containsAll(names.stream().filter(this::hasColumn).toList()))
        .findFirst()
        .ifPresent(
            e -> {
              columns(e.getKey(), true);
              offers.removeIf(o -> o.kind() == Kind.COLUMN && !names.contains(o.name()));
            });
  }

  private boolean hasColumn(String name) {
    return session.tables().values().stream().anyMatch(t -> t.columnNames().contains(name));
  }

  private Optional<String> onlyTable() {
    Map<String, Table> tables = session.tables();
    return tables.size() == 1 ? tables.keySet().stream().findFirst() : Optional.empty();
  }

  /** The table the call names, by {@code data =} or by its position; else the only one there is. */
  private Optional<String> table() {
    Matcher named = TABLE_NAMED.matcher(arguments);
    if (named.find()) {
      return Optional.of(named.group(1));
    }
    Set<String> tables = session.tables().keySet();
    return MagicPlace.positional(arguments, magic).stream()
        .skip(magic.subject() == Subject.FORMULA ? 1 : 0)
        .filter(tables::contains)
        .findFirst()
        .or(this::onlyTable);
  }

  private void formula(boolean factorsFirst) {
    table().ifPresent(t -> columns(t, factorsFirst));
    for (FormulaFunction f : FormulaFunction.all()) {
      String call = f.name() + "(" + f.arguments() + ")";
      add(Kind.FUNCTION, f.name() + "(", "function", call + ": " + f.what());
    }
  }

  private void columns(String name, boolean factorsFirst) {
    Table table = session.tables().get(name);
    if (table == null) {
      return;
    }
    List<Offer> numbers = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      boolean plain = column.name().matches("[\\p{L}.][\\p{L}\\p{N}_.]*");
      String text = plain ? column.name() : "`" + column.name() + "`";
      Item item = new Item(text, Columns.type(column), Columns.words(column));
      boolean later = factorsFirst && item.type().equals("number");
      (later ? numbers : offers).add(new Offer(Kind.COLUMN, item, name));
    }
    offers.addAll(numbers);
  }

  private void files(String typed) {
    int slash = typed.lastIndexOf('/') + 1;
    String home = System.getProperty("user.home");
    String folder =
        typed.substring(0, slash).replaceFirst("^~/", Matcher.quoteReplacement(home + "/"));
    Path directory = session.workingDirectory().resolve(folder);
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path path : found) {
        String name = path.getFileName().toString();
        boolean hidden = name.startsWith(".") && !typed.substring(slash).startsWith(".");
        if (!hidden && offers.size() < MOST_FILES) {
          String end = Files.isDirectory(path) ? "/" : "";
          add(Kind.FILE, typed.substring(0, slash) + name + end, "file", "");
        }
      }
    } catch (IOException e) {
      // A folder that cannot be read offers nothing.
      return;
    }
    offers.sort((a, b) -> a.item().text().compareTo(b.item().text()));
  }
}
