package dev.henderson.stats.lmm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShrinkageTest {
  /** coef(lmList(Reaction ~ Days | Subject, sleepstudy)) of lme4 1.1-31, R 4.2.2. */
  @Test
  void ownEstimatesAreThoseOfLmList() {
    LmmFit fit = ReferenceModel.of("sleep-slope").fit();
    Shrinkage s = Shrinkage.of(fit, 0);
    String[] subjects = {"308", "309", "372"};
    double[][] expected = {
      {244.1926691, 21.764702424}, {205.0549455, 2.261785455}, {267.0448000, 11.298073333}
    };
    for (int i = 0; i < subjects.length; i++) {
      int level = s.levels().indexOf(subjects[i]);
      for (int e = 0; e < 2; e++) {
        double own = fit.fixef().estimate(e) + s.own(level, e);
        assertEquals(expected[i][e], own, 1e-6 * expected[i][e]);
        assertEquals(fit.ranef().get(0).mode(level, e), s.mode(level, e));
      }
    }
  }

  /** A mean per level is a least-squares fit by hand: the other term's modes are taken out. */
  @Test
  void otherTermsAreTakenOut() {
    LmmFit fit = ReferenceModel.of("pastes-nested").fit();
    Shrinkage s = Shrinkage.of(fit, 0);
    var group = fit.data().random().get(0).group();
    var other = fit.data().random().get(1).group();
    double[] sum = new double[group.levelCount()];
    int[] count = new int[group.levelCount()];
    for (int i = 0; i < fit.nobs(); i++) {
      sum[group.levelOf(i)] +=
          fit.marginalResiduals()[i] - fit.ranef().get(1).mode(other.levelOf(i), 0);
      count[group.levelOf(i)]++;
    }
    for (int l = 0; l < sum.length; l++) {
      assertEquals(sum[l] / count[l], s.own(l, 0), 1e-9);
    }
    assertTrue(Double.isFinite(s.own(0, 0)));
  }
}
