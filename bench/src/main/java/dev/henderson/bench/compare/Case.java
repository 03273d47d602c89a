package dev.henderson.bench.compare;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.lmm.LinearMixedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * A model that all programs fit by REML to the same file.
 *
 * @param name of the case
 * @param data name of the data set
 * @param formula in lme4's notation
 * @param rounds how often each program fits it; of three or more the first is not counted
 * @param wanted how many times faster than lme4 it shall be
 */
public record Case(String name, String data, String formula, int rounds, double wanted) {
  private static final List<Case> ALL =
      List.of(
          new Case("sleepstudy", "sleepstudy", "Reaction ~ Days + (Days | Subject)", 11, 30),
          new Case("penicillin", "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", 11, 30),
          new Case("cake", "cake", "angle ~ recipe * temperature + (1 | recipe:replicate)", 11, 20),
          new Case("maximal", "maximal", "y ~ a * b + (a * b | subj) + (a * b | item)", 3, 30),
          new Case("insteval-2", "InstEval", "y ~ service * dept + (1 | s) + (1 | d)", 3, 10),
          new Case("insteval-3", "InstEval", "y ~ service + (1 | s) + (1 | d) + (1 | dept)", 3, 8),
          new Case("slopes", "slopes", "y ~ x + (x | g)", 1, 30),
          new Case("crossed", "crossed", "y ~ 1 + (1 | user) + (1 | movie)", 1, 8));

  /** The eight cases, small ones first. */
  public static List<Case> all() {
    return ALL;
  }

  /**
   * The case of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Case of(String name) {
    return ALL.stream()
        .filter(c -> c.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no case '" + name + "'."));
  }

  /** The file of the data, written if it is not there. */
  public Path file() throws IOException {
    return CaseData.file(data);
  }

  /** Reads the file. */
  public Table table() throws IOException {
    return DelimitedText.read(data, file(), TextOptions.DEFAULT).table();
  }

  /** The model for a table read before. */
  public LinearMixedModel model(Table table) {
    return LinearMixedModel.of(Formula.parse(formula), ModelFrame.of(data, table));
  }

  /** The model. */
  public LinearMixedModel model() throws IOException {
    return model(table());
  }
}
