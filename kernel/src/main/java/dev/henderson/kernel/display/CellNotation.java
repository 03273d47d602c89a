package dev.henderson.kernel.display;

import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.FactorsAdvice;
import dev.henderson.stats.text.Notation;
import dev.henderson.stats.text.Written;
import java.util.Map;

/** How the calls that a result or an error advises are written in a notebook: as cells that run. */
public final class CellNotation implements Notation {
  /** The notation; there is only one. */
  public static final Notation CELLS = new CellNotation();

  /** Functions of R whose magic has another name; the others are called alike. */
  private static final Map<String, String> MAGICS = Map.of("TukeyHSD", "tukey");

  private CellNotation() {}

  /** What an error says, its calls as cells. */
  public static String message(RuntimeException e) {
    return e instanceof Written w ? w.in(CELLS) : e.getMessage();
  }

  /** The name of the magic that does what a function of R does. */
  public static String magic(Call call) {
    return MAGICS.getOrDefault(call.function(), call.function());
  }

  @Override
  public String call(Call call) {
    StringBuilder out = new StringBuilder("%").append(magic(call));
    if (!call.target().isEmpty()) {
      out.append(' ').append(call.target()).append(" =");
    }
    if (!call.arguments().isEmpty()) {
      out.append(' ').append(call.arguments());
    }
    return out.toString();
  }

  @Override
  public String factors(FactorsAdvice advice) {
    return "%factor " + advice.data() + ": " + String.join(", ", advice.columns());
  }
}
