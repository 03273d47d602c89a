package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.matrix.MatrixBlock;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.variables.ContrastCoding;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the model matrix of terms from the values of their variables. */
final class MatrixBuilder {
  private static final Set<ContrastCoding.Kind> SUMS_TO_ZERO =
      Set.of(ContrastCoding.Kind.SUM, ContrastCoding.Kind.HELMERT, ContrastCoding.Kind.POLYNOMIAL);

  private final DesignRows rows;
  private final Map<String, ContrastCoding> contrasts;
  private final Map<String, Value> values = new HashMap<>();
  private final ColumnNames names;
  private final Recoding recoding;

  /** Which codings are replaced. */
  private enum Recoding {
    NONE,
    /** All by treatment contrasts. */
    TREATMENT,
    /** By sum contrasts, those whose columns do not sum to zero over the levels. */
    SUM
  }

  MatrixBuilder(DesignRows rows, Map<String, ContrastCoding> contrasts) {
    this(rows, contrasts, ColumnNames.R, Recoding.NONE);
  }

  MatrixBuilder(DesignRows rows, Map<String, ContrastCoding> contrasts, ColumnNames names) {
    this(rows, contrasts, names, Recoding.NONE);
  }

  private MatrixBuilder(
      DesignRows rows,
      Map<String, ContrastCoding> contrasts,
      ColumnNames names,
      Recoding recoding) {
    this.rows = rows;
    this.contrasts = contrasts;
    this.names = names;
    this.recoding = recoding;
  }

  /** A builder that codes every factor by treatment contrasts and has R's names. */
  MatrixBuilder treatmentCoded() {
    return new MatrixBuilder(rows, Map.of(), ColumnNames.R, Recoding.TREATMENT);
  }

  /** A builder whose contrasts sum to zero over the levels: sum, helmert or polynomials. */
  MatrixBuilder sumCoded() {
    return new MatrixBuilder(rows, contrasts, ColumnNames.R, Recoding.SUM);
  }

  /**
   * A builder for the strata of Error: factors have plain contrasts, and numbers that are the names
   * of units are factors.
   */
  MatrixBuilder forStrata(FormulaTerms error, FormulaTerms fixed) {
    MatrixBuilder out = new MatrixBuilder(rows, Map.of());
    for (Expr e : error.variables()) {
      if (value(e) instanceof Value.Levels || isNumberedUnit(e, fixed)) {
        Value.Levels l = rows.factor(e);
        out.values.put(e.text(), new Value.Levels(l.codes(), l.labels(), false, null));
      }
    }
    return out;
  }

  /**
   * Whether a variable of Error is numbers that only name something: whole ones that come again,
   * and that the fixed part does not measure with.
   */
  boolean isNumberedUnit(Expr e, FormulaTerms fixed) {
    if (!(value(e) instanceof Value.Numbers n)) {
      return false;
    }
    for (Term.FixedEffect term : fixed.fixed()) {
      for (Expr other : term.variables()) {
        if (other.names().containsAll(e.names()) && !(value(other) instanceof Value.Levels)) {
          return false;
        }
      }
    }
    return Arrays.stream(n.values()).allMatch(x -> x == Math.rint(x))
        && rows.factor(e).labels().size() < n.values().length;
  }

  /** A matrix and how its factors were coded. */
  record Built(ModelMatrix matrix, List<TermCoding> codings) {}

  Built build(FormulaTerms terms) {
    return build(terms, names.intercept());
  }

  /** The matrix of the left side of a random-effects term; its column of ones has R's name. */
  ModelMatrix buildEffects(FormulaTerms terms) {
    return build(terms, ColumnNames.R.intercept()).matrix();
  }

  private Built build(FormulaTerms terms, String intercept) {
    List<boolean[]> full = CodingRule.full(terms, e -> value(e) instanceof Value.Levels);
    return build(terms, full, intercept);
  }

  /** The matrix with a column for every level of every factor in every term. */
  ModelMatrix buildDummies(FormulaTerms terms) {
    List<boolean[]> full = new ArrayList<>();
    for (Term.FixedEffect term : terms.fixed()) {
      boolean[] all = new boolean[term.variables().size()];
      Arrays.fill(all, true);
      full.add(all);
    }
    // These columns are for computing with; only R's names suit every coding.
    ColumnNames plain = ColumnNames.R;
    return new MatrixBuilder(rows, contrasts).build(terms, full, plain.intercept()).matrix();
  }

  private Built build(FormulaTerms terms, List<boolean[]> full, String intercept) {
    List<MatrixBlock> blocks = new ArrayList<>();
    List<String> columnNames = new ArrayList<>();
    List<Integer> assign = new ArrayList<>();
    List<TermCoding> codings = new ArrayList<>();
    if (terms.intercept()) {
      blocks.add(MatrixBlock.ones());
      columnNames.add(intercept);
      assign.add(0);
    }
    for (int t = 0; t < terms.fixed().size(); t++) {
      Term.FixedEffect term = terms.fixed().get(t);
      List<MatrixBlock.Part> parts = new ArrayList<>();
      List<String> variables = new ArrayList<>();
      List<List<String>> termNames = new ArrayList<>();
      for (int i = 0; i < term.variables().size(); i++) {
        Expr e = term.variables().get(i);
        List<String> own = new ArrayList<>();
        parts.add(part(e, full.get(t)[i], term.label(), own, codings));
        variables.add(e.text());
        termNames.add(own);
      }
      MatrixBlock block = MatrixBlock.of(parts);
      blocks.add(block);
      columnNames.addAll(names.product(variables, termNames));
      for (int j = 0; j < block.width(); j++) {
        assign.add(t + 1);
      }
    }
    ModelMatrix matrix =
        new ModelMatrix(
            rows.count(),
            blocks,
            columnNames,
            assign.stream().mapToInt(a -> a).toArray(),
            terms.fixed().stream().map(this::label).toList());
    return new Built(matrix, List.copyOf(codings));
  }

  private String label(Term.FixedEffect term) {
    return names.term(term.variables().stream().map(Expr::text).toList());
  }

  /** The value of a variable over the rows used, a truth value as the factor FALSE, TRUE. */
  Value value(Expr e) {
    return values.computeIfAbsent(
        e.text(),
        key -> {
          Value v = rows.value(e);
          if (v instanceof Value.Numbers n && n.isLogical()) {
            int[] codes = new int[n.size()];
            for (int i = 0; i < codes.length; i++) {
              codes[i] = Double.isNaN(n.at(i)) ? -1 : (int) n.at(i);
            }
            return new Value.Levels(codes, List.of("FALSE", "TRUE"), false, null);
          }
          return v;
        });
  }

  private MatrixBlock.Part part(
      Expr e, boolean full, String term, List<String> own, List<TermCoding> codings) {
    String label = e.text();
    Value v = value(e);
    if (v instanceof Value.Levels l) {
      if (l.labels().size() < 2) {
        throw rows.error(
            e.span(),
            label
                + " has only one level in the rows used"
                + (l.labels().isEmpty() ? "." : ": " + l.labels().get(0) + "."),
            "A factor needs two levels or more; leave it out of the formula.");
      }
      if (full) {
        double[][] identity = new double[l.labels().size()][l.labels().size()];
        for (int i = 0; i < identity.length; i++) {
          identity[i][i] = 1;
        }
        own.addAll(fullNames(e, l));
        codings.add(new TermCoding(term, label, "full", l.labels()));
        return MatrixBlock.coded(l.codes(), identity);
      }
      ContrastCoding coding = coding(e, l);
      own.addAll(names.contrasts(label, coding, l.labels()));
      codings.add(new TermCoding(term, label, coding.toString(), l.labels()));
      return MatrixBlock.coded(l.codes(), coding.matrix(l.labels()));
    }
    codings.add(new TermCoding(term, label, "numeric", List.of()));
    if (v instanceof Value.Columns c) {
      own.addAll(names.numeric(label, c.suffixes()));
      return MatrixBlock.numeric(c.columns());
    }
    if (v instanceof Value.Numbers n) {
      own.addAll(names.numeric(label, List.of("")));
      return MatrixBlock.numeric(n.numbers());
    }
    throw rows.error(e.span(), label + " is not a column.", null);
  }

  private List<String> fullNames(Expr e, Value.Levels l) {
    try {
      return names.full(e.text(), coding(e, l), l.labels());
    } catch (IllegalArgumentException ex) {
      throw rows.error(e.span(), ex.getMessage(), null);
    }
  }

  private ContrastCoding coding(Expr e, Value.Levels l) {
    String name = e instanceof Expr.Name n ? n.name() : e.text();
    ContrastCoding coding = contrasts.get(name);
    if (coding == null) {
      coding = l.coding();
    }
    if (recoding == Recoding.TREATMENT) {
      coding = ContrastCoding.treatment();
    }
    if (coding == null) {
      coding = l.isOrdered() ? ContrastCoding.polynomial() : ContrastCoding.treatment();
    }
    if (recoding == Recoding.SUM && !SUMS_TO_ZERO.contains(coding.kind())) {
      coding = ContrastCoding.sum();
    }
    try {
      coding.matrix(l.labels());
    } catch (IllegalArgumentException ex) {
      throw rows.error(e.span(), ex.getMessage(), null);
    }
    return coding;
  }
}
