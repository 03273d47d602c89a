package dev.henderson.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
  /** The pieces in a form that can be read: {@code J[...]}, {@code L[name|arguments]}. */
  private static String pieces(String source) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : Cell.parse(source).pieces()) {
      if (piece instanceof Piece.Java j) {
        assertEquals(j.text(), source.substring(j.start(), j.end()));
        out.append("J[").append(j.text().strip()).append(']');
      } else if (piece instanceof Piece.LineMagic m) {
        assertEquals(!m.name().isEmpty(), source.charAt(m.start()) == '%');
        assertEquals(true, source.startsWith(m.arguments(), m.argumentStart()));
        out.append("L[" + m.name() + "|" + m.arguments() + "]");
      } else if (piece instanceof Piece.CellMagic c) {
        assertEquals(true, source.startsWith(c.body(), c.bodyStart()));
        out.append("C[" + c.name() + "|" + c.arguments() + "|" + c.body() + "]");
      }
    }
    return out.toString();
  }

  @Test
  void javaAndMagicsInOrder() {
    assertEquals("J[int a = 7]L[hi|a b]J[a + 1]", pieces("int a = 7\n  %hi a b  \na + 1"));
    assertEquals("L[a|]L[b|x]", pieces("%a\n%b x\n"));
    assertEquals("", pieces(" \n // only a comment\n /* and\n another */\n"));
    assertEquals("L[hi|a]", pieces("// c\n%hi a\n// d"));
  }

  @Test
  void aStretchIsReadAloneWithPlacesOfTheWhole() {
    String cell = "%%time\nint a;\n%hi b\nrest";
    List<Piece> pieces = Cell.parse(cell, 7, 19).pieces();
    assertEquals(new Piece.Java("int a;\n", 7, 14), pieces.get(0));
    assertEquals(new Piece.LineMagic("hi", "b", 18, 14, 19), pieces.get(1));
    assertEquals(2, pieces.size());
  }

  @Test
  void aCellMagicTakesTheRest() {
    assertEquals("C[csv|t|a,b\n1,2\n%x\n]", pieces("%%csv t\na,b\n1,2\n%x\n"));
    assertEquals("C[body|x y|]", pieces("%%body x y"));
    assertEquals("C[csv|t|a]", pieces("\n\n%%csv t\na"));
    assertEquals("J[int a;]C[csv|t|b]", pieces("int a;\n%%csv t\nb"));
  }

  @Test
  void pastedPythonAndRAreMagicsWithoutAName() {
    assertEquals(
        "J[int a = 1;]L[|v = {\"a\": \"0 + C(a)\",\n \"b\": \"0\"}]L[lm|y ~ x]",
        pieces("int a = 1;\nv = {\"a\": \"0 + C(a)\",\n \"b\": \"0\"}\n%lm y ~ x"));
    for (String line :
        List.of(
            "df[\"g\"] = 0",
            "df['g'] = df['a'] * 2",
            "import pandas as pd",
            "from statsmodels.stats.anova import AnovaRM",
            "d = pd.read_csv(\"d.csv\")",
            "md = smf.mixedlm(\"y ~ x\", d, groups=d[\"g\"]).fit()",
            "m = smf.ols('y ~ x', data=d).fit()",
            "fml = 'y ~ x'",
            "print(m.summary())",
            "library(lme4)",
            "m <- lmer(y ~ x + (1 | g), data = d)",
            "d <- read.csv(\"d.csv\")")) {
      assertEquals("L[|" + line + "]", pieces(line));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String t = \"\"\"\ndf[\"g\"] = 0\n\"\"\"; t",
        "a[0] = 1;",
        "a[i] = b[\"x\".length()];",
        "import java.util.List;",
        "import static java.lang.Math.*;",
        "fml = \"y ~ x\";",
        "c = 'x';",
        "c = '\\u0041';",
        "m <- lmer;",
        "m <-1",
        "x = y.fit(1)",
        "String[] v = {\"a\", \"b\"};",
        "v = cond ? \"a\" : \"b\";"
      })
  void javaIsNotTakenForAnotherLanguage(String source) {
    assertEquals("J[" + source.strip() + "]", pieces(source));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String t = \"\"\"\n  %hi there\n  \"\"\"; t",
        "/* x\n%hi a\n*/ int b;",
        "int a = b\n  % c;",
        "int a = f(b\n%c\n);",
        "if (x) {\n%hi\n}",
        "String s = \"a\\\"%b\";",
        "String t = \"\"\"\n \\\"\"\"\n%hi\n\"\"\";",
        "char c = '\"';\nchar d = '%';",
      })
  void percentSignsOfJavaAreJava(String source) {
    assertEquals("J[" + source.strip() + "]", pieces(source));
  }

  @Test
  void aLineMagicGoesOnWhileItIsOpen() {
    assertEquals(
        "L[lmer|m = y ~ x +\n  (1 | g), data = d]J[m]",
        pieces("%lmer m = y ~ x +\n  (1 | g), data = d\nm"));
    assertEquals(
        "L[lmer|lmer(y ~ x\n  , data = d\n)]J[m]", pieces("%lmer lmer(y ~ x\n  , data = d\n)\nm"));
    assertEquals("L[lmer|y ~\nx]J[z]", pieces("%lmer y ~\nx\nz"));
    assertEquals("L[lmer|m <-\ny ~ x]J[z]", pieces("%lmer m <-\ny ~ x\nz"));
    assertEquals("L[lmer|y ~ x,]", pieces("%lmer y ~ x,\n\n"));
  }

  @Test
  void pathsPatternsAndWordsDoNotGoOn() {
    for (String line : List.of("jars lib/*", "read t = dir/", "time i++", "cd ..")) {
      assertEquals("L[" + line.replaceFirst(" ", "|") + "]J[x]", pieces("%" + line + "\nx"));
    }
    assertEquals("L[hi|it's fine]J[x]", pieces("%hi it's fine\nx"));
    assertEquals("L[read|t = \"a(b.csv\"]J[x]", pieces("%read t = \"a(b.csv\"\nx"));
  }

  @Test
  void linesAndColumnsCountCodePoints() {
    String source = "a\n\ud83d\ude00b";
    assertEquals(2, Cell.line(source, 4));
    assertEquals(2, Cell.column(source, 4));
    assertEquals(1, Cell.column(source, 0));
  }
}
