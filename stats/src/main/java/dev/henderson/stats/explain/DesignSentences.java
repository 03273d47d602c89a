package dev.henderson.stats.explain;

import dev.henderson.stats.structure.Crossing;
import dev.henderson.stats.structure.Relation;
import dev.henderson.stats.structure.StudyDesign;
import dev.henderson.stats.structure.StudyFactor;
import dev.henderson.stats.structure.StudyFactor.Role;
import dev.henderson.stats.structure.TreatmentCells;
import java.util.ArrayList;
import java.util.List;

/** How a study was made, as far as its table says so. */
final class DesignSentences {
  private static final int FEW = 5;

  private DesignSentences() {}

  /** Units, then what is within and between them, then the cells. */
  static List<Sentence> of(StudyDesign d) {
    List<Sentence> out = new ArrayList<>();
    for (StudyFactor u : d.units()) {
      out.add(unit(u));
    }
    for (Crossing c : d.crossings()) {
      if (c.first().role() == Role.UNIT && c.second().role() == Role.UNIT) {
        out.add(units(c));
      }
    }
    for (Crossing c : d.crossings()) {
      if (c.first().role() == Role.UNIT && c.second().role() != Role.UNIT) {
        treatment(c).ifPresent(out::add);
      }
    }
    d.cells().filter(c -> c.factors().size() > 1).ifPresent(c -> out.add(cells(c)));
    for (StudyFactor u : d.units()) {
      if (u.levelCount() < FEW) {
        Saying s = new Saying("few-groups", u.name());
        s.say("With ").count("levels", u.levelCount()).say(" levels of ").name(u.name());
        out.add(s.say(" there is little to estimate a variance between them from.").end());
      }
    }
    return out;
  }

  private static Sentence unit(StudyFactor u) {
    int[] count = new int[u.levelCount()];
    for (int i = 0; i < u.rows(); i++) {
      count[u.levelOf(i)]++;
    }
    int low = java.util.Arrays.stream(count).min().orElse(0);
    int high = java.util.Arrays.stream(count).max().orElse(0);
    Saying s = new Saying("unit", u.name());
    s.name(u.name()).say(" has ").count("levels", u.levelCount()).say(" levels with ");
    s.count("rows.min", low);
    if (high > low) {
      s.say(" to ").count("rows.max", high);
    }
    return s.say(high == 1 ? " row each." : " rows each.").end();
  }

  private static Sentence units(Crossing c) {
    String a = c.first().name();
    String b = c.second().name();
    Saying s = new Saying("units", a + ", " + b);
    switch (c.relation()) {
      case NESTED -> s.name(a).say(" is nested in ").name(b).say(": each of its levels is in one.");
      case CONTAINS ->
          s.name(b).say(" is nested in ").name(a).say(": each of its levels is in one.");
      case SAME -> s.name(a).say(" and ").name(b).say(" part the rows in the same way.");
      default -> {
        s.name(a).say(" and ").name(b);
        s.say(c.relation() == Relation.CROSSED ? " are crossed: " : " are crossed in part: ");
        s.count("cells", c.cells()).say(" of the ").count("possible", c.possible());
        s.say(" combinations have rows.");
      }
    }
    return s.end();
  }

  private static java.util.Optional<Sentence> treatment(Crossing c) {
    String u = c.first().name();
    String t = c.second().name();
    switch (c.relation()) {
      case NESTED -> {
        Saying s = new Saying("between", t);
        return java.util.Optional.of(
            s.name(t)
                .say(" is between levels of ")
                .name(u)
                .say(": each has one ")
                .say(c.second().role() == Role.COVARIATE ? "value" : "level")
                .say(" of it.")
                .end());
      }
      case CROSSED -> {
        Saying s = new Saying("within", t);
        s.name(t).say(" is within levels of ").name(u).say(": each has all ");
        s.count("levels", c.second().levelCount());
        return java.util.Optional.of(
            s.say(c.second().isNumeric() ? " values of it." : " levels of it.").end());
      }
      case PARTLY_CROSSED -> {
        Saying s = new Saying("within", t);
        s.name(t).say(" varies within levels of ").name(u).say(": each has ");
        s.count("levels.min", c.fewestSecond());
        if (c.mostSecond() > c.fewestSecond()) {
          s.say(" to ").count("levels.max", c.mostSecond());
        }
        s.say(" of its ").count("levels", c.second().levelCount());
        return java.util.Optional.of(s.say(c.second().isNumeric() ? " values." : " levels.").end());
      }
      default -> {
        return java.util.Optional.empty();
      }
    }
  }

  private static Sentence cells(TreatmentCells c) {
    Saying s = new Saying("cells", String.join(", ", c.factors()));
    if (c.empty() > 0) {
      s.say("Of the ").count("possible", c.possible()).say(" combinations of ").names(c.factors());
      s.say(", ").count("empty", c.empty());
      return s.say(c.empty() == 1 ? " has no row." : " have no row.").end();
    }
    s.say("Each of the ").count("possible", c.possible()).say(" combinations of ");
    s.names(c.factors()).say(" has ").count("rows.min", c.smallest());
    if (c.largest() > c.smallest()) {
      s.say(" to ").count("rows.max", c.largest()).say(" rows: the design is not balanced.");
    } else {
      s.say(c.largest() == 1 ? " row: the design is balanced." : " rows: the design is balanced.");
    }
    return s.end();
  }
}
