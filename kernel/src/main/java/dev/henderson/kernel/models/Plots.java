package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.plot.Drawing;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which pictures of a fit are wanted: words for its drawings. */
final class Plots {
  /** The pictures a mixed model has, in the order they are shown. */
  static final List<String> OF_MIXED =
      List.of(
          "residuals", "qq", "scale-location", "effects", "caterpillar", "shrinkage", "ranef-qq");

  private static final List<String> OF_MODES = List.of("caterpillar", "shrinkage", "ranef-qq");

  private final Fitted fit;
  private final Set<String> names;

  private Plots(Fitted fit, Set<String> names) {
    this.fit = fit;
    this.names = names;
  }

  /** Words with those that go with all of them. */
  static String[] words(List<String> pictures) {
    List<String> words = new ArrayList<>(pictures);
    words.addAll(List.of("all", "none"));
    return words.toArray(String[]::new);
  }

  /** All pictures there are of a fit. */
  static Plots all(Fitted fit) {
    return new Plots(fit, there(fit, d -> true));
  }

  /** The caterpillar plots alone. */
  static Plots caterpillars(Fitted fit) {
    return new Plots(fit, Set.of("caterpillar"));
  }

  /** What {@code plots =} says; the fit's own choice where it says nothing. */
  static Plots of(RCall call, Fitted fit) {
    Optional<CallArgument> given = call.option("plots");
    return given.isEmpty()
        ? new Plots(fit, there(fit, Drawing::unasked))
        : named(call, given.get(), fit);
  }

  /** What {@code plots =} says of pictures of random effects; none where it says nothing. */
  static Plots ofModes(RCall call, Fitted fit) {
    Set<String> there = there(fit, d -> OF_MODES.contains(d.name()));
    return new Plots(
        fit, call.option("plots").map(a -> names(call, a, there, " of this fit")).orElse(Set.of()));
  }

  /** What an argument names: {@code none}, {@code all}, or pictures. */
  static Plots named(RCall call, CallArgument argument, Fitted fit) {
    return new Plots(fit, names(call, argument, there(fit, d -> true), " of this fit"));
  }

  /** Refuses words of {@code plots =} that are not known, before a fit is made in vain. */
  static void check(RCall call, List<String> known) {
    call.option("plots").ifPresent(a -> names(call, a, new LinkedHashSet<>(known), ""));
  }

  /** Shows a fit with the pictures a call asks for, and binds it to the name it gives. */
  static MagicResult shown(Fitted fit, Optional<String> target, RCall call, Session session) {
    MagicResult shown = of(call, fit).addTo(MagicResult.of(fit.report()), session.config());
    target.ifPresent(name -> session.bind(name, fit));
    return shown;
  }

  private static Set<String> there(Fitted fit, Predicate<Drawing> wanted) {
    Set<String> names = new LinkedHashSet<>();
    fit.drawings().stream().filter(wanted).forEach(d -> names.add(d.name()));
    return names;
  }

  private static Set<String> names(
      RCall call, CallArgument argument, Set<String> there, String where) {
    if (argument.raw().matches("TRUE|True|true|FALSE|False|false")) {
      return call.placed(argument::asBoolean) ? there : Set.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (String word : split(argument)) {
      String name = word.toLowerCase(Locale.ROOT);
      if (name.equals("all")) {
        names.addAll(there);
      } else if (!name.equals("none")) {
        names.add(full(name, there).orElseThrow(() -> unknown(call, argument, word, there, where)));
      }
    }
    return names;
  }

  private static Optional<String> full(String name, Set<String> there) {
    String full =
        switch (name) {
          case "residual" -> "residuals";
          case "scale" -> "scale-location";
          // Where only random effects are drawn, there is one kind of Q-Q plot.
          case "qq" -> there.contains("qq") ? "qq" : "ranef-qq";
          default -> name;
        };
    return Optional.of(full).filter(there::contains);
  }

  private static RuntimeException unknown(
      RCall call, CallArgument argument, String word, Set<String> there, String where) {
    List<String> known = List.of(words(List.copyOf(there)));
    List<String> near = NearestNames.of(word, known, 2);
    return call.error("There is no picture called '" + word + "'" + where + ".", argument.span())
        .suggesting(
            near.isEmpty()
                ? "There are " + String.join(", ", known) + "."
                : "Did you mean " + String.join(", ", near) + "?");
  }

  /** Names in {@code c(...)}, or one; {@code scale-location} is one word here. */
  private static List<String> split(CallArgument argument) {
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

  /**
   * Adds the pictures to what is shown; a note in the place of one that cannot be painted.
   *
   * @param config {@code pictures = svg} adds an SVG to each
   */
  MagicResult addTo(MagicResult shown, Map<String, String> config) {
    PictureFormat format = ConfigMagic.pictures(config);
    List<Drawing> there = names.isEmpty() ? List.of() : fit.drawings();
    List<String> empty = new ArrayList<>();
    MagicResult result = shown;
    for (String name : names) {
      Drawing drawing = there.stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
      for (Object picture : painted(drawing, format, empty)) {
        result = result.and(picture);
      }
    }
    return empty.isEmpty() ? result : result.and(SafePictures.empty(empty));
  }

  /** The pictures of a drawing; its name is put among the empty ones if no row has a value. */
  private List<Object> painted(Drawing drawing, PictureFormat format, List<String> empty) {
    String name = drawing.name();
    List<Drawing.Part> parts;
    try {
      parts = drawing.parts().get();
    } catch (QuestionException | InferenceException e) {
      return List.of(SafePictures.none("There is no picture of " + name + ". " + e.getMessage()));
    }
    if (parts.isEmpty() && names.size() == 1) {
      // Else what is shown beside it tells enough.
      return List.of(
          SafePictures.none("The fixed part of " + fit.formula() + " has no effect to draw."));
    }
    List<Object> pictures = new ArrayList<>();
    for (Drawing.Part part : parts) {
      Object picture = SafePictures.of(name, () -> part.paint(format).orElse(null));
      if (picture == null) {
        empty.add(name);
      } else {
        pictures.add(picture);
      }
    }
    return pictures;
  }
}
