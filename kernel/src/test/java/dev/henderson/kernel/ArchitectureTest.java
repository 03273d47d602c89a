package dev.henderson.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.data.FactorMagic;
import dev.henderson.kernel.data.ReadMagic;
import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.models.AnovaRmMagic;
import dev.henderson.kernel.models.AovMagic;
import dev.henderson.kernel.models.LmMagic;
import dev.henderson.kernel.models.LmerMagic;
import dev.henderson.kernel.models.MixedLmMagic;
import dev.henderson.stats.AnovaRm;
import dev.henderson.stats.Aov;
import dev.henderson.stats.Lm;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.MixedFitted;
import dev.henderson.stats.MixedLm;
import dev.henderson.stats.StrataFitted;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.lmm.LmmFit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;

/** The package table of docs/architecture.md, as tests. */
class ArchitectureTest {
  private static final String ROOT = "dev.henderson.kernel";
  private static final String STATS = "dev.henderson.stats";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** What each package may import of ours. */
  private static final Map<String, List<String>> OURS =
      Map.ofEntries(
          entry("protocol", List.of()),
          entry("internals", List.of()),
          entry(
              "session",
              List.of(ROOT + ".internals", STATS + ".frame", STATS + ".model", STATS + ".text")),
          entry("libraries", List.of()),
          entry("jshell.execution", List.of(ROOT + ".session", ROOT + ".internals")),
          entry(
              "jshell",
              List.of(
                  ROOT + ".jshell.execution",
                  ROOT + ".session",
                  ROOT + ".libraries",
                  ROOT + ".internals")),
          // Displays are registered by class, so display sees the classes of results.
          entry(
              "display",
              List.of(
                  ROOT + ".session",
                  ROOT + ".internals",
                  STATS,
                  STATS + ".document",
                  STATS + ".report",
                  STATS + ".plot",
                  STATS + ".lmm",
                  STATS + ".mixed",
                  STATS + ".model",
                  STATS + ".profile",
                  STATS + ".resample",
                  STATS + ".text")),
          entry("magic", List.of(ROOT + ".session", ROOT + ".display", STATS + "..")),
          entry(
              "data", List.of(ROOT + ".magic", ROOT + ".session", ROOT + ".display", STATS + "..")),
          entry(
              "models",
              List.of(ROOT + ".magic", ROOT + ".session", ROOT + ".display", STATS + "..")),
          entry(
              "inference",
              List.of(
                  ROOT + ".models",
                  ROOT + ".magic",
                  ROOT + ".session",
                  ROOT + ".display",
                  STATS + "..")),
          entry("javadoc", List.of(ROOT + ".display")),
          entry(
              "assist",
              List.of(
                  ROOT + ".protocol",
                  ROOT + ".session",
                  ROOT + ".jshell",
                  ROOT + ".javadoc",
                  ROOT + ".display",
                  ROOT + ".magic",
                  STATS + "..")),
          entry(
              "maven",
              List.of(ROOT + ".javadoc", ROOT + ".magic", ROOT + ".session", STATS + "..")),
          entry("notebook", List.of(ROOT + ".protocol", ROOT + ".display")),
          entry(
              "cells",
              List.of(
                  ROOT + ".assist",
                  ROOT + ".protocol",
                  ROOT + ".session",
                  ROOT + ".jshell",
                  ROOT + ".javadoc",
                  ROOT + ".maven",
                  ROOT + ".magic",
                  ROOT + ".display",
                  STATS + ".frame",
                  STATS + ".model")),
          entry("app", List.of(ROOT + "..", STATS + "..")));

  /** And what of libraries. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          entry(
              "protocol",
              List.of(
                  "org.dflib.jjava.jupyter..",
                  "org.zeromq..",
                  "com.google.gson..",
                  "javax.crypto..")),
          entry("internals", List.of("jdk.jshell..")),
          entry("session", List.of("tech.tablesaw.api..", "javax.lang.model..")),
          entry("libraries", List.of("javax.tools..", "javax.lang.model..")),
          entry("jshell.execution", List.of("jdk.jshell..", "org.objectweb.asm..")),
          entry(
              "jshell",
              List.of("jdk.jshell..", "javax.tools..", "javax.lang.model..", "com.sun.source..")),
          entry(
              "display",
              List.of(
                  "org.dflib.jjava.jupyter..",
                  "com.google.gson..",
                  "tech.tablesaw..",
                  "org.knowm.xchart..",
                  "java.awt..",
                  "javax.imageio..")),
          entry(
              "javadoc",
              List.of("com.sun.source..", "javax.tools..", "javax.lang.model..", "org.jsoup..")),
          entry("magic", List.of("tech.tablesaw..", "com.google.gson..")),
          entry("assist", List.of("com.google.gson..", "tech.tablesaw..")),
          entry("maven", List.of("org.eclipse.aether..", "org.apache.maven..")),
          entry("cells", List.of("com.google.gson..", "org.dflib.jjava.jupyter..")),
          entry("notebook", List.of("com.google.gson..", "org.commonmark..", "org.jsoup..")),
          entry("data", List.of("tech.tablesaw..", "com.google.gson..")),
          entry("models", List.of("tech.tablesaw..", "com.google.gson..")),
          entry("inference", List.of("tech.tablesaw..", "com.google.gson..")),
          entry(
              "app",
              List.of(
                  "org.dflib.jjava.jupyter..",
                  "org.zeromq..",
                  "com.google.gson..",
                  "picocli..",
                  "org.commonmark..")));

  static List<String> packages() {
    return OURS.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageImportsOnlyWhatTheTableAllows(String name) {
    List<String> allowed =
        new ArrayList<>(
            List.of(
                "java.lang..",
                "java.util..",
                "java.io..",
                "java.nio..",
                "java.net..",
                "java.math..",
                "java.text..",
                "java.time..",
                "java.security.."));
    allowed.add(ROOT + "." + name);
    allowed.addAll(OURS.get(name));
    allowed.addAll(LIBRARIES.get(name));
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void everyPackageIsInTheTable() {
    List<String> known = OURS.keySet().stream().map(p -> ROOT + "." + p).toList();
    classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(CLASSES);
  }

  @Test
  void noCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** The entry points hand the JVM's streams over; nobody else touches them. */
  @Test
  void nothingWritesToStandardStreams() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .and()
        .doNotHaveSimpleName("HendersonKernelHost")
        .and()
        .doNotHaveSimpleName("TrainCommand")
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  /** Completion offers what a magic declares; whoever reads names that are free says so here. */
  @Test
  void magicsReadTheOptionsTheyDeclare() {
    noClasses()
        .that()
        .areNotAssignableTo(RCall.class)
        .and()
        // Names of columns, names of settings, and options after a table's name.
        .doNotBelongToAnyOf(FactorMagic.class, ConfigMagic.class, ReadMagic.class)
        .should()
        .callMethod(RCall.class, "from", MagicCall.class, int.class, Set.class)
        .check(CLASSES);
  }

  /**
   * A magic asks what a fit can do, not of which kind it is; those that make a kind of fit know it.
   * (What is asked stands in {@code models.Capability}.)
   */
  @Test
  void onlyTheMakersKnowKindsOfFits() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".magic",
            ROOT + ".data",
            ROOT + ".models",
            ROOT + ".inference",
            ROOT + ".assist")
        .and()
        .doNotBelongToAnyOf(
            LmMagic.class, AovMagic.class, LmerMagic.class, MixedLmMagic.class, AnovaRmMagic.class)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Lm.class,
            Lmer.class,
            Aov.class,
            MixedLm.class,
            AnovaRm.class,
            MixedFitted.class,
            StrataFitted.class,
            LmFit.class,
            LmmFit.class,
            AovFit.class)
        .check(CLASSES);
  }

  @Test
  void noMutableStatics() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(CLASSES);
  }

  /** Advice that is a cell is written here; the engine knows calls as data. */
  @Test
  void theEngineNamesNoMagic() throws IOException {
    String names =
        StandardMagics.create().all().stream().map(Magic::name).collect(Collectors.joining("|"));
    Pattern cell = Pattern.compile("%(" + names + ")\\b");
    JavaClasses engine =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(STATS);
    List<String> found = new ArrayList<>();
    for (JavaClass type : engine) {
      try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
        for (String constant : texts(in.readAllBytes())) {
          if (cell.matcher(constant).find()) {
            found.add(type.getName() + ": " + constant);
          }
        }
      }
    }
    assertEquals(List.of(), found);
    assertTrue(engine.size() > 300, "the classes were found");
  }

  /** The texts of a class file's constant pool, those put together at run time among them. */
  private static List<String> texts(byte[] file) {
    ClassReader reader = new ClassReader(file);
    List<String> out = new ArrayList<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      // CONSTANT_String, by its index of the text.
      if (at > 0 && file[at - 1] == 8) {
        out.add(reader.readUTF8(at, buffer));
      }
    }
    return out;
  }
}
