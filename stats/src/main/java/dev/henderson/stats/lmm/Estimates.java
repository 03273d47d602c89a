package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.CrossProducts;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.VarCorr;
import java.util.List;

/** The numbers of a fit, filled in by {@link FitAssembly} and never changed afterwards. */
final class Estimates {
  FitOptions options;
  CrossProducts crossProducts;
  double criterion;
  int rank;

  /** Theta of the search: scaled columns, pivoted templates, internal order. */
  double[] internalTheta;

  /** Order of the columns inside each grouping's template, to read {@link #internalTheta}. */
  int[][] templateOrders;

  /** Theta as lme4 reports it. */
  double[] theta;

  double sigma;
  Coefficients fixef;
  List<VarCorr> varCorr;
  List<ConditionalModes> ranef;
  double[] fitted;
  double[] fittedFixed;
  boolean singular;
  boolean converged;
  int evaluations;
  double maxGradient;
  double seconds;
  List<Diagnostic> diagnostics;
}
