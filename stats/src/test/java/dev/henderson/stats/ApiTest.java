package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/** The edge of the API: each package says what it is, and what is API shows nothing that is not. */
class ApiTest {
  private static final String ROOT = "dev.henderson.stats";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyPackageIsMarked() {
    TreeSet<String> unmarked = new TreeSet<>();
    for (JavaClass c : CLASSES) {
      if (c.getPackage().tryGetAnnotationOfType(API.class).isEmpty()) {
        unmarked.add(c.getPackageName());
      }
    }
    assertEquals(new TreeSet<>(), unmarked);
  }

  @Test
  void whatIsApiShowsNothingInternal() {
    List<String> leaks = new ArrayList<>();
    int looked = 0;
    for (JavaClass c : CLASSES) {
      if (!isOpen(c) || isInternal(c)) {
        continue;
      }
      for (JavaCodeUnit unit : c.getCodeUnits()) {
        if (!unit.getModifiers().contains(JavaModifier.PUBLIC)
            || unit.getModifiers().contains(JavaModifier.SYNTHETIC)
            || unit.tryGetAnnotationOfType(API.class).isPresent()) {
          continue;
        }
        looked++;
        List<JavaType> shown = new ArrayList<>(unit.getParameterTypes());
        shown.add(unit.getReturnType());
        for (JavaType type : shown) {
          for (JavaClass part : type.getAllInvolvedRawTypes()) {
            if (part.getPackageName().startsWith(ROOT) && isInternal(part.getBaseComponentType())) {
              leaks.add(unit.getFullName() + " shows " + part.getName());
            }
          }
        }
      }
    }
    assertTrue(looked > 1000, "looked at " + looked);
    assertEquals(List.of(), leaks);
  }

  /** Whether a class can be seen from other packages: it and all around it are public. */
  private static boolean isOpen(JavaClass c) {
    boolean open = c.getModifiers().contains(JavaModifier.PUBLIC);
    return open && c.getEnclosingClass().map(ApiTest::isOpen).orElse(true);
  }

  /** By its own mark, else by that of the class around it, else by that of its package. */
  private static boolean isInternal(JavaClass c) {
    Optional<API> own = Optional.empty();
    for (JavaClass at = c; at != null && own.isEmpty(); at = at.getEnclosingClass().orElse(null)) {
      own = at.tryGetAnnotationOfType(API.class);
    }
    return own.or(() -> c.getPackage().tryGetAnnotationOfType(API.class))
        .map(mark -> mark.status() == API.Status.INTERNAL)
        .orElse(true);
  }
}
