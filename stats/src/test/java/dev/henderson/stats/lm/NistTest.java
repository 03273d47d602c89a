package dev.henderson.stats.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The linear sets of the NIST Statistical Reference Datasets: the number of leading digits that
 * agree with the certified values (the log relative error, at most 15) is at least what is demanded
 * here. docs/accuracy.md has the digits beside those of R 4.2.2, by src/test/R/nist.R.
 */
class NistTest {
  private static double digits(double certified, double computed) {
    if (computed == certified) {
      return 15;
    }
    double error =
        certified == 0 ? Math.abs(computed) : Math.abs(computed - certified) / Math.abs(certified);
    return Math.min(15, -Math.log10(error));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Norris, 14.0, 13.9",
    "Longley,  14.6, 14.5",
    "Wampler1, 15.0, 15.0",
    "Wampler2, 13.2, 14.5",
    "Wampler3, 15.0, 14.0",
    "Wampler4, 15.0, 14.0",
    "Filip, 7.6, 8.0",
  })
  void regression(String set, double estimates, double errors) {
    JsonObject certified =
        JsonParser.parseString(LmReference.text("/reference/nist/certified.json"))
            .getAsJsonObject()
            .getAsJsonObject(set);
    Table table =
        DelimitedText.read(
                set, LmReference.text("/reference/nist/" + set + ".csv"), TextOptions.DEFAULT)
            .table();
    String formula = certified.get("formula").getAsString();
    if (set.equals("Filip")) {
      formula =
          "y ~ x + "
              + String.join(
                  " + ", IntStream.rangeClosed(2, 10).mapToObj(k -> "I(x^" + k + ")").toList());
    }
    LmFit fit =
        LinearModel.of(Formula.parse(formula), ModelFrame.of(set, table)).fit(1e-13, () -> false);
    double worstEstimate = worst(certified.getAsJsonArray("estimate"), fit, false);
    double worstError = worst(certified.getAsJsonArray("std_error"), fit, true);
    assertTrue(
        worstEstimate >= estimates && worstError >= errors,
        set + ": estimates " + worstEstimate + ", standard errors " + worstError);
  }

  private static double worst(JsonArray certified, LmFit fit, boolean errors) {
    double worst = 15;
    for (int i = 0; i < certified.size(); i++) {
      double value = errors ? fit.coefficients().standardError(i) : fit.coefficients().estimate(i);
      worst = Math.min(worst, digits(certified.get(i).getAsDouble(), value));
    }
    return worst;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "SiRstv, 13.0",
    "AtmWtAg, 10.0",
    "SmLs01, 14.5",
    "SmLs02, 14.5",
    "SmLs04, 10.4",
    "SmLs05, 10.2",
    "SmLs07, 4.4",
    "SmLs08, 4.1",
    "SmLs09, 4.1",
  })
  void oneWay(String set, double least) {
    List<String> lines = LmReference.text("/reference/nist/" + set + ".dat").lines().toList();
    double f = Double.NaN;
    StringColumn group = StringColumn.create("group");
    DoubleColumn y = DoubleColumn.create("y");
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).trim().split("\\s+");
      if (words[0].equals("Between")) {
        f = Double.parseDouble(words[words.length - 1]);
      } else if (i >= 60 && words.length == 2) {
        group.append(words[0]);
        y.append(Double.parseDouble(words[1]));
      }
    }
    Table table = Table.create(set, FactorColumn.of(group), y);
    LmFit fit = LinearModel.of(Formula.parse("y ~ group"), ModelFrame.of(set, table)).fit();
    double digits = digits(f, fit.fStatistic());
    assertTrue(digits >= least, set + " F " + digits);
    assertEquals(table.rowCount(), fit.nobs());
  }
}
