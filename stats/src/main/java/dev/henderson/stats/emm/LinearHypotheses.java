package dev.henderson.stats.emm;

import dev.henderson.stats.formula.Span;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.model.LinearFunction;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * General linear hypotheses about coefficients, {@code A2 - A1 = 0}: each with its estimate and
 * adjusted p value, and all together by a Wald test, as R's multcomp.
 */
public final class LinearHypotheses {
  private final LinearBasis basis;
  private final List<Hypothesis> hypotheses;
  private final EmmGrid grid;

  private LinearHypotheses(LinearBasis basis, List<Hypothesis> hypotheses) {
    this.basis = basis;
    this.hypotheses = List.copyOf(hypotheses);
    List<EmmGrid.Row> rows = new ArrayList<>();
    for (Hypothesis h : hypotheses) {
      rows.add(new EmmGrid.Row(List.of(h.text), LinearFunction.of(h.coefficients), -h.right));
    }
    this.grid = EmmGrid.ofFunctions(basis, "hypothesis", rows);
  }

  private static final class Hypothesis {
    final String text;
    final double[] coefficients;
    double right;

    Hypothesis(String text, int p) {
      this.text = text;
      this.coefficients = new double[p];
    }
  }

  /**
   * Reads hypotheses.
   *
   * @param texts sums of coefficients by name, with factors, {@code =} and a number; names may
   *     stand in back-quotes
   * @throws QuestionException with the place in the text where something is not understood
   */
  public static LinearHypotheses of(LinearBasis basis, List<String> texts) {
    List<Hypothesis> out = new ArrayList<>();
    for (String text : texts) {
      Hypothesis h = new Reader(text, basis.coefficientNames()).read();
      if (LinearFunction.of(h.coefficients).isZero()) {
        throw QuestionException.at(
            new Span(0, text.length()),
            "This says nothing about the coefficients.",
            "Write a difference such as " + example(basis) + ".");
      }
      out.add(h);
    }
    return new LinearHypotheses(basis, out);
  }

  private static String example(LinearBasis basis) {
    List<String> names = basis.coefficientNames();
    int n = names.size();
    return n > 2 ? names.get(n - 1) + " - " + names.get(n - 2) + " = 0" : names.get(n - 1) + " = 0";
  }

  /** The fit. */
  public LinearBasis basis() {
    return basis;
  }

  /** How many there are. */
  public int size() {
    return hypotheses.size();
  }

  /**
   * Each hypothesis: the estimate is the left side, the statistic tests it against the right side.
   *
   * @param options the adjustment is the multivariate t where none is named
   */
  public EmmTable table(EmmOptions options) {
    EmmTable shifted = grid.table(options);
    List<EmmRow> rows = new ArrayList<>();
    for (int i = 0; i < shifted.rows().size(); i++) {
      EmmRow r = shifted.rows().get(i);
      double right = hypotheses.get(i).right;
      rows.add(r.shifted(right));
    }
    return shifted.withRows(rows);
  }

  /**
   * The test that all hold; those that depend on others do not count twice.
   *
   * @throws QuestionException if one cannot be estimated
   */
  public FTest test() {
    List<LinearFunction> rows = new ArrayList<>();
    for (Hypothesis h : hypotheses) {
      LinearFunction l = LinearFunction.of(h.coefficients);
      if (!basis.isEstimable(l)) {
        throw new QuestionException("'" + h.text + "' cannot be estimated.", null);
      }
      rows.add(l);
    }
    return basis.test(rows, hypotheses.stream().mapToDouble(h -> h.right).toArray());
  }

  /** Reads one hypothesis; names of coefficients are whatever they are, so the longest one wins. */
  private static final class Reader {
    private final String text;
    private final List<String> names;
    private final List<String> order;
    private final Hypothesis out;
    private int at;

    Reader(String text, List<String> names) {
      this.text = text;
      this.names = new ArrayList<>(names);
      this.names.sort(Comparator.comparingInt(String::length).reversed());
      this.order = names;
      this.out = new Hypothesis(text.strip(), names.size());
    }

    Hypothesis read() {
      boolean right = false;
      boolean first = true;
      while (true) {
        blanks();
        if (at == text.length()) {
          if (first) {
            throw error("Something is missing here.", "Write a number or a coefficient.");
          }
          return out;
        }
        if (text.charAt(at) == '=' && !first && !right) {
          at += at + 1 < text.length() && text.charAt(at + 1) == '=' ? 2 : 1;
          right = true;
          first = true;
          continue;
        }
        double sign = 1;
        boolean signed = false;
        while (at < text.length() && "+-\u2212 ".indexOf(text.charAt(at)) >= 0) {
          sign *= text.charAt(at) == '-' || text.charAt(at) == '\u2212' ? -1 : 1;
          signed |= text.charAt(at) != ' ';
          at++;
        }
        if (at < text.length() && "<>".indexOf(text.charAt(at)) >= 0) {
          throw error(
              "One direction is an option, not part of a hypothesis.",
              "Write = here and add side = " + text.charAt(at) + ".");
        }
        if (!first && !signed) {
          throw error("A sign is expected here.", "Join terms by + or -, and end with = 0.");
        }
        term(right ? -sign : sign);
        first = false;
      }
    }

    private void term(double sign) {
      double factor = sign;
      int coefficient = -1;
      boolean any = false;
      while (true) {
        blanks();
        int name = name();
        if (name >= 0) {
          if (coefficient >= 0) {
            throw error("Two coefficients are multiplied.", "A hypothesis is linear in them.");
          }
          coefficient = name;
        } else {
          factor *= number();
        }
        any = true;
        blanks();
        if (at < text.length() && text.charAt(at) == '/') {
          at++;
          blanks();
          factor /= number();
          blanks();
        }
        if (at < text.length() && text.charAt(at) == '*') {
          at++;
        } else {
          break;
        }
      }
      if (any && coefficient >= 0) {
        out.coefficients[coefficient] += factor;
      } else {
        out.right -= factor;
      }
    }

    private void blanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private int name() {
      if (at < text.length() && text.charAt(at) == '`') {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
          throw error("This back-quote is never closed.", null);
        }
        String name = text.substring(at + 1, end);
        int found = order.indexOf(name);
        if (found < 0) {
          throw unknown(name, at + 1, end);
        }
        at = end + 1;
        return found;
      }
      for (String name : names) {
        if (text.startsWith(name, at) && ends(at + name.length(), name)) {
          at += name.length();
          return order.indexOf(name);
        }
      }
      return -1;
    }

    /** Whether a name ends here, and does not go on as another. */
    private boolean ends(int end, String name) {
      return end == text.length()
          || !Character.isLetterOrDigit(text.charAt(end)) && "._:".indexOf(text.charAt(end)) < 0
          || !Character.isLetterOrDigit(name.charAt(name.length() - 1));
    }

    private double number() {
      int end = at;
      while (end < text.length()
          && (Character.isDigit(text.charAt(end))
              || text.charAt(end) == '.'
              || end > at && "eE".indexOf(text.charAt(end)) >= 0
              || end > at
                  && "+-".indexOf(text.charAt(end)) >= 0
                  && "eE".indexOf(text.charAt(end - 1)) >= 0)) {
        end++;
      }
      try {
        double value = Double.parseDouble(text.substring(at, end));
        at = end;
        return value;
      } catch (NumberFormatException e) {
        int stop = at;
        while (stop < text.length() && " +-*/=<>".indexOf(text.charAt(stop)) < 0) {
          stop++;
        }
        if (stop == at) {
          throw error("This is not read here.", "Write sums of coefficients, as in A2 - A1 = 0.");
        }
        throw unknown(text.substring(at, stop), at, stop);
      }
    }

    private QuestionException unknown(String name, int from, int to) {
      List<String> near = NearestNames.of(name, order);
      return QuestionException.at(
          new Span(from, to),
          "There is no coefficient " + name + ".",
          near.isEmpty()
              ? "There are "
                  + String.join(", ", order.subList(0, Math.min(12, order.size())))
                  + (order.size() > 12 ? ", ..." : ".")
              : "Did you mean " + String.join(" or ", near) + "?");
    }

    private QuestionException error(String message, String suggestion) {
      int end = Math.min(text.length(), at + 1);
      return QuestionException.at(new Span(Math.min(at, end), end), message, suggestion);
    }
  }
}
