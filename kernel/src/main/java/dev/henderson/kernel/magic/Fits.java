package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.model.Fit;
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
    return value instanceof Fit fit ? Optional.of(Fitted.of(fit)) : Optional.empty();
  }
}
