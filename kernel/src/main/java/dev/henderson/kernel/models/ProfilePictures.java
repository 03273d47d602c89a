package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.ProfilePlot;
import dev.henderson.stats.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pictures of a profile likelihood: zeta plots and densities. */
public final class ProfilePictures {
  private static final List<String> ALL = List.of("zeta", "density");

  private ProfilePictures() {}

  /** What {@code plots =} says: TRUE, FALSE, zeta, density; none where it says nothing. */
  public static List<String> wanted(RCall read) {
    return read.option("plots").map(a -> named(read, a)).orElse(List.of());
  }

  /** What an argument names. */
  static List<String> named(RCall read, CallArgument argument) {
    String raw = argument.raw().strip();
    if (raw.matches("TRUE|FALSE|True|False|true|false|T|F")) {
      return read.placed(argument::asBoolean) ? ALL : List.of();
    }
    List<String> out = new ArrayList<>();
    for (String word : read.placed(argument::asNames)) {
      String name = word.toLowerCase(Locale.ROOT);
      if (name.equals("all")) {
        out.addAll(ALL);
      } else if (ALL.contains(name)) {
        out.add(name);
      } else if (!name.equals("none")) {
        throw read.error("There is no picture called '" + word + "'.", argument.span())
            .suggesting("A profile has zeta, density, all, none.");
      }
    }
    return out;
  }

  /** Shows pictures of a profile. */
  public static MagicResult show(Profile profile, List<String> names, Map<String, String> config) {
    PictureFormat format = ConfigMagic.pictures(config);
    MagicResult shown = MagicResult.none();
    for (String name : names) {
      ProfilePlot plot =
          name.equals("zeta") ? ProfilePlot.zeta(profile) : ProfilePlot.density(profile);
      shown = shown.and(plot.picture(format));
    }
    return shown;
  }

  /** Both of them. */
  static List<String> all() {
    return ALL;
  }
}
