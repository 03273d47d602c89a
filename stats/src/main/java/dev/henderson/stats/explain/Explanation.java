package dev.henderson.stats.explain;

import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.structure.StudyDesign;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import dev.henderson.stats.text.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a fit says: sentences in sections, and what to do next. Immutable.
 *
 * @param call the call that makes the fit
 * @param parts the sections in reading order; empty ones are left out
 * @param next what to do next
 */
public record Explanation(String call, List<Part> parts, List<NextCall> next) {
  /**
   * A section.
   *
   * @param heading its title
   * @param paragraphs sentences that belong together
   */
  public record Part(String heading, List<List<Sentence>> paragraphs) {
    /** Copies the lists. */
    public Part {
      paragraphs = paragraphs.stream().filter(p -> !p.isEmpty()).map(List::copyOf).toList();
    }
  }

  /** Copies the lists. */
  public Explanation {
    parts = parts.stream().filter(p -> !p.paragraphs().isEmpty()).toList();
    next = List.copyOf(next);
  }

  /**
   * The explanation of a fit of any kind.
   *
   * @param basis its linear functions, whose tests the terms are tested by
   * @param study how the study was made, where the table is at hand
   * @param name the variable that holds the fit, for calls
   */
  public static Explanation of(
      LinearBasis basis, CoefficientTable coefficients, Optional<StudyDesign> study, String name) {
    return new FitExplanation(
            basis, coefficients, () -> TermTests.of(basis, HypothesisType.III), study, name)
        .explanation();
  }

  /**
   * The same with tests of terms that were made before, such as the exact ones of a linear model.
   *
   * @param tests of type III, one per term
   */
  public static Explanation of(
      LinearBasis basis,
      CoefficientTable coefficients,
      TermTests tests,
      Optional<StudyDesign> study,
      String name) {
    return new FitExplanation(basis, coefficients, () -> tests, study, name).explanation();
  }

  /** All sentences in reading order. */
  public List<Sentence> sentences() {
    List<Sentence> all = new ArrayList<>();
    parts.forEach(p -> p.paragraphs().forEach(all::addAll));
    return all;
  }

  /** The same without the calls that cannot be made. */
  public Explanation calling(Predicate<Call> known) {
    return new Explanation(call, parts, next.stream().filter(n -> known.test(n.call())).toList());
  }

  /** The document. */
  public Report report() {
    List<Block> blocks = new ArrayList<>();
    for (Part part : parts) {
      blocks.add(new Block.Heading(part.heading()));
      for (List<Sentence> paragraph : part.paragraphs()) {
        List<Cell> cells = new ArrayList<>();
        for (Sentence s : paragraph) {
          if (!cells.isEmpty()) {
            cells.add(Cell.label(" "));
          }
          cells.addAll(s.cells());
        }
        blocks.add(new Block.Paragraph(cells));
      }
    }
    if (!next.isEmpty()) {
      blocks.add(new Block.Heading("What to do next"));
      next.forEach(n -> blocks.add(new Block.Code(Prose.of(n.why()), Prose.of(n.call()))));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", call);
    List<Map<String, Object>> sentences = new ArrayList<>();
    for (Part part : parts) {
      for (List<Sentence> paragraph : part.paragraphs()) {
        for (Sentence s : paragraph) {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("section", part.heading());
          one.put("code", s.code());
          if (!s.about().isEmpty()) {
            one.put("about", s.about());
          }
          one.put("text", (Written) s::text);
          one.put("numbers", s.numbers());
          sentences.add(one);
        }
      }
    }
    data.put("sentences", sentences);
    data.put(
        "next",
        next.stream()
            .map(n -> Map.of("code", n.code(), "why", n.why(), "cell", n.call()))
            .toList());
    return new Report("explain", blocks, data);
  }
}
