package dev.henderson.stats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
          may("frame", "model"),
          may("formula", "text"),
          may("linalg", "model"),
          may("dist", ""),
          may("optim", "linalg"),
          may("variables", "text frame formula linalg"),
          may("structure", "model text variables dist frame formula"),
          may("design", "structure model text variables frame formula linalg"),
          may("lm", "model text design variables linalg frame formula"),
          may("criterion", "model text design optim linalg"),
          may("lmm", "criterion model text design variables optim linalg frame formula"),
          may("infer", "lm lmm model text dist design variables optim linalg frame formula"),
          may("profile", "infer lmm model text dist design variables linalg frame formula"),
          may("resample", "infer lmm model text dist design variables linalg frame formula"),
          may("classical", "infer lm lmm model text dist design variables linalg frame formula"),
          may("statsmodels", "infer lmm model text design variables frame formula"),
          may("emm", "infer lm lmm model text dist design variables linalg frame formula"),
          may(
              "plot",
              "emm classical resample profile infer lm lmm model text dist design variables linalg frame formula"),
          may("document", "plot model text design variables linalg frame formula"),
          may(
              "explain",
              "document classical infer lm lmm model text design structure linalg frame formula"),
          may(
              "report",
              "statsmodels document plot emm classical resample profile infer lm lmm model text dist design structure"
                  + " variables linalg frame formula"));

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
