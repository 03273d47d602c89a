package dev.henderson.stats.text;

/**
 * How the calls that a text advises are written: as R's calls, or as whoever shows the text has
 * them, such as a notebook in which a call is a cell.
 */
public interface Notation {
  /** R's: {@code m <- lmer(y ~ x + (1 | g), data = d)}. */
  Notation R =
      new Notation() {
        @Override
        public String call(Call call) {
          String text = call.function();
          if (!call.arguments().isEmpty()) {
            text += "(" + call.arguments() + ")";
          }
          return call.target().isEmpty() ? text : call.target() + " <- " + text;
        }

        @Override
        public String factors(FactorsAdvice advice) {
          return "make " + String.join(", ", advice.columns()) + " categorical in the data";
        }
      };

  /** A call of a function. */
  String call(Call call);

  /** The advice to make columns of a table categorical. */
  String factors(FactorsAdvice advice);
}
