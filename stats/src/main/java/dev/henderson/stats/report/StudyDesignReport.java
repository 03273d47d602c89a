package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.structure.Crossing;
import dev.henderson.stats.structure.FittingCall;
import dev.henderson.stats.structure.StudyDesign;
import dev.henderson.stats.structure.StudyFactor;
import dev.henderson.stats.structure.StudyFactor.Role;
import dev.henderson.stats.structure.TreatmentCells;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The design of a study as a document: its factors, how they stand to each other, the rows of each
 * cell, what to beware of and which calls fit.
 */
public final class StudyDesignReport {
  private static final int MOST_CELLS = 40;
  private static final int MOST_COLUMNS = 12;

  private final StudyDesign design;

  private StudyDesignReport(StudyDesign design) {
    this.design = design;
  }

  /** The report of a design. */
  public static Report of(StudyDesign design) {
    StudyDesignReport r = new StudyDesignReport(design);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Design of the study"));
    blocks.add(r.facts());
    blocks.add(r.factors());
    if (!design.crossings().isEmpty()) {
      blocks.add(r.relations());
    }
    design.cells().filter(c -> c.factors().size() > 1).ifPresent(c -> blocks.add(cells(c)));
    design.findings().forEach(f -> blocks.add(new Block.Note(f)));
    for (FittingCall call : design.calls()) {
      blocks.add(new Block.Code(call.why().capitalized(), Prose.of(call.call())));
    }
    return new Report("design", blocks, r.data());
  }

  private Block facts() {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Formula", List.of(Cell.code(design.formula().toString()))));
    if (!design.dataName().isEmpty()) {
      facts.add(new Block.Fact("Data", List.of(Cell.code(design.dataName()))));
    }
    List<Cell> rows = new ArrayList<>(List.of(Cell.count(design.rows())));
    if (design.dropped() > 0) {
      rows.add(Cell.label(" ("));
      rows.add(Cell.count(design.dropped()));
      rows.add(Cell.label(" more have a missing value and are left out)"));
    }
    facts.add(new Block.Fact("Rows", rows));
    return new Block.Facts(facts);
  }

  private List<StudyFactor> all() {
    List<StudyFactor> all = new ArrayList<>(design.units());
    all.addAll(design.treatments());
    all.addAll(design.covariates());
    return all;
  }

  private Block factors() {
    List<List<Cell>> rows = new ArrayList<>();
    for (StudyFactor f : all()) {
      int[] sizes = sizes(f);
      rows.add(
          List.of(
              Cell.code(f.name()),
              Cell.label(role(f)),
              Cell.count(f.levelCount()),
              Cell.count(sizes[0]),
              Cell.count(sizes[1])));
    }
    return new Block.Grid(
        "Factors",
        List.of(
            Column.words(""),
            Column.words("is"),
            Column.numbers("levels"),
            Column.numbers("fewest rows", "rows of the smallest level"),
            Column.numbers("most rows", "rows of the largest level")),
        1,
        rows,
        List.of());
  }

  private static String role(StudyFactor f) {
    return switch (f.role()) {
      case UNIT -> "unit";
      case TREATMENT -> f.isNumeric() ? "number with few values" : "factor";
      case COVARIATE -> "covariate";
    };
  }

  private static int[] sizes(StudyFactor f) {
    int[] count = new int[f.levelCount()];
    for (int i = 0; i < f.rows(); i++) {
      count[f.levelOf(i)]++;
    }
    int[] sorted = count.clone();
    java.util.Arrays.sort(sorted);
    return new int[] {sorted[0], sorted[sorted.length - 1]};
  }

  private Block relations() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Crossing c : design.crossings()) {
      rows.add(
          List.of(
              Cell.label(sentence(c)),
              Cell.count(c.cells()),
              Cell.count(c.possible()),
              Cell.count(c.smallest()),
              Cell.count(c.largest())));
    }
    return new Block.Grid(
        "How they stand to each other",
        List.of(
            Column.words(""),
            Column.numbers("cells", "combinations that have rows"),
            Column.numbers("of", "combinations there could be"),
            Column.numbers("fewest rows", "rows of the smallest cell that has any"),
            Column.numbers("most rows", "rows of the largest cell")),
        1,
        rows,
        List.of());
  }

  /** How two factors stand to each other, in words. */
  static String sentence(Crossing c) {
    String a = c.first().name();
    String b = c.second().name();
    if (c.first().role() == Role.UNIT && c.second().role() != Role.UNIT) {
      return switch (c.relation()) {
        case NESTED -> b + " is between " + a + ": one level each";
        case CROSSED -> b + " is within " + a + ": each has all " + c.second().levelCount();
        case SAME -> b + " and " + a + " are the same partition";
        case CONTAINS -> a + " is told by " + b;
        case PARTLY_CROSSED ->
            b
                + " is within "
                + a
                + ": each has "
                + range(c.fewestSecond(), c.mostSecond())
                + " of "
                + c.second().levelCount();
      };
    }
    return switch (c.relation()) {
      case NESTED -> a + " is nested in " + b;
      case CONTAINS -> b + " is nested in " + a;
      case CROSSED -> a + " and " + b + " are crossed";
      case PARTLY_CROSSED -> a + " and " + b + " are crossed in part";
      case SAME -> a + " and " + b + " are the same partition";
    };
  }

  private static String range(int low, int high) {
    return low == high ? Integer.toString(low) : low + " to " + high;
  }

  private static Block cells(TreatmentCells c) {
    List<Cell> foot = new ArrayList<>();
    foot.add(Cell.count(c.possible() - c.empty()));
    foot.add(Cell.label(" of "));
    foot.add(Cell.count(c.possible()));
    foot.add(Cell.label(c.isBalanced() ? " cells have rows, each " : " cells have rows, "));
    foot.add(Cell.count(c.smallest()));
    if (c.smallest() != c.largest()) {
      foot.add(Cell.label(" to "));
      foot.add(Cell.count(c.largest()));
    }
    foot.add(Cell.label(c.isBalanced() ? ": balanced" : ": not balanced"));
    String caption = "Rows per cell of " + String.join(" and ", c.factors());
    List<String> across =
        c.cells().stream()
            .map(TreatmentCells.Cell::levels)
            .map(l -> l.get(l.size() - 1))
            .distinct()
            .toList();
    if (c.factors().size() == 2 && !c.cells().isEmpty() && across.size() <= MOST_COLUMNS) {
      return crossed(c, caption, across, foot);
    }
    List<Column> columns = new ArrayList<>();
    c.factors().forEach(f -> columns.add(Column.words(f)));
    columns.add(Column.numbers("rows"));
    List<List<Cell>> rows = new ArrayList<>();
    for (TreatmentCells.Cell cell : c.cells()) {
      if (rows.size() < MOST_CELLS) {
        List<Cell> row = new ArrayList<>();
        cell.levels().forEach(l -> row.add(Cell.label(l)));
        row.add(Cell.count(cell.rows()));
        rows.add(row);
      }
    }
    if (c.possible() > rows.size()) {
      foot.add(Cell.label("; the first "));
      foot.add(Cell.count(rows.size()));
      foot.add(Cell.label(" are shown"));
    }
    return new Block.Grid(caption, columns, c.factors().size(), rows, foot);
  }

  private static Block crossed(
      TreatmentCells c, String caption, List<String> across, List<Cell> foot) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(c.factors().get(0)));
    across.forEach(l -> columns.add(Column.numbers(l, c.factors().get(1) + " " + l)));
    List<List<Cell>> rows = new ArrayList<>();
    for (int at = 0; at < c.cells().size(); at += across.size()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(c.cells().get(at).levels().get(0)));
      for (int k = 0; k < across.size(); k++) {
        row.add(Cell.count(c.cells().get(at + k).rows()));
      }
      rows.add(row);
    }
    List<List<Cell>> shown = rows.subList(0, Math.min(rows.size(), MOST_CELLS));
    if (shown.size() < rows.size()) {
      foot.add(Cell.label("; the first "));
      foot.add(Cell.count(shown.size()));
      foot.add(Cell.label(" lines are shown"));
    }
    return new Block.Grid(caption, columns, 1, shown, foot);
  }

  private Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", design.formula().toString());
    data.put("data", design.dataName().isEmpty() ? null : design.dataName());
    data.put("nobs", design.rows());
    data.put("nobs.dropped", design.dropped());
    List<Map<String, Object>> factors = new ArrayList<>();
    for (StudyFactor f : all()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", f.name());
      row.put("role", f.role().name().toLowerCase(Locale.ROOT));
      row.put("levels", f.levelCount());
      row.put("rows.min", sizes(f)[0]);
      row.put("rows.max", sizes(f)[1]);
      factors.add(row);
    }
    data.put("factors", factors);
    data.put("tidy", tidy(design));
    design
        .cells()
        .ifPresent(
            c -> {
              data.put("balanced", c.isBalanced());
              data.put("cells", c.cells().stream().map(cell -> cell(c, cell)).toList());
            });
    data.put(
        "calls",
        design.calls().stream()
            .map(c -> Map.of("call", c.call().toString(), "why", c.why()))
            .toList());
    data.put("notes", Report.notes(design.findings()));
    return data;
  }

  private static Map<String, Object> cell(TreatmentCells c, TreatmentCells.Cell cell) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int k = 0; k < c.factors().size(); k++) {
      row.put(c.factors().get(k), cell.levels().get(k));
    }
    row.put("rows", cell.rows());
    return row;
  }

  /** One row per pair of factors: {@code first, second, relation, cells, possible, min, max}. */
  public static List<Map<String, Object>> tidy(StudyDesign design) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Crossing c : design.crossings()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("first", c.first().name());
      row.put("second", c.second().name());
      row.put("relation", c.relation().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      row.put("cells", c.cells());
      row.put("possible", c.possible());
      row.put("min", c.smallest());
      row.put("max", c.largest());
      rows.add(row);
    }
    return rows;
  }
}
