package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.report.PartReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fits a notebook holds: those its magics made, and any other a cell made. */
public final class Fits {
  private Fits() {}

  /** All variables that hold a fit, in order of declaration. */
  public static Map<String, Fitted> in(Session session) {
    Map<String, Fitted> fits = new LinkedHashMap<>();
    for (String name : session.names()) {
      of(session.get(name)).ifPresent(fit -> fits.put(name, fit));
    }
    return fits;
  }

  /** A value as a fit; empty if it is none. */
  public static Optional<Fitted> of(Object value) {
    if (value instanceof Fitted fitted) {
      return Optional.of(fitted);
    }
    return value instanceof Fit fit ? Optional.of(new Given(fit)) : Optional.empty();
  }

  /** A fit of a class of the user's own. */
  private record Given(Fit fit) implements Fitted {
    @Override
    public Explanation explain(String name) {
      throw new InferenceException("There are no words for a fit of such a class.");
    }

    @Override
    public Report report() {
      return PartReport.of(fit.coefficients());
    }
  }
}
