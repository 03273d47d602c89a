package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lm;
import dev.henderson.stats.StrataFitted;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which pictures of a linear model or an analysis of variance are wanted. */
public final class LinearPlots {
  private LinearPlots() {}

  /**
   * A picture.
   *
   * @param isEmpty whether no row has a value to draw
   */
  private record Painter(boolean isEmpty, Function<PictureFormat, Picture> paint) {
    static Painter of(ResidualPlot plot) {
      return new Painter(plot.isEmpty(), plot::picture);
    }

    static Painter of(QqPlot plot) {
      return new Painter(plot.isEmpty(), plot::picture);
    }
  }

  /** The pictures of residuals and cells, by name, in the order they are shown. */
  private static Map<String, Supplier<Painter>> all(Fitted fit) {
    Map<String, Supplier<Painter>> all = new LinkedHashMap<>();
    if (fit instanceof Lm lm) {
      all.put("residuals", () -> Painter.of(lm.residualPlot()));
      all.put("qq", () -> Painter.of(lm.qqPlot()));
      all.put("scale-location", () -> Painter.of(lm.scaleLocationPlot()));
      all.put("leverage", () -> Painter.of(lm.leveragePlot()));
    } else if (fit instanceof StrataFitted aov) {
      all.put("residuals", () -> Painter.of(aov.residualPlot()));
      all.put("qq", () -> Painter.of(aov.qqPlot()));
      aov.interactionPlot()
          .ifPresent(p -> all.put("interaction", () -> new Painter(false, p::picture)));
    }
    return all;
  }

  /** The names of all pictures there are of a fit. */
  static List<String> names(Fitted fit) {
    List<String> names = new ArrayList<>(all(fit).keySet());
    names.add(EffectPictures.WORD);
    return names;
  }

  /** What {@code plots =} says; those of residuals and cells where it says nothing. */
  public static List<String> of(RCall call, Fitted fit) {
    Optional<CallArgument> given = call.option("plots");
    return given.isEmpty() ? List.copyOf(all(fit).keySet()) : named(call, given.get(), fit);
  }

  /** What an argument names: {@code none}, {@code all}, or pictures. */
  public static List<String> named(RCall call, CallArgument argument, Fitted fit) {
    List<String> known = names(fit);
    List<String> wanted = new ArrayList<>();
    for (String word : call.placed(() -> words(argument))) {
      String name = word.toLowerCase(Locale.ROOT).replace("residual", "residuals");
      name = name.replace("residualss", "residuals");
      if (name.equals("all")) {
        wanted.addAll(known);
      } else if (known.contains(name)) {
        wanted.add(name);
      } else if (!name.equals("none")) {
        List<String> near = NearestNames.of(word, known, 2);
        throw call.error("There is no picture called '" + word + "' of this fit.", argument.span())
            .suggesting(
                near.isEmpty()
                    ? "There are " + String.join(", ", known) + ", all, none."
                    : "Did you mean " + String.join(", ", near) + "?");
      }
    }
    return wanted;
  }

  /** Names in {@code c(...)}, or one; {@code scale-location} is one word here. */
  static List<String> words(CallArgument argument) {
    String raw = argument.raw().strip();
    if (raw.startsWith("c(") && raw.endsWith(")")) {
      raw = raw.substring(2, raw.length() - 1);
    }
    List<String> words = new ArrayList<>();
    for (String word : raw.split(",")) {
      words.add(word.replaceAll("[\"'\\s]", ""));
    }
    return words;
  }

  /** Shows a fit with the pictures a call asks for, and binds it to the name it gives. */
  static MagicResult shown(Fitted fit, Optional<String> target, RCall call, Session session) {
    MagicResult shown = add(MagicResult.of(fit.report()), fit, of(call, fit), session.config());
    target.ifPresent(name -> session.bind(name, fit));
    return shown;
  }

  /** Shows pictures of a fit. */
  public static MagicResult show(Fitted fit, List<String> names, Map<String, String> config) {
    return add(MagicResult.none(), fit, names, config);
  }

  /** Adds pictures of a fit to what is shown. */
  public static MagicResult add(
      MagicResult shown, Fitted fit, List<String> names, Map<String, String> config) {
    PictureFormat format = ConfigMagic.pictures(config);
    Map<String, Supplier<Painter>> all = all(fit);
    List<String> empty = new ArrayList<>();
    MagicResult result = shown;
    for (String name : names) {
      if (name.equals(EffectPictures.WORD)) {
        for (Object effect : EffectPictures.of(fit, format, names.size() == 1)) {
          result = result.and(effect);
        }
        continue;
      }
      Object picture =
          SafePictures.of(
              name,
              () -> {
                Painter painter = all.get(name).get();
                return painter.isEmpty() ? null : painter.paint().apply(format);
              });
      if (picture == null) {
        empty.add(name);
      } else {
        result = result.and(picture);
      }
    }
    return empty.isEmpty() ? result : result.and(SafePictures.empty(empty));
  }
}
