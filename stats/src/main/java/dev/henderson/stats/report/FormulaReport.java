package dev.henderson.stats.report;

import dev.henderson.stats.design.AliasedColumn;
import dev.henderson.stats.design.ErrorStrata;
import dev.henderson.stats.design.FormulaExpansion;
import dev.henderson.stats.design.Response;
import dev.henderson.stats.design.TermCoding;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.EquationText;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A formula laid open: its equation, its terms with their coding and columns, the levels of its
 * factors, random effects, strata, rank, notes.
 */
public final class FormulaReport {
  /** About so many characters of names stand in a cell; the data hold all names. */
  private static final int LINE = 60;

  private final FormulaExpansion e;
  private final boolean hasData;

  private FormulaReport(FormulaExpansion e) {
    this.e = e;
    this.hasData = e.rows() > 0;
  }

  /**
   * The report.
   *
   * @param dataName the table it was read over; empty where there was none
   */
  public static Report of(FormulaExpansion expansion, String dataName) {
    FormulaReport r = new FormulaReport(expansion);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("What the formula stands for"));
    blocks.add(r.origin(dataName));
    expansion.equation().ifPresent(q -> blocks.add(new Block.Equation(q)));
    blocks.add(r.terms());
    if (!r.factors().isEmpty()) {
      blocks.add(r.levels());
    }
    if (!expansion.random().isEmpty()) {
      blocks.add(r.randomEffects());
    }
    if (!expansion.strata().isEmpty()) {
      blocks.add(r.strata());
    }
    for (Diagnostic note : expansion.notes()) {
      blocks.add(new Block.Note(note));
    }
    return new Report("formula", blocks, r.data(dataName));
  }

  private Block origin(String dataName) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Formula", List.of(Cell.code(e.formula()))));
    if (hasData) {
      List<Cell> data = new ArrayList<>();
      data.add(Cell.code(dataName));
      data.add(Cell.label(", "));
      data.add(Cell.count(e.rows()));
      data.add(Cell.label(e.rows() == 1 ? " row" : " rows"));
      if (e.dropped() > 0) {
        data.add(Cell.label(" ("));
        data.add(Cell.count(e.dropped()));
        data.add(Cell.label(" left out)"));
      }
      facts.add(new Block.Fact("Data", data));
    }
    e.response()
        .ifPresent(
            name ->
                facts.add(
                    new Block.Fact("Response", List.of(Cell.code(name), Cell.label(response())))));
    e.offsets().forEach(o -> facts.add(new Block.Fact("Offset", List.of(Cell.code(o)))));
    return new Block.Facts(facts);
  }

  private String response() {
    if (e.responseKind().isEmpty()) {
      return "";
    }
    Response.Kind kind = e.responseKind().get();
    return switch (kind) {
      case NUMERIC -> ", a number";
      case LOGICAL -> ", TRUE as 1 and FALSE as 0";
      case FACTOR -> ", a factor: its first level as 0, the others as 1";
      case COLUMNS -> ", several columns";
    };
  }

  private Block terms() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Term"));
    columns.add(Column.words("Coding"));
    if (hasData) {
      columns.add(Column.numbers("Columns", "columns of the model matrix"));
      columns.add(Column.words("Names"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    if (e.intercept()) {
      rows.add(termRow("(Intercept)", "ones", 0));
    }
    for (int t = 0; t < e.terms().size(); t++) {
      rows.add(termRow(e.terms().get(t), coding(e.terms().get(t)), t + 1));
    }
    List<Cell> foot = new ArrayList<>();
    if (!e.intercept()) {
      foot.add(Cell.label("no intercept" + (hasData ? "; " : "")));
    }
    if (hasData) {
      foot.add(Cell.label("model matrix of "));
      foot.add(Cell.count(e.rows()));
      foot.add(Cell.label(e.rows() == 1 ? " row and " : " rows and "));
      foot.add(Cell.count(e.columns().size()));
      foot.add(Cell.label(e.columns().size() == 1 ? " column, rank " : " columns, rank "));
      foot.add(Cell.count(e.rank()));
    }
    return new Block.Grid("Fixed part", columns, 1, rows, foot);
  }

  private List<Cell> termRow(String term, String coding, int number) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.code(term));
    row.add(Cell.label(coding));
    if (hasData) {
      List<String> names = new ArrayList<>();
      for (int j = 0; j < e.columns().size(); j++) {
        if (e.assign().get(j) == number) {
          names.add(e.columns().get(j));
        }
      }
      row.add(Cell.count(names.size()));
      row.add(Cell.code(shortened(names)));
    }
    return row;
  }

  private String coding(String term) {
    if (!hasData) {
      int order = term.startsWith("`") ? 1 : term.split(":").length;
      return order == 1 ? "" : "interaction";
    }
    List<TermCoding> own = e.codings().stream().filter(c -> c.term().equals(term)).toList();
    List<String> kinds = own.stream().map(FormulaReport::kind).toList();
    if (kinds.stream().distinct().count() == 1) {
      return kinds.get(0) + (own.size() > 1 && kinds.get(0).equals("number") ? "s" : "");
    }
    List<String> words = new ArrayList<>();
    for (TermCoding c : own) {
      words.add(c.variable() + ": " + kind(c));
    }
    return String.join("; ", words);
  }

  private static String kind(TermCoding c) {
    return switch (c.coding()) {
      case "numeric" -> "number";
      case "full" -> "each level";
      default -> "contrasts";
    };
  }

  /** Each factor of the fixed part once, with its levels. */
  private Map<String, List<String>> factors() {
    Map<String, List<String>> out = new LinkedHashMap<>();
    e.codings().stream()
        .filter(c -> !c.levels().isEmpty())
        .forEach(c -> out.putIfAbsent(c.variable(), c.levels()));
    return out;
  }

  private Block levels() {
    List<Column> columns =
        List.of(
            Column.words("Factor"),
            Column.numbers("Levels"),
            Column.words("in order"),
            Column.words("Contrasts"));
    List<List<Cell>> rows = new ArrayList<>();
    factors()
        .forEach(
            (name, levels) ->
                rows.add(
                    List.of(
                        Cell.code(name),
                        Cell.count(levels.size()),
                        Cell.label(shortened(levels)),
                        Cell.label(contrasts(name, levels)))));
    return new Block.Grid("Factors", columns, 1, rows, List.of());
  }

  private String contrasts(String variable, List<String> levels) {
    Set<String> kinds = new LinkedHashSet<>();
    for (TermCoding c : e.codings()) {
      if (c.variable().equals(variable)) {
        kinds.add(
            switch (c.coding()) {
              case "full" -> "";
              case "contr.treatment" -> "each level against " + levels.get(0);
              default -> c.coding();
            });
      }
    }
    kinds.remove("");
    return kinds.isEmpty() ? "none: a column for each level" : String.join("; ", kinds);
  }

  private Block randomEffects() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Grouping"));
    columns.add(Column.words("Effects"));
    if (hasData) {
      columns.add(Column.numbers("Levels"));
      columns.add(Column.words("Effects are"));
      columns.add(Column.numbers("theta", "covariance parameters"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (FormulaExpansion.Random r : e.random()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.code(r.group()));
      row.add(Cell.code(shortened(r.columns())));
      if (hasData) {
        row.add(Cell.count(r.levels()));
        boolean one = r.columns().size() == 1;
        row.add(Cell.label(one ? "one alone" : r.correlated() ? "correlated" : "independent"));
        row.add(Cell.count(r.thetas()));
      }
      rows.add(row);
    }
    return new Block.Grid("Random effects", columns, 1, rows, List.of());
  }

  private Block strata() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Stratum"));
    if (hasData) {
      columns.add(Column.numbers("Dimension"));
      columns.add(Column.words("Term"));
      columns.add(Column.numbers("Df"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (ErrorStrata.Stratum s : e.strata()) {
      if (!hasData) {
        rows.add(List.of(Cell.code(s.name())));
        continue;
      }
      if (s.rows().isEmpty()) {
        rows.add(List.of(Cell.code(s.name()), Cell.count(s.df()), Cell.blank(), Cell.blank()));
      }
      boolean first = true;
      for (ErrorStrata.Row row : s.rows()) {
        rows.add(
            List.of(
                first ? Cell.code(s.name()) : Cell.repeated(s.name()),
                first ? Cell.count(s.df()) : Cell.repeated(""),
                Cell.label(row.term()),
                Cell.count(row.df())));
        first = false;
      }
    }
    return new Block.Grid(
        "Strata of Error(): a term is tested in the stratum it stands in",
        columns,
        1,
        rows,
        List.of());
  }

  /** As many names as fit in a line, and the last. */
  private static String shortened(List<String> names) {
    String all = String.join(", ", names);
    if (all.length() <= LINE) {
      return all;
    }
    int shown = 0;
    int length = names.get(names.size() - 1).length();
    while (shown < names.size() - 2 && length + names.get(shown).length() <= LINE) {
      length += names.get(shown++).length() + 2;
    }
    shown = Math.max(1, shown);
    return String.join(", ", names.subList(0, shown))
        + (shown < names.size() - 1 ? ", ..., " : ", ")
        + names.get(names.size() - 1);
  }

  private Map<String, Object> data(String dataName) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("formula", e.formula());
    out.put("data", hasData ? dataName : null);
    out.put("response", e.response().orElse(null));
    out.put("intercept", e.intercept());
    out.put("terms", e.terms());
    out.put("variables", e.variables());
    out.put("offsets", e.offsets());
    out.put("columns", e.columns());
    out.put("assign", e.assign());
    out.put("nobs", hasData ? e.rows() : null);
    out.put("nobs.dropped", hasData ? e.dropped() : null);
    out.put("rank", hasData ? e.rank() : null);
    out.put("dropped", e.aliased().stream().map(FormulaReport::aliased).toList());
    out.put("coding", e.codings().stream().map(FormulaReport::coding).toList());
    out.put("random", e.random().stream().map(this::random).toList());
    out.put("strata", e.strata().stream().map(ErrorStrata.Stratum::name).toList());
    if (hasData) {
      out.put("strata.terms", e.strata().stream().map(FormulaReport::stratum).toList());
    }
    out.put("equation", e.equation().map(EquationText::latex).orElse(null));
    out.put("notes", Report.notes(e.notes()));
    return out;
  }

  private Map<String, Object> random(FormulaExpansion.Random r) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("group", r.group());
    out.put(hasData ? "columns" : "effects", r.columns());
    out.put("levels", hasData ? r.levels() : null);
    out.put("correlated", r.correlated());
    out.put("thetas", hasData ? r.thetas() : null);
    return out;
  }

  private static Map<String, Object> coding(TermCoding c) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("term", c.term());
    out.put("variable", c.variable());
    out.put("coding", c.coding());
    out.put("levels", c.levels());
    return out;
  }

  private static Map<String, Object> aliased(AliasedColumn a) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("column", a.name());
    out.put("equals", a.equals());
    out.put("coefficients", a.coefficients());
    return out;
  }

  private static Map<String, Object> stratum(ErrorStrata.Stratum s) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("stratum", s.name());
    out.put("df", s.df());
    List<Map<String, Object>> terms = new ArrayList<>();
    for (ErrorStrata.Row r : s.rows()) {
      Map<String, Object> term = new LinkedHashMap<>();
      term.put("term", r.term());
      term.put("df", r.df());
      terms.add(term);
    }
    out.put("terms", terms);
    return out;
  }
}
