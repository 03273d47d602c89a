package dev.henderson.kernel.magic;

import dev.henderson.kernel.display.PictureDisplay;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.text.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code %config pictures = svg}: the settings of the notebook. */
public final class ConfigMagic implements Magic {
  private static final String PICTURES = PictureDisplay.SETTING;
  private static final Options OPTIONS =
      Options.of(
          Option.word(PICTURES, "png", "svg")
              .shown("pictures = svg", "pictures carry an SVG beside their PNG; png: no more"));

  /** What pictures carry by the settings of a session: an SVG too, where they say so. */
  public static PictureFormat pictures(Map<String, String> settings) {
    return PictureDisplay.format(settings);
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public Subject subject() {
    return Subject.NOTHING;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "shows and changes the settings of the notebook";
  }

  @Override
  public String help() {
    return """
        %config                   shows the settings
        %config pictures = svg    pictures carry an SVG beside their PNG; png: no more
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (!call.arguments().isBlank()) {
      RCall read = RCall.from(call, 0, OPTIONS.names());
      Optional<String> stray = read.syntax().target();
      if (stray.isPresent()) {
        throw unknown(read, stray.get(), read.syntax().targetSpan());
      }
      for (CallArgument a : read.syntax().named().values()) {
        set(read, a, session);
      }
    }
    StringBuilder text = new StringBuilder();
    for (Option o : OPTIONS.all()) {
      text.append(o.name())
          .append(" = ")
          .append(session.config().getOrDefault(o.name(), o.words().get(0)))
          .append("   (")
          .append(String.join(", ", o.words()))
          .append(")");
    }
    return MagicResult.of(text.toString());
  }

  private static void set(RCall read, CallArgument argument, Session session) {
    String name = argument.name().orElseThrow();
    List<String> values =
        OPTIONS.find(name).orElseThrow(() -> unknown(read, name, argument.nameSpan())).words();
    String value = read.placed(argument::asName);
    if (!values.contains(value)) {
      throw read.error(name + " is " + String.join(" or ", values) + ".", argument.span());
    }
    session.config().put(name, value);
  }

  private static MagicException unknown(RCall read, String name, Span span) {
    List<String> near = NearestNames.of(name, OPTIONS.names(), 2);
    return read.error("There is no setting " + name + ".", span)
        .suggesting(
            near.isEmpty()
                ? "The settings are " + String.join(", ", OPTIONS.names()) + "."
                : "Did you mean " + String.join(", ", near) + "?");
  }
}
