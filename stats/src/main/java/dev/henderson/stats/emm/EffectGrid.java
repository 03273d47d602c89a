package dev.henderson.stats.emm;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.NumericColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  public static List<EffectGrid> of(EmmBasis basis) {
    List<GridVariable> known = GridVariables.of(basis, Map.of(), 0);
    Set<Set<String>> terms = new LinkedHashSet<>();
    for (Term.FixedEffect term : basis.terms().fixed()) {
      Set<String> names = new LinkedHashSet<>();
      term.variables().stream().map(Expr::names).forEach(names::addAll);
      names.retainAll(known.stream().map(GridVariable::name).toList());
      terms.add(names);
    }
    List<EffectGrid> out = new ArrayList<>();
    for (Set<String> term : terms) {
      boolean within = terms.stream().anyMatch(t -> t.size() > term.size() && t.containsAll(term));
      if (!term.isEmpty() && !within) {
        out.add(of(basis, known.stream().filter(v -> term.contains(v.name())).toList(), term));
      }
    }
    return List.copyOf(out);
  }

  private static EffectGrid of(EmmBasis basis, List<GridVariable> known, Set<String> term) {
    Map<String, List<String>> at = new LinkedHashMap<>();
    List<String> factors = new ArrayList<>();
    List<String> covariates = new ArrayList<>();
    for (String name : term) {
      GridVariable v = known.stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
      if (v.isCategorical()) {
        factors.add(name);
      } else {
        at.put(name, covariates.isEmpty() ? places(basis, name) : around(basis, name));
        covariates.add(name);
      }
    }
    List<String> order = new ArrayList<>(factors);
    order.addAll(covariates);
    Optional<String> axis = covariates.stream().findFirst();
    axis.ifPresent(
        x -> {
          order.remove(x);
          order.add(0, x);
        });
    return new EffectGrid(order, axis, at);
  }

  /** Evenly from the least to the largest value of the rows used. */
  private static List<String> places(EmmBasis basis, String name) {
    NumericColumn column = (NumericColumn) basis.frame().column(name);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < basis.nobs(); i++) {
      low = Math.min(low, column.get(basis.rowUsed(i)));
      high = Math.max(high, column.get(basis.rowUsed(i)));
    }
    List<String> out = new ArrayList<>();
    for (int k = 0; k < PLACES; k++) {
      double share = k / (PLACES - 1.0);
      out.add(Double.toString((1 - share) * low + share * high));
    }
    return out;
  }

  /** The mean less a standard deviation, the mean, and the mean plus one. */
  private static List<String> around(EmmBasis basis, String name) {
    NumericColumn column = (NumericColumn) basis.frame().column(name);
    int n = basis.nobs();
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += column.get(basis.rowUsed(i)) / n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double d = column.get(basis.rowUsed(i)) - mean;
      squares += d * d;
    }
    double sd = Math.sqrt(squares / (n - 1));
    // Three digits of the deviation: what is less does not matter to a reader.
    int digits = 2 - (int) Math.floor(Math.log10(sd));
    return Stream.of(mean - sd, mean, mean + sd).map(v -> shortened(v, digits)).toList();
  }

  private static String shortened(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
