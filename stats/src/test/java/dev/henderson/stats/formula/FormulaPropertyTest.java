package dev.henderson.stats.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaPropertyTest {
  private static final long SEED = 20261122;

  /** Writes random formulas that mean something. */
  private static final class Generator {
    private static final String[] NAMES = {
      "A", "B", "C", "x", "z", "x.1", "my_var", "`my var`", "größe", ".a", "`1x`", "x2"
    };
    private static final String[] CALLS = {
      "log(x)",
      "poly(x, 3)",
      "poly(z,2,raw=TRUE)",
      "I(x^2)",
      "I(x*z - 1.5)",
      "factor(A)",
      "C(A, sum)",
      "ifelse(x > 0, 1, 0)",
      "cut(z, c(-Inf, 0, 2.5e3))",
      "relevel(A, ref=\"a 2\")",
      "scale(x)",
      "interaction(A,B)",
      "offset(log(z))",
      "exp(-x/2)",
      "pmin(x, (z + 1)^2)",
      "I(!lg & x <= 2)",
      "ns(x, df=3)",
      "C(A, Treatment('b'))",
      "I(x %in% c(1,2))",
      "`f g`(x)"
    };

    private final SplittableRandom random;

    Generator(SplittableRandom random) {
      this.random = random;
    }

    private String pick(String[] of) {
      return of[random.nextInt(of.length)];
    }

    private String blank() {
      return new String[] {"", " ", "  ", "\n", "\u00A0", " # note\n"}
          [Math.min(5, random.nextInt(12))];
    }

    String formula() {
      String response =
          new String[] {"", "y ", "log(y) ", "cbind(k, n - k) ", "k/n ", "`my var` "}
              [random.nextInt(6)];
      StringBuilder out = new StringBuilder(response).append('~').append(blank());
      out.append(additive(3));
      int bars = random.nextInt(3);
      for (int i = 0; i < bars; i++) {
        out.append(" + (").append(effects()).append(blank());
        out.append(random.nextInt(3) == 0 ? "||" : "|").append(blank());
        out.append(group()).append(')');
      }
      if (bars == 0 && random.nextInt(5) == 0) {
        out.append(" + Error(").append(term(1)).append(')');
      }
      return out.toString();
    }

    private String effects() {
      String start = new String[] {"", "0 + ", "1 + ", "-1 + "}[random.nextInt(4)];
      return start + pick(NAMES) + (random.nextBoolean() ? " + " + term(1) : "");
    }

    private String group() {
      String a = pick(NAMES);
      String b = pick(NAMES);
      return switch (random.nextInt(5)) {
        case 0 -> a + ":" + b;
        case 1 -> a + "/" + b;
        case 2 -> "factor(" + a + ")";
        default -> a;
      };
    }

    private String additive(int depth) {
      StringBuilder out = new StringBuilder(random.nextInt(6) == 0 ? "0 + " : "");
      out.append(term(depth));
      int more = random.nextInt(4);
      for (int i = 0; i < more; i++) {
        boolean minus = random.nextInt(8) == 0;
        out.append(blank()).append(minus ? '-' : '+').append(blank());
        out.append(random.nextInt(10) == 0 ? "1" : term(depth));
      }
      return out.toString();
    }

    private String term(int depth) {
      int kind = depth == 0 ? random.nextInt(3) : random.nextInt(9);
      return switch (kind) {
        case 0 -> pick(CALLS);
        case 1, 2 -> pick(NAMES);
        case 3 -> factor(depth) + blank() + "*" + blank() + factor(depth);
        case 4 -> factor(depth) + ":" + factor(depth);
        case 5 -> factor(depth) + "/" + factor(depth);
        case 6 -> factor(depth) + " %in% " + factor(depth);
        case 7 -> "(" + additive(depth - 1) + ")^" + (1 + random.nextInt(3));
        default -> pick(NAMES) + "**2";
      };
    }

    private String factor(int depth) {
      return random.nextInt(3) == 0
          ? "(" + term(depth - 1) + " + " + pick(NAMES) + ")"
          : pick(NAMES);
    }
  }

  @Test
  void printedAndReadAgainItIsTheSame() {
    Generator generator = new Generator(new SplittableRandom(SEED));
    for (int i = 0; i < 10_000; i++) {
      String text = generator.formula();
      Formula once = Formula.parse(text);
      Formula twice = Formula.parse(once.toString());
      assertEquals(once, twice, text);
      assertEquals(once.toString(), twice.toString(), text);
      assertEquals(once.hashCode(), twice.hashCode(), text);
      assertEquals(once.terms().labels(), twice.terms().labels(), text);
      assertEquals(once.terms().intercept(), twice.terms().intercept(), text);
    }
  }

  @Test
  void differentFormulasAreNotEqual() {
    Set<String> texts =
        Set.of("y ~ a", "y ~ b", "y ~ a + b", "y ~ (a)", "~ a", "y ~ a:b", "y ~ a * b", "z ~ a");
    for (String a : texts) {
      for (String b : texts) {
        assertEquals(a.equals(b), Formula.parse(a).equals(Formula.parse(b)), a + " and " + b);
      }
    }
  }

  private static final String[] PIECES = {
    "y",
    "~",
    "+",
    "-",
    "*",
    "/",
    ":",
    "^",
    "**",
    "%in%",
    "%",
    "(",
    ")",
    "|",
    "||",
    "1",
    "0",
    "2",
    "99",
    "a",
    "b",
    "x1",
    "`",
    "\"",
    "'",
    ",",
    "=",
    "<-",
    "<",
    ">",
    "==",
    "!",
    "&",
    "$",
    "[",
    "]",
    "{",
    "}",
    " ",
    "\n",
    "#",
    "log(",
    "I(",
    "Error(",
    "C(",
    "poly(x,",
    "offset(",
    ".",
    "..",
    "1e5",
    "1e",
    "0x",
    "\u2013",
    "\u201C",
    "\u00A0",
    "\u2603",
    "\uD83D\uDE00",
    "\uD83D",
    "\u0000",
    "é",
    "TRUE",
    "(1 | g)",
    "(x || g)",
    "y ~ ",
    "data = d",
    "zerocorr(",
    "\\",
    "@",
    "?",
    ";",
    "_"
  };

  private static String randomText(SplittableRandom random) {
    int length = random.nextInt(201);
    boolean start = random.nextBoolean();
    StringBuilder out = new StringBuilder(start ? "y ~ " : "");
    while (out.length() < length) {
      if (random.nextInt(10) == 0) {
        out.append((char) random.nextInt(0x250));
      } else {
        out.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    out.setLength(Math.min(out.length(), length));
    return out.toString();
  }

  @Test
  void noTextDoesMoreThanGiveOurError() {
    SplittableRandom random = new SplittableRandom(SEED);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      String text = randomText(random);
      String shown = "seed " + SEED + ", text " + i + ": " + text;
      try {
        Formula f = Formula.parse(text);
        assertEquals(f, Formula.parse(f.toString()), shown);
        read++;
      } catch (FormulaSyntaxException e) {
        refused++;
        assertTrue(e.line() >= 1 && e.column() >= 1 && e.width() >= 1, shown);
        assertTrue(e.span().start() <= e.span().end(), shown);
        assertTrue(e.column() <= e.lineText().length() + 1, shown);
      }
      try {
        CallSyntax call = CallSyntax.parse(text, Set.of("data"));
        call.formula();
        for (CallArgument a : call.named().values()) {
          a.value();
        }
      } catch (FormulaSyntaxException e) {
        assertTrue(e.column() >= 1, shown);
      }
    }
    assertEquals(100_000, read + refused);
    assertTrue(read > 100, "the texts are too wild to test anything: " + read);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  @ValueSource(strings = {"(", "log(", "-", "I(I(", "(1 | ", "{", "y ~ (", "^(", "!(", "[(", "f(~"})
  void deepNestingIsRefusedAtItsFirstReading(String piece) {
    String text = "y ~ x + " + piece.repeat(50_000) + "a";
    long before = allocated();
    assertThrows(FormulaSyntaxException.class, () -> Formula.parse(text));
    assertThrows(FormulaSyntaxException.class, () -> CallSyntax.parse(text + ", d = 1").formula());
    // Both together take at most 132 bytes for each character, mostly its token.
    long made = allocated() - before;
    assertTrue(made < 300L * text.length(), made + " bytes for " + text.length() + " characters");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void hugePowersAndLongSumsAreNotWrittenOut() {
    String letters =
        IntStream.range(0, 40).mapToObj(i -> "v" + i).collect(Collectors.joining(" + "));
    long before = allocated();
    FormulaSyntaxException e =
        assertThrows(FormulaSyntaxException.class, () -> Formula.parse("y ~ (" + letters + ")^99"));
    assertTrue(e.getMessage().contains("terms"));
    assertEquals(127, Formula.parse("y ~ (a+b+c+d+e+f+g)^99").terms().fixed().size());
    assertEquals(1, Formula.parse("y ~ a^999999999").terms().fixed().size());
    String product = letters.replace(" + ", "*");
    assertThrows(FormulaSyntaxException.class, () -> Formula.parse("y ~ " + product));
    String sum = IntStream.range(0, 1500).mapToObj(i -> "v" + i).collect(Collectors.joining("+"));
    assertEquals(1500, Formula.parse("y ~ " + sum).terms().fixed().size());
    assertThrows(FormulaSyntaxException.class, () -> Formula.parse("y ~ " + "a+".repeat(60_000)));
    assertThrows(
        FormulaSyntaxException.class, () -> Formula.parse("y ~ " + "a:".repeat(5_000) + "a"));
    long made = allocated() - before;
    // Seen: 57 MB; a product of forty names would be a million million terms.
    assertTrue(made < 200_000_000, made + " bytes");
  }
}
