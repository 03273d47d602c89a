package dev.henderson.stats.formula;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Prints syntax trees with R's spacing, and compares them without their spans. */
final class Deparse {
  private static final Set<String> RESERVED =
      Set.of(
          "TRUE",
          "FALSE",
          "True",
          "False",
          "true",
          "false",
          "if",
          "else",
          "for",
          "while",
          "repeat",
          "function",
          "break",
          "next",
          "in");

  /** Operators R prints without blanks around them. */
  private static final Set<String> TIGHT = Set.of("/", "^", ":", "%%", "%/%");

  private Deparse() {}

  static String text(Expr e) {
    StringBuilder out = new StringBuilder();
    write(e, out);
    return out.toString();
  }

  /** A name, in back-quotes unless R would read it as a name without them. */
  static String name(String name) {
    return isSyntactic(name) ? name : "`" + name + "`";
  }

  static boolean isSyntactic(String name) {
    if (name.isEmpty() || RESERVED.contains(name)) {
      return false;
    }
    int first = name.codePointAt(0);
    if (!Lexer.isNameStart(first) || first == '_') {
      return false;
    }
    if (first == '.' && name.length() > 1 && Character.isDigit(name.charAt(1))) {
      return false;
    }
    return name.codePoints().allMatch(Lexer::isNamePart);
  }

  private static void write(Expr e, StringBuilder out) {
    if (e instanceof Expr.Name n) {
      out.append(name(n.name()));
    } else if (e instanceof Expr.Num n) {
      out.append(number(n.value()));
    } else if (e instanceof Expr.Text t) {
      quote(t.value(), out);
    } else if (e instanceof Expr.Bool b) {
      out.append(b.value() ? "TRUE" : "FALSE");
    } else if (e instanceof Expr.Unary u) {
      out.append(u.operator());
      write(u.operand(), out);
    } else if (e instanceof Expr.Binary b) {
      write(b.left(), out);
      boolean tight = TIGHT.contains(b.operator());
      out.append(tight ? "" : " ").append(b.operator()).append(tight ? "" : " ");
      write(b.right(), out);
    } else if (e instanceof Expr.Paren p) {
      out.append('(');
      write(p.inner(), out);
      out.append(')');
    } else if (e instanceof Expr.Call c) {
      out.append(name(c.function())).append('(');
      arguments(c.arguments(), " = ", out);
      out.append(')');
    } else if (e instanceof Expr.Index i) {
      write(i.target(), out);
      out.append('[');
      write(i.key(), out);
      out.append(']');
    } else if (e instanceof Expr.Listing l) {
      out.append(l.map() ? '{' : '[');
      arguments(l.entries(), ": ", out);
      out.append(l.map() ? '}' : ']');
    }
  }

  private static void arguments(List<Expr.Argument> arguments, String sign, StringBuilder out) {
    String separator = "";
    for (Expr.Argument a : arguments) {
      out.append(separator);
      separator = ", ";
      if (a.name() != null) {
        out.append(name(a.name())).append(sign);
      }
      write(a.value(), out);
    }
  }

  private static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
    out.append('"');
  }

  /** A number as R deparses it: 15 digits, scientific where that is shorter. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Inf" : "-Inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(15, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    String digits = rounded.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - rounded.scale();
    String fixed = rounded.toPlainString();
    String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    String scientific =
        (value < 0 ? "-" : "")
            + digits.charAt(0)
            + (digits.length() > 1 ? "." + digits.substring(1) : "")
            + "e"
            + (exponent < 0 ? "-" : "+")
            + power;
    return fixed.length() <= scientific.length() ? fixed : scientific;
  }

  static boolean same(Expr a, Expr b) {
    if (a instanceof Expr.Name x && b instanceof Expr.Name y) {
      return x.name().equals(y.name());
    } else if (a instanceof Expr.Num x && b instanceof Expr.Num y) {
      return number(x.value()).equals(number(y.value()));
    } else if (a instanceof Expr.Text x && b instanceof Expr.Text y) {
      return x.value().equals(y.value());
    } else if (a instanceof Expr.Bool x && b instanceof Expr.Bool y) {
      return x.value() == y.value();
    } else if (a instanceof Expr.Unary x && b instanceof Expr.Unary y) {
      return x.operator().equals(y.operator()) && same(x.operand(), y.operand());
    } else if (a instanceof Expr.Binary x && b instanceof Expr.Binary y) {
      return x.operator().equals(y.operator())
          && same(x.left(), y.left())
          && same(x.right(), y.right());
    } else if (a instanceof Expr.Paren x && b instanceof Expr.Paren y) {
      return same(x.inner(), y.inner());
    } else if (a instanceof Expr.Call x && b instanceof Expr.Call y) {
      return x.function().equals(y.function()) && same(x.arguments(), y.arguments());
    } else if (a instanceof Expr.Index x && b instanceof Expr.Index y) {
      return same(x.target(), y.target()) && same(x.key(), y.key());
    } else if (a instanceof Expr.Listing x && b instanceof Expr.Listing y) {
      return x.map() == y.map() && same(x.entries(), y.entries());
    }
    return false;
  }

  private static boolean same(List<Expr.Argument> a, List<Expr.Argument> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!Objects.equals(a.get(i).name(), b.get(i).name())
          || !same(a.get(i).value(), b.get(i).value())) {
        return false;
      }
    }
    return true;
  }
}
