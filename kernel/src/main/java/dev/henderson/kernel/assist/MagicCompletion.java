package dev.henderson.kernel.assist;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.protocol.Completions;
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

/** What could stand at the cursor in the arguments of a magic. */
final class MagicCompletion {
  private static final Pattern TABLE_NAMED =
      Pattern.compile("\\bdata\\s*=\\s*([\\p{L}_][\\p{L}\\p{N}_.]*)");
  private static final Pattern BEFORE_COLON =
      Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_]*)\\s*:");
  private static final Pattern OPTION =
      Pattern.compile("\\s*([\\p{L}_.][\\p{L}\\p{N}_.]*)\\s*=(?!=)");
  private static final Pattern TARGET =
      Pattern.compile("\\s*[\\p{L}_][\\p{L}\\p{N}_]*\\s*(?:<-|=(?!=))");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.]*$");
  private static final Pattern FILE = Pattern.compile("[^\\s,\"'=]*$");
  private static final Pattern FIRST_WORD = Pattern.compile("^\\s*([\\p{L}_][\\p{L}\\p{N}_]*)");
  private static final Pattern NAME = Pattern.compile("`[^`]+`|[\\p{L}.][\\p{L}\\p{N}_.]*");
  private static final int MOST_FILES = 200;

  private final Session session;

  MagicCompletion(Session session) {
    this.session = session;
  }

  /**
   * What fits.
   *
   * @param arguments all arguments of the magic, also those after the cursor
   * @param offset where they begin in the cell
   * @param cursor where the cursor is in the cell
   */
  Completions complete(Magic magic, String arguments, int offset, int cursor) {
    String before = arguments.substring(0, Math.min(cursor - offset, arguments.length()));
    Place place = Place.of(before, magic);
    Optional<Option> option = place.option().flatMap(magic.options()::find);
    boolean file = option.isEmpty() && magic.subject() == Subject.FILE && place.first();
    Matcher word = (file ? FILE : WORD).matcher(before);
    String typed = word.find() ? word.group() : "";
    boolean quoted = place.backtick() >= 0;
    if (quoted) {
      typed = before.substring(place.backtick());
    }
    List<Item> items = new ArrayList<>();
    if (option.isPresent()) {
      values(option.get(), arguments, items);
    } else {
      subject(magic, place, arguments, typed, items);
      boolean atStart = place.text().substring(0, place.text().length() - typed.length()).isBlank();
      if (atStart && place.top() && !(place.first() && formulaLike(magic))) {
        for (Option o : magic.options().all()) {
          items.add(new Item(o.name() + " = ", "option", o.what().replace("\n", " ")));
        }
      }
    }
    String start = typed.toLowerCase(Locale.ROOT);
    // A name in backquotes may be any column, also one that needs none.
    String bare = start.replace("`", "");
    if (quoted) {
      items.removeIf(i -> !i.text().replace("`", "").toLowerCase(Locale.ROOT).startsWith(bare));
      items.removeIf(i -> i.text().endsWith("("));
      items.replaceAll(MagicCompletion::quoted);
    } else {
      items.removeIf(i -> !i.text().toLowerCase(Locale.ROOT).startsWith(start));
    }
    return new Completions(cursor - typed.length(), cursor, items);
  }

  private static Item quoted(Item item) {
    boolean already = item.text().startsWith("`");
    return already ? item : new Item("`" + item.text() + "`", item.type(), item.signature());
  }

  private static boolean formulaLike(Magic magic) {
    return magic.subject() == Subject.FORMULA || magic.subject() == Subject.WORD;
  }

  private void values(Option option, String arguments, List<Item> items) {
    switch (option.takes()) {
      case TABLE -> tables(items);
      case COLUMNS -> formula(arguments, false, items);
      case FIT -> fits(items);
      case BOOLEAN -> {
        items.add(new Item("TRUE", "value", ""));
        items.add(new Item("FALSE", "value", ""));
      }
      case WORD -> option.words().forEach(w -> items.add(new Item(w, "value", option.what())));
      case VALUE -> {
        if (option.name().equals("formula")) {
          formula(arguments, false, items);
        }
      }
    }
  }

  private void subject(Magic magic, Place place, String arguments, String typed, List<Item> items) {
    switch (magic.subject()) {
      case FORMULA -> {
        if (place.first()) {
          formula(arguments, place.afterBar(), items);
        } else {
          tables(items);
        }
      }
      case FIT -> {
        if (place.text().contains("~")) {
          factors(arguments, items);
        } else {
          fits(items);
        }
      }
      case TABLE -> tables(items);
      case COLUMNS -> {
        Matcher named = BEFORE_COLON.matcher(arguments);
        if (named.lookingAt()) {
          Optional.ofNullable(session.tables().get(named.group(1)))
              .ifPresent(t -> columns(t, false, items));
        } else {
          tables(items);
          onlyTable().ifPresent(t -> columns(t, false, items));
        }
      }
      case WORD -> magic.words().forEach((w, what) -> items.add(new Item(w, "value", what)));
      case FILE -> files(typed, items);
      case VARIABLE, JAVA -> session.names().forEach(n -> items.add(new Item(n, "instance", "")));
      case NOTHING -> {
        // There is nothing to offer.
      }
    }
  }

  private void tables(List<Item> items) {
    session.tables().forEach((n, t) -> items.add(new Item(n, "table", Columns.words(t))));
  }

  private void fits(List<Item> items) {
    session
        .values(Fitted.class)
        .forEach(
            (name, fit) -> {
              String kind = fit.getClass().getSimpleName().toLowerCase(Locale.ROOT);
              items.add(new Item(name, "fit", kind + ": " + fit.formula()));
            });
  }

  /** The variables of the fit named first: what marginal means can be over, factors first. */
  private void factors(String arguments, List<Item> items) {
    Matcher word =
        FIRST_WORD.matcher(arguments.replaceFirst("^\\s*[\\p{L}\\p{N}_]+\\s*(?:=|<-)", ""));
    Fitted fit = word.find() ? session.values(Fitted.class).get(word.group(1)) : null;
    if (fit == null) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    Matcher name = NAME.matcher(fit.formula().replaceFirst("^[^~]*~", ""));
    while (name.find()) {
      names.add(name.group().replace("`", ""));
    }
    session.tables().values().stream()
        .filter(t -> t.columnNames().containsAll(names.stream().filter(n -> hasColumn(n)).toList()))
        .findFirst()
        .ifPresent(
            t -> {
              List<Item> all = new ArrayList<>();
              columns(t, true, all);
              all.removeIf(i -> !names.contains(i.text().replace("`", "")));
              items.addAll(all);
            });
  }

  private boolean hasColumn(String name) {
    return session.tables().values().stream().anyMatch(t -> t.columnNames().contains(name));
  }

  private Optional<Table> onlyTable() {
    Map<String, Table> tables = session.tables();
    return tables.size() == 1 ? tables.values().stream().findFirst() : Optional.empty();
  }

  private void formula(String arguments, boolean factorsFirst, List<Item> items) {
    Matcher named = TABLE_NAMED.matcher(arguments);
    Optional<Table> table =
        named.find() ? Optional.ofNullable(session.tables().get(named.group(1))) : onlyTable();
    table.ifPresent(t -> columns(t, factorsFirst, items));
    for (FormulaFunction f : FormulaFunction.all()) {
      String call = f.name() + "(" + f.arguments() + ")";
      items.add(new Item(f.name() + "(", "function", call + ": " + f.what()));
    }
  }

  private static void columns(Table table, boolean factorsFirst, List<Item> items) {
    List<Item> numbers = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      String name = column.name();
      boolean plain = name.matches("[\\p{L}.][\\p{L}\\p{N}_.]*");
      Item item =
          new Item(plain ? name : "`" + name + "`", Columns.type(column), Columns.words(column));
      boolean later = factorsFirst && item.type().equals("number");
      (later ? numbers : items).add(item);
    }
    items.addAll(numbers);
  }

  private void files(String typed, List<Item> items) {
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
        if (!hidden && items.size() < MOST_FILES) {
          String end = Files.isDirectory(path) ? "/" : "";
          items.add(new Item(typed.substring(0, slash) + name + end, "file", ""));
        }
      }
    } catch (IOException e) {
      // A folder that cannot be read offers nothing.
      return;
    }
    items.sort((a, b) -> a.text().compareTo(b.text()));
  }

  /**
   * Where in a call the cursor is.
   *
   * @param text the argument up to the cursor, without the variable the result goes to
   * @param first whether it is the first argument
   * @param top whether no bracket of the argument is open
   * @param afterBar whether a group is to be named: after {@code |} in an open bracket
   * @param backtick where a quoted name began, or -1
   * @param option the name before {@code =} if the argument has one
   */
  private record Place(
      String text,
      boolean first,
      boolean top,
      boolean afterBar,
      int backtick,
      Optional<String> option) {
    static Place of(String before, Magic magic) {
      Matcher target = TARGET.matcher(before);
      boolean bound = target.lookingAt() && magic.options().find(name(target.group())).isEmpty();
      int start = bound ? target.end() : 0;
      Matcher whole =
          Pattern.compile("\\s*[\\p{L}_.]+\\(").matcher(before).region(start, before.length());
      // lmer(y ~ x, ...) as copied from R, and not log(y) ~ x.
      boolean copied = whole.lookingAt() && whole.group().strip().equals(magic.name() + "(");
      start = copied ? whole.end() : start;
      int depth = 0;
      int argument = start;
      boolean bar = false;
      int backtick = -1;
      char quote = 0;
      for (int i = start; i < before.length(); i++) {
        char c = before.charAt(i);
        if (quote != 0) {
          backtick = c == quote ? -1 : backtick;
          quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'' || c == '`') {
          quote = c;
          backtick = c == '`' ? i : -1;
        } else if (c == '(' || c == '[' || c == '{') {
          depth++;
          bar = false;
        } else if (c == ')' || c == ']' || c == '}') {
          depth--;
          bar = false;
        } else if (c == '|') {
          bar = depth > 0;
        } else if (c == ',' && depth == 0) {
          argument = i + 1;
        }
      }
      String text = before.substring(argument);
      Matcher option = OPTION.matcher(text);
      Optional<String> name = option.lookingAt() ? Optional.of(option.group(1)) : Optional.empty();
      return new Place(text, argument == start, depth == 0, bar, backtick, name);
    }

    private static String name(String assignment) {
      return assignment.replaceFirst("(<-|=)\\s*$", "").strip();
    }
  }
}
