package dev.henderson.stats.formula;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * R's term algebra: a term is a set of variables, held as bits in order of first appearance, and
 * the operators are operations on ordered sets of such sets.
 */
final class TermAlgebra {
  private static final int MAX_TERMS = 20_000;
  private static final long MAX_WORK = 4_000_000;

  private final String source;
  private final String response;
  private final List<String> dotColumns;
  private final Map<String, Expr> variables = new LinkedHashMap<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Term.RandomEffects> random = new ArrayList<>();
  private final List<FormulaNote> notes = new ArrayList<>();
  private final GroupingReader groupings;
  private Term.ErrorTerm error;
  private boolean intercept = true;
  private boolean removing;
  private long work;

  TermAlgebra(String source, Expr response, List<String> dotColumns) {
    this.source = source;
    this.response = response == null ? null : response.text();
    this.dotColumns = dotColumns;
    this.groupings = new GroupingReader(source, dotColumns);
  }

  FormulaTerms expand(Expr right) {
    Set<BitSet> encoded = encode(right, true);
    BitSet dropped = new BitSet();
    List<Expr.Call> offsets = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (variables.get(keys.get(i)) instanceof Expr.Call c && c.function().equals("offset")) {
        offsets.add(c);
        dropped.set(i);
      }
    }
    List<BitSet> sorted = new ArrayList<>();
    for (BitSet term : encoded) {
      if (isResponse(term)) {
        Expr e = variables.get(response);
        notes.add(
            new FormulaNote(
                "response-as-term",
                "The response " + response + " stands among the terms too and was left out there.",
                e.span()));
      } else if (!term.intersects(dropped)) {
        sorted.add(term);
      }
    }
    sorted.sort(Comparator.comparingInt(BitSet::cardinality));
    List<Term.FixedEffect> fixed =
        sorted.stream()
            .map(t -> Term.of(t.stream().mapToObj(i -> variables.get(keys.get(i))).toList()))
            .toList();
    return new FormulaTerms(
        intercept,
        List.copyOf(variables.values()),
        fixed,
        offsets,
        random,
        Optional.ofNullable(error),
        notes);
  }

  private boolean isResponse(BitSet term) {
    return response != null
        && term.cardinality() == 1
        && keys.get(term.nextSetBit(0)).equals(response);
  }

  /** Encodes an expression; {@code additive} while only + and parentheses were on the way. */
  private Set<BitSet> encode(Expr e, boolean additive) {
    if (e instanceof Expr.Paren p) {
      return parenthesised(p, additive);
    } else if (e instanceof Expr.Name n) {
      return n.name().equals(".") ? dot(n) : variable(n);
    } else if (e instanceof Expr.Num n) {
      return number(n);
    } else if (e instanceof Expr.Call c) {
      return call(c, additive);
    } else if (e instanceof Expr.Unary u) {
      return u.operator().equals("+")
          ? encode(u.operand(), additive)
          : remove(new LinkedHashSet<>(), u.operand());
    } else if (e instanceof Expr.Binary b) {
      return binary(b, additive);
    } else if (e instanceof Expr.Text t) {
      throw error(
          t.span(),
          "A quoted text is not a term.",
          "Write the column in back-quotes: `" + t.value() + "`.");
    }
    throw error(e.span(), "This is not a term.", null);
  }

  private Set<BitSet> parenthesised(Expr.Paren p, boolean additive) {
    if (p.inner() instanceof Expr.Binary b && isBar(b.operator())) {
      requireAdditive(additive, p, "A random-effects term");
      randomEffects(b, b.operator().equals("|"), p.span());
      return new LinkedHashSet<>();
    }
    return encode(p.inner(), additive);
  }

  private static boolean isBar(String operator) {
    return operator.equals("|") || operator.equals("||");
  }

  private void requireAdditive(boolean additive, Expr e, String what) {
    if (!additive || removing) {
      throw error(
          e.span(),
          what + " can only be added.",
          "Write ... + " + e.text() + "; a slope that varies by group is (x | group).");
    }
  }

  private void randomEffects(Expr.Binary bar, boolean correlated, Span span) {
    if (error != null) {
      throw error(
          span,
          "Error() is for aov, (1 | group) for lmer: not both in one formula.",
          "Keep one of them.");
    }
    // The left side is a small formula of its own; reading it finds its errors now.
    FormulaTerms left = new TermAlgebra(source, null, dotColumns).expand(bar.left());
    if (!left.random().isEmpty() || left.error().isPresent()) {
      throw error(bar.left().span(), "A random-effects term cannot hold another one.", null);
    }
    if (!left.intercept() && left.fixed().isEmpty()) {
      throw error(bar.left().span(), "The left side of '|' has no effects.", "Write (1 | group).");
    }
    for (List<Expr> group : groupings.read(bar.right())) {
      random.add(new Term.RandomEffects(bar.left(), group, correlated, span));
    }
  }

  private Set<BitSet> dot(Expr.Name dot) {
    if (dotColumns == null) {
      return variable(dot);
    }
    Set<BitSet> out = new LinkedHashSet<>();
    for (String name : dotColumns) {
      out.addAll(variable(new Expr.Name(name, dot.span())));
    }
    return out;
  }

  private Set<BitSet> variable(Expr e) {
    String key = e.text();
    int index = keys.indexOf(key);
    if (index < 0) {
      index = keys.size();
      keys.add(key);
      variables.put(key, e);
    }
    BitSet bits = new BitSet();
    bits.set(index);
    Set<BitSet> out = new LinkedHashSet<>();
    out.add(bits);
    return out;
  }

  private Set<BitSet> number(Expr.Num n) {
    if (n.value() != 0 && n.value() != 1) {
      throw error(
          n.span(),
          "A number other than 0 and 1 is not a term.",
          "0 and 1 say whether there is an intercept; a constant to add is offset(...).");
    }
    intercept = (n.value() == 1) != removing;
    return new LinkedHashSet<>();
  }

  private Set<BitSet> call(Expr.Call c, boolean additive) {
    if (c.function().equals("Error")) {
      requireAdditive(additive, c, "Error()");
      if (error != null) {
        throw error(
            c.functionSpan(),
            "A formula has one Error() term, this is a second.",
            "Write the strata together: Error(a + b).");
      }
      if (!random.isEmpty()) {
        throw error(
            c.functionSpan(),
            "Error() is for aov, (1 | group) for lmer: not both in one formula.",
            "Keep one of them.");
      }
      Expr inner = c.arguments().get(0).value();
      FormulaTerms strata = new TermAlgebra(source, null, dotColumns).expand(inner);
      if (strata.error().isPresent() || !strata.random().isEmpty() || c.arguments().size() > 1) {
        throw error(inner.span(), "Error() holds terms only.", "Write Error(block/plot).");
      }
      error = new Term.ErrorTerm(inner, c.span());
      return new LinkedHashSet<>();
    }
    if (ExprParser.holdsTerms(c.function())) {
      requireAdditive(additive, c, c.function() + "()");
      Expr inner = c.arguments().get(0).value().bare();
      if (!(inner instanceof Expr.Binary b) || !isBar(b.operator()) || c.arguments().size() > 1) {
        throw error(
            inner.span(),
            c.function() + "() holds a random-effects term.",
            "Write " + c.function() + "(1 + x | group).");
      }
      randomEffects((Expr.Binary) inner, false, c.span());
      return new LinkedHashSet<>();
    }
    return variable(c);
  }

  private Set<BitSet> binary(Expr.Binary b, boolean additive) {
    if (b.operator().equals("+")) {
      return sum(b, additive);
    }
    if (b.operator().equals("-")) {
      return remove(encode(b.left(), additive), b.right());
    }
    if (b.operator().equals("^")) {
      return power(b);
    }
    if (isBar(b.operator())) {
      throw error(
          b.operatorSpan(),
          "A random-effects term stands in parentheses.",
          "Write (" + b.text() + ").");
    }
    requireTerm(b.left(), b);
    requireTerm(b.right(), b);
    Set<BitSet> left = encode(b.left(), false);
    Set<BitSet> right = encode(b.right(), false);
    return switch (b.operator()) {
      case "*" -> {
        Set<BitSet> out = new LinkedHashSet<>(left);
        out.addAll(right);
        out.addAll(cross(left, right, b));
        yield out;
      }
      case ":" -> cross(left, right, b);
      case "/" -> {
        Set<BitSet> out = new LinkedHashSet<>(left);
        out.addAll(cross(Set.of(union(left)), right, b));
        yield out;
      }
      case "%in%" -> cross(left, Set.of(union(right)), b);
      default ->
          throw error(
              b.operatorSpan(),
              "'" + b.operator() + "' has no meaning between terms.",
              "Put arithmetic into I( ).");
    };
  }

  /** Adds up a long sum in a loop, so that its length costs no stack. */
  private Set<BitSet> sum(Expr.Binary b, boolean additive) {
    List<Expr> summands = new ArrayList<>();
    Expr e = b;
    while (e instanceof Expr.Binary s && s.operator().equals("+")) {
      summands.add(s.right());
      e = s.left();
    }
    Set<BitSet> out = new LinkedHashSet<>(encode(e, additive));
    for (int i = summands.size() - 1; i >= 0; i--) {
      out.addAll(encode(summands.get(i), additive));
    }
    return out;
  }

  private void requireTerm(Expr operand, Expr.Binary b) {
    Expr e = operand.bare();
    if (e instanceof Expr.Num n) {
      boolean arithmetic = b.operator().equals("*") || b.operator().equals("/");
      throw error(
          n.span(),
          arithmetic
              ? "'" + b.operator() + "' joins terms here, it is not arithmetic."
              : "A number cannot be part of '" + b.operator() + "'.",
          arithmetic ? "For arithmetic write I(" + b.text() + ")." : "Name a column.");
    }
    if (e instanceof Expr.Unary u) {
      throw error(
          u.span(),
          "'" + u.operator() + "' binds tighter than '" + b.operator() + "'.",
          "Write the sign before parentheses: "
              + u.operator()
              + "("
              + u.operand().text()
              + b.operator()
              + "...).");
    }
  }

  private Set<BitSet> remove(Set<BitSet> from, Expr what) {
    boolean before = removing;
    removing = !removing;
    Set<BitSet> removed = encode(what, false);
    removing = before;
    Set<BitSet> out = new LinkedHashSet<>(from);
    out.removeAll(removed);
    return out;
  }

  private Set<BitSet> power(Expr.Binary b) {
    if (!(b.right().bare() instanceof Expr.Num n)
        || n.value() != Math.rint(n.value())
        || n.value() < 1
        || n.value() > 1e9) {
      throw error(
          b.right().span(),
          "The power must be a whole number, 1 or more.",
          "(a + b)^2 means all interactions up to order 2; for arithmetic write I(x^2).");
    }
    requireTerm(b.left(), b);
    Set<BitSet> base = encode(b.left(), false);
    // '.' may stand for several columns.
    boolean several = base.size() > 1 || b.left().names().contains(".");
    if (!several && ((Expr.Num) b.right().bare()).value() > 1) {
      notes.add(
          new FormulaNote(
              "power-of-one-term",
              b.text()
                  + " is the same as "
                  + b.left().text()
                  + ": a power means interactions up"
                  + " to that order. Write I("
                  + b.text()
                  + ") for the square of a number.",
              b.span()));
    }
    Set<BitSet> out = base;
    for (int i = 1; i < n.value(); i++) {
      Set<BitSet> next = cross(out, base, b);
      if (next.size() == out.size()) {
        break;
      }
      out = next;
    }
    return out;
  }

  private Set<BitSet> cross(Set<BitSet> left, Set<BitSet> right, Expr.Binary at) {
    work += (long) left.size() * right.size();
    Set<BitSet> out = new LinkedHashSet<>();
    if (work <= MAX_WORK) {
      for (BitSet l : left) {
        for (BitSet r : right) {
          BitSet both = (BitSet) l.clone();
          both.or(r);
          out.add(both);
        }
      }
    }
    if (work > MAX_WORK || out.size() > MAX_TERMS) {
      throw error(
          at.span(),
          "This expands to more than " + MAX_TERMS + " terms.",
          "Write fewer variables or a lower power.");
    }
    return out;
  }

  private static BitSet union(Set<BitSet> terms) {
    BitSet out = new BitSet();
    terms.forEach(out::or);
    return out;
  }

  private FormulaSyntaxException error(Span span, String message, String suggestion) {
    return new FormulaSyntaxException(source, span, message, suggestion);
  }
}
