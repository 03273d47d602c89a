package dev.henderson.stats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package table of docs/architecture.md, as tests. */
class ArchitectureTest {
  private static final String ROOT = "dev.henderson.stats";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** What each package may import of ours; libraries are named separately. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          may("text", ""),
          may("model", "text"),
          may("formula", "text"),
          may("frame", "model"),
          may("linalg", "model"),
          may("dist", ""),
          may("optim", "linalg"),
          may("matrix", "frame"),
          may("variables", "text formula frame linalg"),
          may("structure", "text model formula frame dist variables"),
          may("design", "model formula frame linalg matrix variables structure"),
          may("lm", "model formula frame linalg matrix variables design"),
          may("products", "text model linalg matrix design"),
          may("factor", "model linalg products"),
          may("criterion", "model linalg optim products factor"),
          may("mixed", "model linalg optim products factor criterion"),
          may("lmm", "model formula frame linalg matrix design products factor criterion mixed"),
          may("infer", "text model formula frame linalg dist matrix design"),
          may("variation", "model formula linalg matrix design lmm infer"),
          may("profile", "model dist lmm infer"),
          may("resample", "text model formula linalg dist design lmm infer variation"),
          may("classical", "text model formula frame linalg dist matrix design lm infer"),
          may("statsmodels", "text model formula frame matrix variables design mixed lmm infer"),
          may("emm", "text model formula frame linalg dist matrix design infer"),
          may("plot", "model linalg dist lm lmm infer profile resample classical emm"),
          may("document", "text model design plot"),
          may(
              "explain",
              "text model formula linalg matrix structure design infer classical document"),
          may(
              "report",
              "text model formula frame linalg structure design lm lmm infer variation profile resample classical statsmodels emm document"));

  private static Map.Entry<String, List<String>> may(String name, String imports) {
    return Map.entry(name, imports.isEmpty() ? List.of() : List.of(imports.split(" ")));
  }

  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          // fastutil: the row comparator in the signature of Tablesaw's Column.
          "frame",
          List.of("tech.tablesaw..", "it.unimi.dsi.fastutil..", "de.siegmar.fastcsv.."),
          "dist",
          List.of("org.apache.commons.statistics..", "org.hipparchus.random.."),
          "optim",
          List.of("org.hipparchus.."),
          "plot",
          List.of("org.knowm.xchart..", "de.erichseifert..", "java.awt..", "javax.imageio.."),
          "document",
          List.of("com.google.gson..", "tech.tablesaw.."),
          "report",
          List.of("tech.tablesaw.."));

  static List<String> packages() {
    return MAY_IMPORT.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageImportsOnlyWhatTheTableAllows(String name) {
    List<String> allowed = new ArrayList<>(List.of("java.lang..", "java.util..", "java.io.."));
    allowed.add("org.apiguardian.api..");
    allowed.addAll(
        List.of("java.nio..", "java.net..", "java.math..", "java.text..", "java.time.."));
    allowed.add(ROOT + "." + name);
    MAY_IMPORT.get(name).forEach(p -> allowed.add(ROOT + "." + p));
    allowed.addAll(LIBRARIES.getOrDefault(name, List.of()));
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage(ROOT + "." + name)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(allowed.toArray(String[]::new))
            .allowEmptyShould(true);
    rule.check(CLASSES);
  }

  /** The third column of the page's table is this test's, to the name. */
  @Test
  void thePageSaysTheSame() throws IOException {
    Map<String, Set<String>> page = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "architecture.md"))) {
      String[] cells = line.split("\\s*\\|\\s*");
      if (cells.length == 4 && cells[1].matches("`stats\\.\\w+`")) {
        String ours = cells[3].split(";")[0].replaceAll("[^a-z ]", " ").strip();
        Set<String> names = ours.isEmpty() ? Set.of() : Set.of(ours.split("\\s+"));
        page.put(cells[1].substring("`stats.".length(), cells[1].length() - 1), names);
      }
    }
    Map<String, Set<String>> test = new TreeMap<>();
    MAY_IMPORT.forEach((name, imports) -> test.put(name, Set.copyOf(imports)));
    assertEquals(test, page);
  }

  @Test
  void everyPackageIsInTheTable() {
    List<String> known = new ArrayList<>(List.of(ROOT));
    MAY_IMPORT.keySet().forEach(p -> known.add(ROOT + "." + p));
    classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(CLASSES);
  }

  @Test
  void noCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingWritesToStandardStreams() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES);
  }

  @Test
  void noMutableStatics() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(CLASSES);
  }
}
