package dev.henderson.stats.explain;

import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a sentence together, word by word and number by number. */
final class Saying {
  private final String code;
  private final String about;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, Number> numbers = new LinkedHashMap<>();

  Saying(String code, String about) {
    this.code = code;
    this.about = about;
  }

  Saying say(String words) {
    cells.add(Cell.label(words));
    return this;
  }

  /** Sentences with calls in them. */
  Saying say(Prose prose) {
    cells.add(Cell.said(prose));
    return this;
  }

  /** A name from the data or the formula. */
  Saying name(String name) {
    cells.add(Cell.code(name));
    return this;
  }

  /** Names as {@code a, b and c}. */
  Saying names(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        say(i == names.size() - 1 ? " and " : ", ");
      }
      name(names.get(i));
    }
    return this;
  }

  Saying count(String key, long n) {
    numbers.put(key, n);
    cells.add(Cell.count(n));
    return this;
  }

  /** Three significant digits. */
  Saying number(String key, double x) {
    return number(key, x, Precision.significant(3, code + about + key).atMost(6));
  }

  Saying number(String key, double x, Precision precision) {
    numbers.put(key, x);
    cells.add(Cell.estimate(x, precision));
    return this;
  }

  /** As many decimals as show two digits of an error. */
  Saying near(String key, double x, double error) {
    int decimals =
        error > 0 && Double.isFinite(error) ? 1 - (int) Math.floor(Math.log10(error)) : 3;
    return number(key, x, Precision.decimals(Math.max(0, Math.min(10, decimals))));
  }

  /** A share as per cent. */
  Saying percent(String key, double share) {
    double percent = 100 * share;
    numbers.put(key, percent);
    cells.add(Cell.estimate(percent, Precision.decimals(percent < 9.95 && percent > 0 ? 1 : 0)));
    return say("%");
  }

  /** Degrees of freedom: whole ones without decimals. */
  Saying df(String key, double df) {
    return number(key, df, Precision.decimals(Math.abs(df - Math.rint(df)) < 0.05 ? 0 : 1));
  }

  Saying p(double p) {
    numbers.put("p.value", p);
    cells.add(Cell.label("p "));
    cells.add(Cell.pValue(p));
    return this;
  }

  /** {@code 7.4 to 13.5}. */
  Saying interval(double low, double high, double error) {
    near("conf.low", low, error).say(" to ");
    return near("conf.high", high, error);
  }

  Sentence end() {
    return new Sentence(code, about, cells, numbers);
  }
}
