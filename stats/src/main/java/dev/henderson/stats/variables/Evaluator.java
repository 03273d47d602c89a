package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.LogicalColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Computes expressions of a formula over all rows of a frame. */
public final class Evaluator {
  private final String source;
  private final ModelFrame frame;
  private final Memory memory;

  /**
   * An evaluator of one formula.
   *
   * @param source the text its errors point into
   * @param frame the rows
   * @param memory what its functions learn, or have learned
   */
  public Evaluator(String source, ModelFrame frame, Memory memory) {
    this.source = source;
    this.frame = frame;
    this.memory = memory;
  }

  /** The number of rows of the frame. */
  public int rows() {
    return frame.rows();
  }

  Memory memory() {
    return memory;
  }

  /**
   * The value of an expression over all rows.
   *
   * @throws UnknownVariableException for a name that is no column or function
   * @throws DesignException for one that cannot be computed
   */
  public Value evaluate(Expr e) {
    if (e instanceof Expr.Name n) {
      return name(n);
    } else if (e instanceof Expr.Num n) {
      return Value.Numbers.constant(n.value());
    } else if (e instanceof Expr.Bool b) {
      return new Value.Numbers(new double[] {b.value() ? 1 : 0}, true, true);
    } else if (e instanceof Expr.Text t) {
      return new Value.Texts(List.of(t.value()));
    } else if (e instanceof Expr.Paren p) {
      return evaluate(p.inner());
    } else if (e instanceof Expr.Unary u) {
      return unary(u);
    } else if (e instanceof Expr.Binary b) {
      return binary(b);
    } else if (e instanceof Expr.Call c) {
      return Functions.call(this, c);
    }
    throw error(e.span(), "This cannot be computed over the rows of a table.", null);
  }

  private Value name(Expr.Name n) {
    if (frame.has(n.name())) {
      return column(n.name());
    }
    return switch (n.name()) {
      case "Inf" -> Value.Numbers.constant(Double.POSITIVE_INFINITY);
      case "pi" -> Value.Numbers.constant(Math.PI);
      case "NA", "NaN" -> Value.Numbers.constant(Double.NaN);
      default ->
          throw UnknownVariableException.column(
              source, n.span(), n.name(), frame.name(), frame.columnNames());
    };
  }

  /** A column of the frame, with the levels it had when the model was made. */
  Value column(String name) {
    FrameColumn column = frame.column(name);
    if (column instanceof NumericColumn c) {
      return Value.Numbers.rows(c.numbers());
    }
    if (column instanceof LogicalColumn c) {
      double[] values = new double[c.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = c.isMissing(i) ? Double.NaN : c.get(i) ? 1 : 0;
      }
      return new Value.Numbers(values, true, false);
    }
    CategoricalColumn c = (CategoricalColumn) column;
    int[] codes = new int[c.size()];
    Arrays.setAll(codes, c::code);
    Value.Levels own = new Value.Levels(codes, c.levels(), c.isOrdered(), null);
    String key = "levels of " + name;
    if (!memory.knows(key)) {
      // Numbers when the model was made; whoever asks says whether levels will do.
      return own;
    }
    LevelSet known =
        memory.recall(key, LevelSet.class, () -> new LevelSet(c.levels(), c.isOrdered()));
    return known.apply(own);
  }

  /** The unit of a name's numbers, which says how they are written as levels. */
  NumericColumn labels(Expr e) {
    if (e.bare() instanceof Expr.Name n
        && frame.has(n.name())
        && frame.column(n.name()) instanceof NumericColumn c) {
      return c;
    }
    return NumericColumn.of(new double[0]);
  }

  private Value unary(Expr.Unary u) {
    Value.Numbers v = numbers(u.operand());
    double[] out = new double[v.size()];
    boolean not = u.operator().equals("!");
    for (int i = 0; i < out.length; i++) {
      double x = v.at(i);
      out[i] =
          switch (u.operator()) {
            case "-" -> -x;
            case "!" -> Double.isNaN(x) ? x : x == 0 ? 1 : 0;
            default -> x;
          };
    }
    return new Value.Numbers(out, not, v.constant);
  }

  private Value binary(Expr.Binary b) {
    String op = b.operator();
    if (op.equals("%in%")) {
      return membership(b);
    }
    if (op.equals(":")) {
      double from = scalar(b.left(), "the start of a range");
      double to = scalar(b.right(), "the end of a range");
      int length = (int) Math.min(10_000, Math.floor(Math.abs(to - from) + 1e-10) + 1);
      double[] range = new double[length];
      Arrays.setAll(range, i -> to >= from ? from + i : from - i);
      return Value.Numbers.constant(range);
    }
    boolean comparison = List.of("==", "!=", "<", "<=", ">", ">=").contains(op);
    Value left = evaluate(b.left());
    Value right = evaluate(b.right());
    if (comparison && (isText(left) || isText(right))) {
      return compareTexts(b, left, right);
    }
    boolean logical = comparison || op.startsWith("&") || op.startsWith("|");
    return combine(
        b.span(),
        requireNumbers(left, b.left()),
        requireNumbers(right, b.right()),
        logical,
        arithmetic(b));
  }

  private DoubleBinaryOperator arithmetic(Expr.Binary b) {
    return switch (b.operator()) {
      case "+" -> (x, y) -> x + y;
      case "-" -> (x, y) -> x - y;
      case "*" -> (x, y) -> x * y;
      case "/" -> (x, y) -> x / y;
      case "^" -> (x, y) -> y == 2 ? x * x : Math.pow(x, y);
      case "%%" -> (x, y) -> x - Math.floor(x / y) * y;
      case "%/%" -> (x, y) -> Math.floor(x / y);
      case "==" -> (x, y) -> truth(x, y, x == y);
      case "!=" -> (x, y) -> truth(x, y, x != y);
      case "<" -> (x, y) -> truth(x, y, x < y);
      case "<=" -> (x, y) -> truth(x, y, x <= y);
      case ">" -> (x, y) -> truth(x, y, x > y);
      case ">=" -> (x, y) -> truth(x, y, x >= y);
      case "&" -> (x, y) -> x == 0 || y == 0 ? 0 : truth(x, y, true);
      case "|", "||" ->
          (x, y) ->
              (x != 0 && !Double.isNaN(x)) || (y != 0 && !Double.isNaN(y)) ? 1 : truth(x, y, false);
      default ->
          throw error(
              b.operatorSpan(), "'" + b.operator() + "' is not arithmetic over columns.", null);
    };
  }

  private static double truth(double x, double y, boolean value) {
    return Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : value ? 1 : 0;
  }

  Value.Numbers combine(
      Span span, Value.Numbers l, Value.Numbers r, boolean logical, DoubleBinaryOperator f) {
    boolean constant = l.constant && r.constant;
    int length = constant ? Math.max(l.size(), r.size()) : rows();
    for (Value.Numbers v : List.of(l, r)) {
      if (v.constant && v.size() > 1 && v.size() != length) {
        throw error(span, "A list of values cannot be combined with a column.", null);
      }
    }
    double[] out = new double[length];
    for (int i = 0; i < length; i++) {
      out[i] = f.applyAsDouble(l.at(i), r.at(i));
    }
    return new Value.Numbers(out, logical, constant);
  }

  private static boolean isText(Value v) {
    return v instanceof Value.Levels || v instanceof Value.Texts;
  }

  private Value compareTexts(Expr.Binary b, Value left, Value right) {
    List<String> l = texts(left, b.left());
    List<String> r = texts(right, b.right());
    Value.Levels known =
        left instanceof Value.Levels x && x.ordered
            ? x
            : right instanceof Value.Levels y && y.ordered ? y : null;
    boolean equality = b.operator().equals("==") || b.operator().equals("!=");
    double[] out = new double[rows()];
    for (int i = 0; i < out.length; i++) {
      String x = l.get(l.size() == 1 ? 0 : i);
      String y = r.get(r.size() == 1 ? 0 : i);
      if (x == null || y == null) {
        out[i] = Double.NaN;
        continue;
      }
      int order =
          known == null || equality
              ? x.compareTo(y)
              : Integer.compare(known.labels.indexOf(x), known.labels.indexOf(y));
      out[i] = arithmetic(b).applyAsDouble(order, 0);
    }
    return new Value.Numbers(out, true, false);
  }

  /** The labels of a value per row, or a single text; null where missing. */
  private List<String> texts(Value v, Expr e) {
    if (v instanceof Value.Texts t) {
      if (t.texts().size() != 1) {
        throw error(e.span(), "A list of texts cannot be compared; use %in%.", null);
      }
      return t.texts();
    }
    Value.Levels levels = v instanceof Value.Levels l ? l : Levelled.of(this, v, e);
    List<String> out = new ArrayList<>(levels.codes.length);
    for (int code : levels.codes) {
      out.add(code < 0 ? null : levels.labels.get(code));
    }
    return out;
  }

  private Value membership(Expr.Binary b) {
    Value left = evaluate(b.left());
    Value right = evaluate(b.right());
    double[] out = new double[rows()];
    if (right instanceof Value.Texts t) {
      Value.Levels levels = Levelled.of(this, left, b.left());
      for (int i = 0; i < out.length; i++) {
        out[i] =
            levels.codes[i] >= 0 && t.texts().contains(levels.labels.get(levels.codes[i])) ? 1 : 0;
      }
    } else {
      Value.Numbers x = requireNumbers(perRow(left, b.left()), b.left());
      double[] set = requireNumbers(right, b.right()).values();
      for (int i = 0; i < out.length; i++) {
        double value = x.at(i);
        out[i] = Arrays.stream(set).anyMatch(s -> s == value) ? 1 : 0;
      }
    }
    return new Value.Numbers(out, true, false);
  }

  /** The value of an expression as numbers. */
  public Value.Numbers numbers(Expr e) {
    return requireNumbers(evaluate(e), e);
  }

  /**
   * A value where there has to be one per row: columns, one constant for all rows, or as many
   * written numbers as there are rows.
   */
  public Value perRow(Value v, Expr e) {
    if (v instanceof Value.Numbers n && n.constant && n.size() != 1 && n.size() != rows()) {
      throw error(
          e.span(),
          e.text() + " has " + n.size() + " values for " + rows() + " rows.",
          "Write one value for all rows, or make a column with one for each.");
    }
    return v;
  }

  /** Numbers per row, one constant repeated, in an array that does not change with the table. */
  public double[] rowNumbers(Expr e) {
    Value.Numbers v = (Value.Numbers) perRow(numbers(e), e);
    if (!v.constant) {
      return v.values();
    }
    double[] out = new double[rows()];
    Arrays.setAll(out, v::at);
    return out;
  }

  private Value.Numbers requireNumbers(Value v, Expr e) {
    if (v instanceof Value.Numbers n) {
      return n;
    }
    String what =
        v instanceof Value.Levels
            ? e.text() + " is a factor; numbers are needed here."
            : e.text() + " is not a column of numbers.";
    throw error(
        e.span(),
        what,
        v instanceof Value.Levels
            ? "Use it as a term of its own, or make a numeric column."
            : null);
  }

  double scalar(Expr e, String what) {
    Value v = evaluate(e);
    if (v instanceof Value.Numbers n && n.constant && n.size() == 1) {
      return n.at(0);
    }
    throw error(e.span(), "A number is needed for " + what + ".", null);
  }

  /** An error at a place of the formula. */
  public DesignException error(Span span, String message, String suggestion) {
    return new DesignException(source, span, message, suggestion);
  }

  UnknownVariableException unknownFunction(Expr.Call c, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    return UnknownVariableException.function(source, c.functionSpan(), c.function(), names);
  }
}
