package dev.henderson.stats.document;

import dev.henderson.stats.design.ModelEquation;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.text.Prose;
import java.util.List;
import java.util.Objects;

/** One part of a {@link Report}, in reading order. */
public sealed interface Block {

  /**
   * The title of a report or of a part of it.
   *
   * @param text the words
   */
  record Heading(String text) implements Block {
    /** Checks the text. */
    public Heading {
      Objects.requireNonNull(text);
    }
  }

  /**
   * Named values below each other, such as formula and data.
   *
   * @param facts the values
   */
  record Facts(List<Fact> facts) implements Block {
    /** Copies the list. */
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * One named value.
   *
   * @param name its name, without a colon
   * @param value cells that are read one after the other, as a sentence
   */
  record Fact(String name, List<Cell> value) {
    /** Copies the list. */
    public Fact {
      Objects.requireNonNull(name);
      value = List.copyOf(value);
    }
  }

  /**
   * Sentences with numbers in them. A p value brings its sign: {@code = .023} or {@code < .001}.
   *
   * @param cells words and numbers that are read one after the other
   */
  record Paragraph(List<Cell> cells) implements Block {
    /** Copies the list. */
    public Paragraph {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Something that can be run as it stands.
   *
   * @param why what it is for, in words; may be empty
   * @param code one line or several
   */
  record Code(Prose why, Prose code) implements Block {
    /** Checks the parts. */
    public Code {
      Objects.requireNonNull(why);
      Objects.requireNonNull(code);
    }

    /** Of plain text. */
    public Code(String why, String code) {
      this(Prose.of(why), Prose.of(code));
    }

    /** What it is for, in words. */
    String reason() {
      return why.toString();
    }

    /** What can be run. */
    String text() {
      return code.toString();
    }
  }

  /**
   * A table.
   *
   * @param caption what it shows
   * @param columns its columns
   * @param headColumns how many columns at the left name the row
   * @param rows as many cells each as there are columns
   * @param foot cells that are read one after the other, below the table; may be empty
   */
  record Grid(
      String caption, List<Column> columns, int headColumns, List<List<Cell>> rows, List<Cell> foot)
      implements Block {
    /** Copies the lists and checks that the rows fit the columns. */
    public Grid {
      Objects.requireNonNull(caption);
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      foot = List.copyOf(foot);
      for (List<Cell> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "a row of " + row.size() + " cells in a table of " + columns.size() + " columns");
        }
      }
    }
  }

  /**
   * The equation of a model.
   *
   * @param equation as signs
   */
  record Equation(ModelEquation equation) implements Block {}

  /**
   * A picture.
   *
   * @param picture with its alternative text
   */
  record Figure(Picture picture) implements Block {}

  /**
   * Something the reader should know.
   *
   * @param diagnostic in whole sentences
   */
  record Note(Diagnostic diagnostic) implements Block {
    /** Checks that there is one. */
    public Note {
      Objects.requireNonNull(diagnostic);
    }

    /** Whether it makes the result doubtful. */
    boolean isWarning() {
      return diagnostic.severity() == Diagnostic.Severity.WARNING;
    }

    /** What it says. */
    String text() {
      return diagnostic.message();
    }
  }
}
