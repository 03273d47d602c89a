package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.MixedFitted;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.Shrinkage;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.plot.CaterpillarPlot;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.plot.ShrinkagePlot;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which pictures of a mixed model are wanted. */
public final class Plots {
  /** The pictures there are, in the order they are shown. */
  private enum Kind {
    RESIDUALS("residuals"),
    QQ("qq"),
    SCALE_LOCATION("scale-location"),
    EFFECTS(EffectPictures.WORD),
    CATERPILLAR("caterpillar"),
    SHRINKAGE("shrinkage"),
    MODES_QQ("ranef-qq");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private static final Set<Kind> UNASKED =
      Collections.unmodifiableSet(EnumSet.of(Kind.RESIDUALS, Kind.CATERPILLAR));
  private static final Set<Kind> OF_MODES =
      Collections.unmodifiableSet(EnumSet.of(Kind.CATERPILLAR, Kind.SHRINKAGE, Kind.MODES_QQ));

  private final Set<Kind> kinds;

  private Plots(Set<Kind> kinds) {
    this.kinds = kinds;
  }

  /** The words that name pictures. */
  static String[] words() {
    Stream<String> names = Stream.of(Kind.values()).map(k -> k.word);
    return Stream.concat(names, Stream.of("all", "none")).toArray(String[]::new);
  }

  /** All pictures. */
  public static Plots all() {
    return new Plots(EnumSet.allOf(Kind.class));
  }

  /** The caterpillar plots alone. */
  public static Plots caterpillars() {
    return new Plots(EnumSet.of(Kind.CATERPILLAR));
  }

  /** What {@code plots =} says; residuals and caterpillars where it says nothing. */
  public static Plots of(RCall call) {
    Optional<CallArgument> given = call.option("plots");
    return given.isEmpty() ? new Plots(UNASKED) : named(call, given.get());
  }

  /** What {@code plots =} says of pictures of random effects; none where it says nothing. */
  static Plots ofModes(RCall call) {
    Optional<CallArgument> given = call.option("plots");
    return given.isEmpty()
        ? new Plots(EnumSet.noneOf(Kind.class))
        : named(call, given.get(), OF_MODES);
  }

  /** What an argument names: {@code none}, {@code all}, or pictures. */
  public static Plots named(RCall call, CallArgument argument) {
    return named(call, argument, EnumSet.allOf(Kind.class));
  }

  private static Plots named(RCall call, CallArgument argument, Set<Kind> there) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (argument.raw().matches("TRUE|True|true|FALSE|False|false")) {
      return new Plots(call.placed(argument::asBoolean) ? there : kinds);
    }
    for (String word : LinearPlots.words(argument)) {
      String name = word.toLowerCase(Locale.ROOT);
      if (name.equals("all")) {
        kinds.addAll(there);
      } else if (!name.equals("none")) {
        kinds.add(kind(call, argument, word, name, there));
      }
    }
    return new Plots(kinds);
  }

  private static Kind kind(
      RCall call, CallArgument argument, String word, String name, Collection<Kind> there) {
    for (Kind kind : there) {
      boolean onlyQq = kind == Kind.MODES_QQ && !there.contains(Kind.QQ) && name.equals("qq");
      if (kind.word.equals(name)
          || onlyQq
          || kind == Kind.RESIDUALS && name.equals("residual")
          || kind == Kind.SCALE_LOCATION && name.equals("scale")) {
        return kind;
      }
    }
    List<String> known = new ArrayList<>(there.stream().map(k -> k.word).toList());
    known.addAll(List.of("all", "none"));
    List<String> near = NearestNames.of(word, known, 2);
    throw call.error("There is no picture called '" + word + "'.", argument.span())
        .suggesting(
            near.isEmpty()
                ? "There are " + String.join(", ", known) + "."
                : "Did you mean " + String.join(", ", near) + "?");
  }

  /**
   * The pictures of a fit, to be shown; a note in the place of one that cannot be painted.
   *
   * @param config {@code pictures = svg} adds an SVG to each
   */
  public List<Object> of(MixedFitted fit, Map<String, String> config) {
    PictureFormat format = ConfigMagic.pictures(config);
    List<Object> pictures = new ArrayList<>();
    for (Kind kind : kinds) {
      if (kind == Kind.EFFECTS) {
        pictures.addAll(EffectPictures.of(fit, format, kinds.size() == 1));
        continue;
      }
      for (Supplier<Picture> paint : painters(kind, fit.fit(), format)) {
        pictures.add(SafePictures.of(kind.word, paint));
      }
    }
    return pictures;
  }

  private static List<Supplier<Picture>> painters(Kind kind, LmmFit fit, PictureFormat format) {
    List<Supplier<Picture>> out = new ArrayList<>();
    switch (kind) {
      case EFFECTS -> throw new IllegalArgumentException(kind.word);
      case RESIDUALS -> out.add(() -> ResidualPlot.of(fit).picture(format));
      case QQ -> out.add(() -> QqPlot.of(fit, fit.sigma()).picture(format));
      case SCALE_LOCATION ->
          out.add(() -> ResidualPlot.scaleLocation(fit, fit.sigma()).picture(format));
      case CATERPILLAR ->
          fit.ranef().forEach(m -> out.add(() -> CaterpillarPlot.of(m).picture(format)));
      case SHRINKAGE -> {
        for (int t = 0; t < fit.ranef().size(); t++) {
          int term = t;
          out.add(() -> ShrinkagePlot.of(Shrinkage.of(fit, term)).picture(format));
        }
      }
      case MODES_QQ -> {
        for (ConditionalModes modes : fit.ranef()) {
          for (int e = 0; e < modes.effects().size(); e++) {
            int effect = e;
            out.add(() -> QqPlot.of(modes, effect).picture(format));
          }
        }
      }
    }
    return out;
  }
}
