package dev.henderson.stats.lmm;

import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.mixed.FittedCriterion;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.VarCorr;
import java.util.List;

/** The numbers of a fit, filled in by {@link FitAssembly} and never changed afterwards. */
final class Estimates {
  FitOptions options;
  FittedCriterion at;
  double criterion;
  int rank;

  /** Theta as lme4 reports it. */
  double[] theta;

  double sigma;
  Coefficients fixef;
  List<VarCorr> varCorr;
  List<ConditionalModes> ranef;

  /** Fitted values, made when they are asked for unless the rows were at hand. */
  FittedValues values;

  boolean singular;
  boolean converged;
  int evaluations;
  double maxGradient;
  double seconds;
  List<Diagnostic> diagnostics;
}
