package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditional modes of the random effects with their conditional standard deviations, one table
 * per random-effects term; the data hold every level, the table the first {@value #SHOWN}.
 */
public final class RanefReport {
  /** Of terms with more levels than this the first so many are shown. */
  public static final int SHOWN = 30;

  private RanefReport() {}

  /** The conditional modes of a fit. */
  public static Report of(Fit fit, HasRandomEffects random) {
    List<Block> blocks = new ArrayList<>();
    for (ConditionalModes modes : random.ranef()) {
      blocks.add(grid(modes));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("tidy", LmmTidy.ranVals(random.ranef()));
    return new Report("ranef", blocks, data);
  }

  static Block grid(ConditionalModes modes) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(modes.group()));
    for (String effect : modes.effects()) {
      columns.add(Column.numbers(effect, "conditional mode (BLUP)"));
      columns.add(Column.numbers("SD", "conditional standard deviation of " + effect));
    }
    int levels = modes.levels().size();
    List<List<Cell>> rows = new ArrayList<>();
    for (int level = 0; level < Math.min(levels, SHOWN); level++) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(modes.levels().get(level)));
      for (int effect = 0; effect < modes.effects().size(); effect++) {
        String name = modes.effects().get(effect);
        // A mode is shown as finely as its standard deviation deserves.
        Precision precision = Precision.significant(4, name);
        row.add(Cell.estimate(modes.mode(level, effect), precision.following()));
        row.add(Cell.estimate(modes.sd(level, effect), precision));
      }
      rows.add(row);
    }
    List<Cell> foot = new ArrayList<>();
    if (levels > SHOWN) {
      foot.addAll(
          List.of(Cell.count(levels), Cell.label(" levels; the first "), Cell.count(SHOWN)));
      foot.add(Cell.label(" are shown, m.tidyRanef() has all"));
    }
    return new Block.Grid(
        "Conditional modes of " + modes.group() + " with their standard deviations",
        columns,
        1,
        rows,
        foot);
  }
}
