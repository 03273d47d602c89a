package dev.henderson.stats.factor;

import dev.henderson.stats.products.CrossProducts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Lambda, q × q: the template lambda of each grouping on the diagonal, once for each of its levels,
 * all filled from one theta. Not for use by several threads at once.
 */
public final class BlockLambda {
  private final CrossProducts a;
  private final List<RelativeCovariance> templates = new ArrayList<>();
  private final int size;

  /** The Lambda of these random effects, zero at first. */
  public BlockLambda(CrossProducts a) {
    this.a = a;
    int offset = 0;
    for (int g = 0; g < a.groupings().size(); g++) {
      RelativeCovariance c = new RelativeCovariance(a.groupings().get(g), offset);
      templates.add(c);
      offset += c.size();
    }
    size = offset;
  }

  /** The number of parameters theta. */
  public int size() {
    return size;
  }

  /** The template of each grouping, in the order of elimination. */
  public List<RelativeCovariance> templates() {
    return Collections.unmodifiableList(templates);
  }

  /** The template of a grouping. */
  public RelativeCovariance template(int grouping) {
    return templates.get(grouping);
  }

  /** The grouping whose template has a parameter. */
  public int groupingOf(int parameter) {
    int g = 0;
    while (parameter >= templates.get(g).offset() + templates.get(g).size()) {
      g++;
    }
    return g;
  }

  /** Theta of Lambda = I. */
  public double[] identity() {
    double[] theta = new double[size];
    for (RelativeCovariance c : templates) {
      for (int t = 0; t < c.size(); t++) {
        theta[c.offset() + t] = c.isDiagonal(t) ? 1 : 0;
      }
    }
    return theta;
  }

  /** Fills all templates. */
  public void set(double[] theta) {
    for (RelativeCovariance c : templates) {
      c.set(theta);
    }
  }

  /** Fills all templates, kept away from singular ones, and inverts them. */
  public void setAndInvert(double[] theta) {
    for (RelativeCovariance c : templates) {
      c.set(theta);
      c.raiseToFloor();
      c.invert();
    }
  }

  /** The orders of the columns of all templates; a copy. */
  public int[][] orders() {
    return templates.stream().map(RelativeCovariance::order).toArray(int[][]::new);
  }

  /** Puts the columns of all templates into other orders. */
  public void setOrders(int[][] orders) {
    for (int g = 0; g < orders.length; g++) {
      templates.get(g).setOrder(orders[g]);
    }
  }

  /** Whether the templates are those that were noted. */
  public boolean isNoted(double[][] note) {
    for (int g = 0; g < note.length; g++) {
      if (!Arrays.equals(note[g], templates.get(g).lambda())) {
        return false;
      }
    }
    return true;
  }

  /** Notes the templates. */
  public void note(double[][] into) {
    for (int g = 0; g < into.length; g++) {
      double[] l = templates.get(g).lambda();
      System.arraycopy(l, 0, into[g], 0, l.length);
    }
  }

  /** Room for a note of the templates. */
  public double[][] newNote() {
    return templates.stream().map(c -> new double[c.lambda().length]).toArray(double[][]::new);
  }

  /** Lambda v for v q × m by rows, newly allocated. */
  public double[] times(double[] v, int m) {
    double[] out = new double[v.length];
    for (int g = 0; g < templates.size(); g++) {
      multiply(g, templates.get(g).lambda(), false, v, out, m);
    }
    return out;
  }

  /** Lambda' v for v q × m by rows, newly allocated. */
  public double[] transposedTimes(double[] v, int m) {
    double[] out = new double[v.length];
    for (int g = 0; g < templates.size(); g++) {
      multiply(g, templates.get(g).lambda(), true, v, out, m);
    }
    return out;
  }

  private void multiply(int g, double[] l, boolean transposed, double[] v, double[] out, int m) {
    int k = a.groupings().get(g).effects();
    for (int at = a.offset(g); at < a.offset(g + 1); at += k) {
      for (int i = 0; i < k; i++) {
        for (int t = 0; t < k; t++) {
          double x = transposed ? l[t * k + i] : l[i * k + t];
          if (x != 0) {
            int to = (at + i) * m;
            int from = (at + t) * m;
            for (int c = 0; c < m; c++) {
              out[to + c] += x * v[from + c];
            }
          }
        }
      }
    }
  }
}
