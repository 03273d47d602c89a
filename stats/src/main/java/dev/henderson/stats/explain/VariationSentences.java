package dev.henderson.stats.explain;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.List;

/** What varies in a mixed model, and how much. */
final class VariationSentences {
  private static final double Z = 1.959963984540054;
  private static final double MUCH = 0.3;

  private final HasRandomEffects fit;
  private final double sigma;
  private final Design design;
  private final CoefficientTable coefficients;
  private final ReducedRandom reduced;
  private final ModelTerms terms;

  /**
   * The sentences of a fit.
   *
   * @param sigma the residual standard deviation
   */
  VariationSentences(
      HasRandomEffects fit,
      double sigma,
      Design design,
      CoefficientTable coefficients,
      ReducedRandom reduced,
      ModelTerms terms) {
    this.fit = fit;
    this.sigma = sigma;
    this.design = design;
    this.coefficients = coefficients;
    this.reduced = reduced;
    this.terms = terms;
  }

  List<List<Sentence>> paragraphs() {
    List<List<Sentence>> out = new ArrayList<>();
    List<Sentence> residual = new ArrayList<>();
    Saying s = new Saying("sigma", "");
    s.say("Rows scatter about what the model fits with a standard deviation of ");
    s.number("sigma", sigma).say(", in the unit of ").name(design.responseName());
    if (design.weights() != null) {
      s.say(", for a row of weight 1");
    }
    residual.add(s.say(".").end());
    out.add(residual);
    for (int t = 0; t < fit.varCorr().size(); t++) {
      out.add(term(fit.varCorr().get(t)));
    }
    out.add(shares());
    return out;
  }

  private List<Sentence> term(VarCorr v) {
    List<Sentence> out = new ArrayList<>();
    boolean alone = v.size() == 1;
    for (int i = 0; i < v.size(); i++) {
      String effect = v.effects().get(i);
      boolean intercept = effect.equals("(Intercept)");
      Saying s = new Saying("sd", v.group() + " " + effect);
      if (reduced.isZero(v, i)) {
        s.say("Between levels of ").name(v.group());
        s.say(intercept ? " no variance is left" : " the effect of ");
        if (!intercept) {
          s.name(effect).say(" does not vary");
        }
        s.say(": the standard deviation is estimated as ");
        out.add(s.number("sd", v.sd(i)).say(".").end());
        continue;
      }
      if (intercept) {
        s.say("Levels of ").name(v.group());
        s.say(alone ? " differ with a standard deviation of " : " differ, where ");
        if (!alone) {
          terms.baseline(s, v.effects().subList(1, v.size()));
          s.say(", with a standard deviation of ");
        }
        out.add(s.number("sd", v.sd(i)).say(".").end());
      } else {
        s.say("The effect of ").name(effect).say(" differs between levels of ").name(v.group());
        s.say(" with a standard deviation of ").number("sd", v.sd(i));
        out.add(spread(s, effect, v.sd(i)).end());
      }
    }
    correlations(v, out);
    return out;
  }

  /** Where the effects of nearly all levels lie, if the mean effect is a coefficient. */
  private Saying spread(Saying s, String effect, double sd) {
    for (CoefficientTest c : coefficients.rows()) {
      if (c.term().equals(effect) && !Double.isNaN(c.estimate())) {
        s.say(" about a mean of ").near("mean", c.estimate(), c.standardError());
        s.say(": if they are normally distributed, ");
        s.percent("spread.level", 0.95).say(" of them lie between ");
        s.near("spread.low", c.estimate() - Z * sd, sd).say(" and ");
        return s.near("spread.high", c.estimate() + Z * sd, sd).say(".");
      }
    }
    return s.say(".");
  }

  private void correlations(VarCorr v, List<Sentence> out) {
    if (v.size() > 1 && !v.correlated()) {
      Saying s = new Saying("uncorrelated", v.group());
      s.say("Written with ||, these effects of ").name(v.group());
      out.add(
          s.say(" are taken as independent. That depends on where the 0 of a number is: another")
              .say(" 0 is another model.")
              .end());
    }
    if (v.size() == 2 && v.correlated() && !Double.isNaN(v.correlation(1, 0))) {
      double r = v.correlation(1, 0);
      Saying s = new Saying("correlation", v.group());
      boolean intercept = v.effects().get(0).equals("(Intercept)");
      s.say("Levels of ").name(v.group());
      if (Math.abs(r) < MUCH) {
        s.say(intercept ? " that are higher there" : " with more of one");
        s.say(" show little tendency to ");
        s.say(intercept ? "change more or less with " : "have more or less of ");
      } else {
        s.say(
            intercept ? " that are higher there tend to have " : " with more of one tend to have ");
        s.say(r > 0 ? "larger" : "smaller").say(intercept ? " effects of " : " values of ");
      }
      s.name(v.effects().get(1)).say(": the correlation is ");
      out.add(s.number("correlation", r, Precision.decimals(2)).say(".").end());
    }
  }

  /** Shares of the variance that the fixed effects leave, averaged over the rows. */
  private List<Sentence> shares() {
    List<RandomEffectsTerm> terms = design.random();
    double[] weights = design.weights();
    int n = design.rowsUsed().length;
    double[] variance = new double[terms.size()];
    double residual = 0;
    for (int i = 0; i < n; i++) {
      residual += sigma * sigma / (weights == null ? 1 : weights[i]) / n;
    }
    double all = residual;
    boolean onlyIntercepts = true;
    for (int t = 0; t < variance.length; t++) {
      VarCorr v = fit.varCorr().get(t);
      onlyIntercepts &= v.size() == 1 && v.effects().get(0).equals("(Intercept)");
      MatrixRows z = terms.get(t).effects().read();
      for (int i = 0; i < n; i++) {
        for (int a = 0; a < v.size(); a++) {
          double za = z.get(i, a);
          for (int b = 0; b < v.size(); b++) {
            boolean counted = a == b || v.correlated();
            variance[t] += counted ? za * v.covariance(a, b) * z.get(i, b) / n : 0;
          }
        }
      }
      all += variance[t];
    }
    List<Sentence> out = new ArrayList<>();
    if (all == residual) {
      return out;
    }
    Saying s = new Saying("shares", "");
    s.say("Of the variance that the fixed effects leave");
    s.say(onlyIntercepts ? ", " : ", averaged over the rows, ");
    for (int t = 0; t < variance.length; t++) {
      s.percent("share." + terms.get(t).group().name() + (t > 0 ? "." + t : ""), variance[t] / all);
      s.say(t == 0 ? " lies between levels of " : " between those of ");
      s.name(terms.get(t).group().name()).say(t == variance.length - 1 ? " and " : ", ");
    }
    out.add(s.percent("share.residual", residual / all).say(" within.").end());
    if (onlyIntercepts && variance.length == 1 && design.weights() == null) {
      Saying icc = new Saying("icc", terms.get(0).group().name());
      icc.say("So two rows of the same ").name(terms.get(0).group().name());
      icc.say(" correlate by ");
      out.add(
          icc.number("icc", variance[0] / all, Precision.decimals(2))
              .say(" (the intraclass correlation).")
              .end());
    }
    return out;
  }
}
