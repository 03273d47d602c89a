package dev.henderson.stats.explain;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.text.Notation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a fit says.
 *
 * @param code a stable key, for programs: {@code rows}, {@code effect}, {@code interaction}, ...
 * @param about the term, group or variable it is about; may be empty
 * @param cells words and numbers that are read one after the other
 * @param numbers the numbers in it by name, in full precision
 */
public record Sentence(String code, String about, List<Cell> cells, Map<String, Number> numbers) {
  /** Copies the parts. */
  public Sentence {
    cells = List.copyOf(cells);
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /** The sentence in plain text, calls as R writes them. */
  public String text() {
    return text(Notation.R);
  }

  /** The sentence in plain text, calls in a notation. */
  public String text(Notation notation) {
    Report alone =
        new Report("sentence", List.of(new Block.Paragraph(cells)), Map.of()).in(notation);
    return TextRenderer.render(alone).replace('\n', ' ');
  }
}
