package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.session.NearestNames;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.lmm.ConditionalModes;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.plot.CaterpillarPlot;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.ResidualPlot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which pictures of a fit are wanted. */
public final class Plots {
  /** The pictures there are. */
  private enum Kind {
    RESIDUALS,
    CATERPILLAR
  }

  private final Set<Kind> kinds;

  private Plots(Set<Kind> kinds) {
    this.kinds = kinds;
  }

  /** All pictures. */
  public static Plots all() {
    return new Plots(EnumSet.allOf(Kind.class));
  }

  /** The caterpillar plots alone. */
  public static Plots caterpillars() {
    return new Plots(EnumSet.of(Kind.CATERPILLAR));
  }

  /** What {@code plots =} says; all pictures where it says nothing. */
  public static Plots of(RCall call) {
    Optional<CallArgument> given = call.option("plots");
    return given.isEmpty() ? all() : named(call, given.get());
  }

  /** What an argument names: {@code none}, {@code all}, or pictures. */
  public static Plots named(RCall call, CallArgument argument) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String name : call.placed(argument::asNames)) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "none" -> {}
        case "all" -> kinds.addAll(EnumSet.allOf(Kind.class));
        case "residuals", "residual" -> kinds.add(Kind.RESIDUALS);
        case "caterpillar" -> kinds.add(Kind.CATERPILLAR);
        default -> {
          List<String> known = List.of("residuals", "caterpillar", "all", "none");
          List<String> near = NearestNames.to(name, known, 2);
          throw call.error("There is no picture called '" + name + "'.", argument.span())
              .suggesting(
                  near.isEmpty()
                      ? "There are " + String.join(", ", known) + "."
                      : "Did you mean " + String.join(", ", near) + "?");
        }
      }
    }
    return new Plots(kinds);
  }

  /**
   * The pictures of a fit.
   *
   * @param config {@code pictures = svg} adds an SVG to each
   */
  public List<Picture> of(LmmFit fit, Map<String, String> config) {
    PictureFormat format =
        "svg".equals(config.get(ConfigMagic.PICTURES)) ? PictureFormat.SVG : PictureFormat.PNG;
    List<Picture> pictures = new ArrayList<>();
    if (kinds.contains(Kind.RESIDUALS)) {
      pictures.add(ResidualPlot.of(fit).picture(format));
    }
    if (kinds.contains(Kind.CATERPILLAR)) {
      for (ConditionalModes modes : fit.ranef()) {
        pictures.add(CaterpillarPlot.of(modes).picture(format));
      }
    }
    return pictures;
  }
}
