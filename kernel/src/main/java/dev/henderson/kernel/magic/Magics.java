package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.PastedCode;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The magics of a kernel, by name; an explicit list, nothing is searched for. */
public final class Magics {
  private final List<Magic> all;
  private final Map<String, Magic> byName = new LinkedHashMap<>();

  /**
   * A registry.
   *
   * @throws IllegalArgumentException if two magics share a name
   */
  public Magics(List<? extends Magic> magics) {
    this.all = List.copyOf(magics);
    for (Magic magic : all) {
      List<String> names = new ArrayList<>(magic.aliases());
      names.add(0, magic.name());
      for (String name : names) {
        Magic other = byName.putIfAbsent(name, magic);
        if (other != null) {
          throw new IllegalArgumentException(
              "%" + name + " is both " + other.getClass() + " and " + magic.getClass());
        }
      }
    }
  }

  /** All magics, in the order given. */
  public List<Magic> all() {
    return all;
  }

  /** All names and aliases. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The magic of a name or alias. */
  public Optional<Magic> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Runs a call.
   *
   * @throws MagicException if there is no such magic (naming the nearest) or it has not that form
   */
  public MagicResult run(MagicCall call, Session session) throws Exception {
    return check(call).run(call, session);
  }

  /**
   * The magic of a call, which is not run yet.
   *
   * @throws MagicException if there is no such magic (naming the nearest) or it has not that form
   */
  public Magic check(MagicCall call) {
    if (call.name().isEmpty()) {
      throw pasted(call);
    }
    Magic magic = byName.get(call.name());
    if (magic == null) {
      throw unknown(call);
    }
    Magic.Form form = call.isCell() ? Magic.Form.CELL : Magic.Form.LINE;
    if (!magic.forms().contains(form)) {
      String message =
          form == Magic.Form.CELL
              ? "%%" + call.name() + " takes no cell body; write %" + call.name() + " in a line."
              : "%" + call.name() + " reads the cell below it; write %%" + call.name() + ".";
      throw atName(call, message);
    }
    return magic;
  }

  /** A statement of another language, with what to write for it and for those after it. */
  private static MagicException pasted(MagicCall call) {
    Set<String> instead = new LinkedHashSet<>();
    String language = "";
    // Inside of %%time it is no piece of the cell, and answers for itself alone.
    boolean inside = Cell.parse(call.cell()).pieces().get(0) instanceof Piece.CellMagic;
    String all = inside ? call.arguments() : call.cell();
    for (Piece piece : Cell.parse(all).pieces()) {
      if (piece instanceof Piece.LineMagic m && m.name().isEmpty()) {
        PastedCode code = PastedCode.of(m.arguments().lines().findFirst().orElse("")).orElseThrow();
        language = language.isEmpty() ? code.language() : language;
        instead.add(code.instead());
      } else if (piece instanceof Piece.Java java) {
        java.text().lines().forEach(l -> PastedCode.formula(l).ifPresent(instead::add));
      }
    }
    int first = call.arguments().indexOf('\n');
    return call.error(
            "This is " + language + "; a cell is Java with magics.",
            0,
            first < 0 ? call.arguments().length() : first)
        .coded("other-language")
        .suggesting(String.join("\n", instead));
  }

  private MagicException unknown(MagicCall call) {
    String percent = call.isCell() ? "%%" : "%";
    MagicException error =
        atName(call, "There is no magic called " + percent + call.name() + ".")
            .coded("unknown-magic");
    Optional<String> other = call.isCell() ? Optional.empty() : Counterparts.of(call.name());
    if (other.isPresent()) {
      return error.suggesting(other.get());
    }
    List<String> near = NearestNames.of(call.name(), byName.keySet(), 3);
    return error.suggesting(
        near.isEmpty()
            ? "%lsmagic lists all magics."
            : "Did you mean " + percent + String.join(", " + percent, near) + "?");
  }

  private static MagicException atName(MagicCall call, String message) {
    int at = call.cell().lastIndexOf(call.name(), call.argumentOffset());
    int start = Math.max(at, 0) - call.argumentOffset();
    return call.error(message, start, start + call.name().length());
  }
}
