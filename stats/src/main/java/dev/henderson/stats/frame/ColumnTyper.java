package dev.henderson.stats.frame;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** Gives a column of texts the narrowest type that holds all of them unchanged. */
final class ColumnTyper {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
  private static final Set<String> TRUTHS =
      Set.of("TRUE", "FALSE", "True", "False", "true", "false");

  /** Whole numbers beyond this are not exact as doubles. */
  private static final long EXACT = 1L << 53;

  private final String name;
  private final List<String> values;
  private final Set<String> missing;
  private final boolean decimalComma;
  private final List<String> notes;

  ColumnTyper(
      String name,
      List<String> values,
      Set<String> missing,
      boolean decimalComma,
      List<String> notes) {
    this.name = name;
    this.values = values;
    this.missing = missing;
    this.decimalComma = decimalComma;
    this.notes = notes;
  }

  private boolean isMissing(String value) {
    return value.isEmpty() || missing.contains(value);
  }

  Column<?> column() {
    boolean whole = true;
    boolean number = true;
    boolean truth = true;
    boolean date = true;
    boolean dateTime = true;
    boolean comma = false;
    String zeros = null;
    String tooLong = null;
    long most = 0;
    int present = 0;
    for (String value : values) {
      if (isMissing(value)) {
        continue;
      }
      present++;
      whole = whole && isWhole(value);
      if (number) {
        String plain = plain(value);
        number = isNumber(plain);
        comma |= number && !plain.equals(value);
        if (number && zeros == null && hasLeadingZero(value)) {
          zeros = value;
        }
        if (whole && value.length() > 15) {
          tooLong = value;
        } else if (whole) {
          most = Math.max(most, Math.abs(Long.parseLong(value)));
        }
      }
      truth = truth && TRUTHS.contains(value);
      date = date && DATE.matcher(value).matches();
      dateTime = dateTime && DATE_TIME.matcher(value).matches();
      if (!number && !truth && !date && !dateTime) {
        break;
      }
    }
    if (present == 0) {
      notes.add("Column " + name + " has no values.");
      return texts();
    }
    if (number && zeros != null) {
      notes.add(
          "Column "
              + name
              + " has numbers with leading zeros ("
              + zeros
              + ") and was kept as text, so that they are not lost.");
      return texts();
    }
    if (number && whole && (tooLong != null || most > EXACT)) {
      notes.add(
          "Column " + name + " has whole numbers of more than 15 digits and was kept as text.");
      return texts();
    }
    if (number) {
      if (comma) {
        notes.add("In column " + name + " the comma was read as the decimal sign.");
      }
      return whole ? most > Integer.MAX_VALUE ? longs() : ints() : doubles();
    }
    if (truth) {
      return truths();
    }
    try {
      return date ? dates() : dateTime ? dateTimes() : texts();
    } catch (DateTimeException e) {
      return texts();
    }
  }

  private String plain(String value) {
    return decimalComma && value.indexOf('.') < 0 ? value.replace(',', '.') : value;
  }

  private static boolean isWhole(String value) {
    int from = value.charAt(0) == '-' || value.charAt(0) == '+' ? 1 : 0;
    if (value.length() == from) {
      return false;
    }
    for (int i = from; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Digits with at most one point and an exponent; also Inf and NaN. */
  private static boolean isNumber(String value) {
    int i = value.charAt(0) == '-' || value.charAt(0) == '+' ? 1 : 0;
    String rest = value.substring(i);
    if (rest.equals("Inf") || rest.equals("NaN")) {
      return true;
    }
    int digits = 0;
    int points = 0;
    for (; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && points == 0) {
        points++;
      } else if ((c == 'e' || c == 'E') && digits > 0) {
        return isWhole(value.substring(i + 1) + (i + 1 == value.length() ? "x" : ""));
      } else {
        return false;
      }
    }
    return digits > 0;
  }

  private static boolean hasLeadingZero(String value) {
    int i = value.charAt(0) == '-' || value.charAt(0) == '+' ? 1 : 0;
    return value.length() > i + 1
        && value.charAt(i) == '0'
        && Character.isDigit(value.charAt(i + 1));
  }

  private StringColumn texts() {
    StringColumn out = StringColumn.create(name);
    for (String value : values) {
      out.append(isMissing(value) ? "" : value);
    }
    return out;
  }

  private IntColumn ints() {
    IntColumn out = IntColumn.create(name);
    for (String value : values) {
      if (isMissing(value)) {
        out.appendMissing();
      } else {
        out.append(Integer.parseInt(value));
      }
    }
    return out;
  }

  private LongColumn longs() {
    LongColumn out = LongColumn.create(name);
    for (String value : values) {
      if (isMissing(value)) {
        out.appendMissing();
      } else {
        out.append(Long.parseLong(value));
      }
    }
    return out;
  }

  private DoubleColumn doubles() {
    DoubleColumn out = DoubleColumn.create(name);
    for (String value : values) {
      if (isMissing(value)) {
        out.appendMissing();
      } else {
        out.append(Double.parseDouble(plain(value).replace("Inf", "Infinity")));
      }
    }
    return out;
  }

  private BooleanColumn truths() {
    BooleanColumn out = BooleanColumn.create(name);
    for (String value : values) {
      if (isMissing(value)) {
        out.appendMissing();
      } else {
        out.append(value.equalsIgnoreCase("true"));
      }
    }
    return out;
  }

  private DateColumn dates() {
    DateColumn out = DateColumn.create(name);
    for (String value : values) {
      if (isMissing(value)) {
        out.appendMissing();
      } else {
        out.append(LocalDate.parse(value));
      }
    }
    return out;
  }

  private DateTimeColumn dateTimes() {
    DateTimeColumn out = DateTimeColumn.create(name);
    for (String value : values) {
      if (isMissing(value)) {
        out.appendMissing();
      } else {
        out.append(LocalDateTime.parse(value.replace(' ', 'T')));
      }
    }
    return out;
  }
}
