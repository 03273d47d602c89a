package dev.henderson.stats.document;

import java.util.List;
import java.util.function.BiFunction;

/** Writes the cells of a sentence one after the other; p values bring their sign. */
final class SentenceText {
  private SentenceText() {}

  /**
   * The sentence.
   *
   * @param content how a renderer writes a cell that is no p value
   */
  static String of(List<Cell> cells, BiFunction<Cell, GridText, String> content) {
    GridText digits = GridText.of(cells);
    StringBuilder out = new StringBuilder();
    for (Cell cell : cells) {
      if (cell instanceof Cell.PValue p) {
        String brief = PValueText.brief(p.value());
        String sign = brief.startsWith("<") || brief.startsWith(">") ? "" : "= ";
        out.append(content.apply(Cell.label(sign + brief), digits));
      } else {
        out.append(content.apply(cell, digits));
      }
    }
    return out.toString();
  }
}
