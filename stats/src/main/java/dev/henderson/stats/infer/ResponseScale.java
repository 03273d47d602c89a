package dev.henderson.stats.infer;

import dev.henderson.stats.formula.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way back from a transformed response such as {@code log(y)}, {@code 2 * sqrt(y)} or {@code
 * I(1/y)}: the inverse of each step, with its derivative for standard errors by the delta method.
 */
public final class ResponseScale {
  private static final double STEP = 5e-4;

  private enum Kind {
    PLUS,
    TIMES,
    FROM,
    OVER,
    POWER,
    LOG,
    LOG1P,
    EXP,
    SQRT
  }

  private record Step(Kind kind, double constant) {}

  private final String text;
  private final List<Step> steps;
  private final double halfVariance;

  private ResponseScale(String text, List<Step> steps, double halfVariance) {
    this.text = text;
    this.steps = List.copyOf(steps);
    this.halfVariance = halfVariance;
  }

  /** The scale of a response; empty where it is a plain column, or has no inverse we know. */
  public static Optional<ResponseScale> of(Expr response) {
    List<Step> steps = new ArrayList<>();
    if (response.bare() instanceof Expr.Name || !read(response, steps) || steps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ResponseScale(response.text(), steps, 0));
  }

  /** Collects the steps from the column outwards. */
  private static boolean read(Expr e, List<Step> steps) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Name) {
      return true;
    }
    if (bare instanceof Expr.Call c && c.arguments().size() >= 1) {
      return call(c, steps);
    }
    if (bare instanceof Expr.Unary u && u.operator().equals("-")) {
      return read(u.operand(), steps) && steps.add(new Step(Kind.TIMES, -1));
    }
    if (bare instanceof Expr.Binary b) {
      boolean left = !b.left().names().isEmpty();
      Optional<Double> constant = constant(left ? b.right() : b.left());
      if (constant.isEmpty() || !read(left ? b.left() : b.right(), steps)) {
        return false;
      }
      double c = constant.get();
      Step step =
          switch (b.operator()) {
            case "+" -> new Step(Kind.PLUS, c);
            case "-" -> left ? new Step(Kind.PLUS, -c) : new Step(Kind.FROM, c);
            case "*" -> new Step(Kind.TIMES, c);
            case "/" -> left ? new Step(Kind.TIMES, 1 / c) : new Step(Kind.OVER, c);
            case "^" -> left ? new Step(Kind.POWER, c) : null;
            default -> null;
          };
      return step != null && steps.add(step);
    }
    return false;
  }

  private static boolean call(Expr.Call c, List<Step> steps) {
    if (!read(c.arguments().get(0).value(), steps)) {
      return false;
    }
    boolean plain = c.arguments().size() == 1;
    Step step =
        switch (c.function()) {
          case "I" -> null;
          case "log" -> {
            Optional<Double> base =
                plain ? Optional.of(Math.E) : constant(c.arguments().get(1).value());
            yield base.map(b -> new Step(Kind.LOG, b)).orElse(new Step(Kind.LOG, Double.NaN));
          }
          case "log2" -> new Step(Kind.LOG, 2);
          case "log10" -> new Step(Kind.LOG, 10);
          case "log1p" -> new Step(Kind.LOG1P, 0);
          case "exp" -> new Step(Kind.EXP, 0);
          case "sqrt" -> new Step(Kind.SQRT, 0);
          default -> new Step(Kind.PLUS, Double.NaN);
        };
    if (step == null) {
      return plain;
    }
    return !Double.isNaN(step.constant()) && steps.add(step);
  }

  private static Optional<Double> constant(Expr e) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Num n) {
      return Optional.of(n.value());
    }
    if (bare instanceof Expr.Unary u && u.operator().equals("-")) {
      return constant(u.operand()).map(v -> -v);
    }
    if (bare instanceof Expr.Binary b) {
      Optional<Double> x = constant(b.left());
      Optional<Double> y = constant(b.right());
      if (x.isPresent() && y.isPresent()) {
        return switch (b.operator()) {
          case "+" -> Optional.of(x.get() + y.get());
          case "-" -> Optional.of(x.get() - y.get());
          case "*" -> Optional.of(x.get() * y.get());
          case "/" -> Optional.of(x.get() / y.get());
          case "^" -> Optional.of(Math.pow(x.get(), y.get()));
          default -> Optional.empty();
        };
      }
    }
    return Optional.empty();
  }

  /** The response as written: {@code log(y)}. */
  public String text() {
    return text;
  }

  /** Whether the last step is a logarithm, so that differences are ratios. */
  public boolean isLog() {
    return steps.get(steps.size() - 1).kind() == Kind.LOG;
  }

  /** The scale of differences of logarithms: ratios. */
  public ResponseScale ofRatios() {
    return new ResponseScale(text, List.of(steps.get(steps.size() - 1)), 0);
  }

  /** The same with the mean of a normal value of this standard deviation, to second order. */
  public ResponseScale corrected(double sigma) {
    return new ResponseScale(text, steps, sigma * sigma / 2);
  }

  /** The response at a value of the linear predictor. */
  public double inverse(double eta) {
    double plain = plainInverse(eta);
    return halfVariance == 0 ? plain : plain + halfVariance * second(eta);
  }

  /** The slope of {@link #inverse}. */
  public double slope(double eta) {
    return halfVariance == 0
        ? plainSlope(eta)
        : plainSlope(eta) + halfVariance * (second(eta + STEP) - second(eta - STEP)) / (2 * STEP);
  }

  private double second(double eta) {
    return (plainSlope(eta + STEP) - plainSlope(eta - STEP)) / (2 * STEP);
  }

  private double plainInverse(double eta) {
    double x = eta;
    for (int i = steps.size() - 1; i >= 0; i--) {
      x = back(steps.get(i), x);
    }
    return x;
  }

  private static double back(Step s, double x) {
    double c = s.constant();
    return switch (s.kind()) {
      case PLUS -> x - c;
      case TIMES -> x / c;
      case FROM -> c - x;
      case OVER -> c / x;
      case POWER -> Math.pow(Math.max(0, x), 1 / c);
      case LOG -> Math.pow(c, x);
      case LOG1P -> Math.expm1(x);
      case EXP -> Math.log(x);
      case SQRT -> Math.max(0, x) * Math.max(0, x);
    };
  }

  private double plainSlope(double eta) {
    double x = eta;
    double slope = 1;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step s = steps.get(i);
      double c = s.constant();
      slope *=
          switch (s.kind()) {
            case PLUS -> 1;
            case TIMES -> 1 / c;
            case FROM -> -1;
            case OVER -> -c / (x * x);
            case POWER -> Math.pow(Math.max(0, x), 1 / c - 1) / c;
            case LOG -> Math.pow(c, x) * Math.log(c);
            case LOG1P -> Math.exp(x);
            case EXP -> 1 / x;
            case SQRT -> 2 * Math.max(0, x);
          };
      x = back(s, x);
    }
    return slope;
  }
}
