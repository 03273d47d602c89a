package dev.henderson.stats.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The digits of the cells of one table or sentence, settled once: every renderer asks here, so all
 * show the same numbers. ASCII; renderers dress them.
 */
final class GridText {
  private record Shared(Precision precision, List<Double> leaders, List<Double> followers) {}

  private final Map<Precision, NumberText> formats = new HashMap<>();
  private final PValueText pValues;

  private GridText(Iterable<Cell> cells) {
    Map<Precision, Shared> groups = new HashMap<>();
    List<Double> ps = new ArrayList<>();
    for (Cell cell : cells) {
      if (cell instanceof Cell.Estimate e) {
        Shared group =
            groups.computeIfAbsent(
                e.precision().leading(),
                key -> new Shared(e.precision(), new ArrayList<>(), new ArrayList<>()));
        (e.precision().follows() ? group.followers() : group.leaders()).add(e.value());
      } else if (cell instanceof Cell.PValue p) {
        ps.add(p.value());
      }
    }
    groups.forEach((key, group) -> formats.put(key, settle(group)));
    pValues = new PValueText(ps);
  }

  private static NumberText settle(Shared group) {
    Precision p = group.precision();
    if (p.kind() == Precision.Kind.DECIMALS) {
      return new NumberText(p.digits(), false);
    }
    if (p.zapped()) {
      return zapped(p, group.leaders());
    }
    boolean led = group.leaders().stream().anyMatch(x -> Double.isFinite(x) && x != 0);
    return led
        ? NumberText.significant(group.leaders(), group.followers(), p.digits(), p.maxDecimals())
        : NumberText.significant(group.followers(), p.digits(), p.maxDecimals());
  }

  private static NumberText zapped(Precision p, List<Double> values) {
    double largest =
        values.stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0);
    int decimals = p.decimalsBeside(largest);
    NumberText fine = new NumberText(decimals, false);
    List<Double> rounded =
        values.stream()
            .filter(Double::isFinite)
            .map(x -> Double.parseDouble(fine.format(x)))
            .toList();
    boolean any = rounded.stream().anyMatch(x -> x != 0);
    return any || largest == 0 ? NumberText.significant(rounded, p.digits(), decimals) : fine;
  }

  /** The digits of a table. */
  static GridText of(Block.Grid grid) {
    List<Cell> cells = new ArrayList<>();
    grid.rows().forEach(cells::addAll);
    cells.addAll(grid.foot());
    return new GridText(cells);
  }

  /** The digits of a sentence. */
  static GridText of(List<Cell> sentence) {
    return new GridText(sentence);
  }

  /** An estimate. */
  String estimate(Cell.Estimate cell) {
    return formats.get(cell.precision().leading()).format(cell.value());
  }

  /** A p value as R prints it. */
  String exactP(Cell.PValue cell) {
    return pValues.exact(cell.value());
  }

  /** A count, digits in threes where there are more than four of them. */
  static String count(Cell.Count cell) {
    String digits = Long.toString(Math.abs(cell.value()));
    if (digits.length() > 4) {
      StringBuilder grouped = new StringBuilder(digits);
      for (int i = digits.length() - 3; i > 0; i -= 3) {
        grouped.insert(i, ',');
      }
      digits = grouped.toString();
    }
    return cell.value() < 0 ? "-" + digits : digits;
  }
}
