package dev.henderson.stats.emm;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.infer.LinearBasis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Where the means have to be taken that show what a term of the fixed part does: at all levels of
 * its factors, along its first covariate, and at the mean and one standard deviation below and
 * above it of every other covariate.
 *
 * @param variables of the term, the axis first
 * @param axis the covariate along which the means run; none for factors alone
 * @param at values of the covariates, in the manner of {@link ReferenceGrid#of}
 */
public record EffectGrid(
    List<String> variables, Optional<String> axis, Map<String, List<String>> at) {
  /** So many places that a curve through them looks smooth. */
  private static final int PLACES = 41;

  /** Copies list and map. */
  public EffectGrid {
    variables = List.copyOf(variables);
    at = Map.copyOf(at);
  }

  /**
   * The grids of a fit, in the order of its terms. Terms whose variables a larger one has are left
   * out, for they are not to be read alone.
   */
  public static List<EffectGrid> of(LinearBasis basis) {
    Map<String, GridVariable> known = new LinkedHashMap<>();
    GridVariables.of(basis, Map.of(), 0).forEach(v -> known.put(v.name(), v));
    Set<Set<String>> terms = new LinkedHashSet<>();
    for (Term.FixedEffect term : basis.terms().fixed()) {
      Set<String> names = new LinkedHashSet<>();
      term.variables().stream().map(Expr::names).forEach(names::addAll);
      names.retainAll(known.keySet());
      terms.add(names);
    }
    List<EffectGrid> out = new ArrayList<>();
    for (Set<String> term : terms) {
      boolean within = terms.stream().anyMatch(t -> t.size() > term.size() && t.containsAll(term));
      if (!term.isEmpty() && !within) {
        out.add(of(basis, term.stream().map(known::get).toList()));
      }
    }
    return List.copyOf(out);
  }

  private static EffectGrid of(LinearBasis basis, List<GridVariable> term) {
    Map<String, List<String>> at = new LinkedHashMap<>();
    List<String> order = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (GridVariable v : term) {
      if (v.isCategorical()) {
        order.add(v.name());
      } else if (at.isEmpty()) {
        at.put(v.name(), places(basis, v));
      } else {
        at.put(v.name(), around(basis, v));
        others.add(v.name());
      }
    }
    order.addAll(others);
    Optional<String> axis = at.keySet().stream().findFirst();
    axis.ifPresent(x -> order.add(0, x));
    return new EffectGrid(order, axis, at);
  }

  /** Evenly from the least to the largest value of the rows used. */
  private static List<String> places(LinearBasis basis, GridVariable covariate) {
    DoubleSummaryStatistics values = values(basis, covariate).summaryStatistics();
    List<String> out = new ArrayList<>();
    for (int k = 0; k < PLACES; k++) {
      double share = k / (PLACES - 1.0);
      out.add(Double.toString((1 - share) * values.getMin() + share * values.getMax()));
    }
    return out;
  }

  /** The mean less a standard deviation, the mean, and the mean plus one. */
  private static List<String> around(LinearBasis basis, GridVariable covariate) {
    double mean = covariate.column().get(0);
    double squares = values(basis, covariate).map(v -> (v - mean) * (v - mean)).sum();
    double sd = Math.sqrt(squares / (basis.nobs() - 1));
    // Three digits of the deviation: what is less does not matter to a reader.
    int digits = 2 - (int) Math.floor(Math.log10(sd));
    return Stream.of(mean - sd, mean, mean + sd).map(v -> shortened(v, digits)).toList();
  }

  private static DoubleStream values(LinearBasis basis, GridVariable covariate) {
    return GridVariables.values(basis, (NumericColumn) basis.frame().column(covariate.name()));
  }

  private static String shortened(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
