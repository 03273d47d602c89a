package dev.henderson.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Which classes initialise one another. Two threads that begin at different classes of such a ring
 * wait for each other for ever, and the kernel fits and draws in the background while the first
 * cell runs.
 */
class InitialisationTest {
  private static final String[] PACKAGES = {
    "dev.henderson",
    "tech.tablesaw",
    "org.knowm.xchart",
    "org.dflib.jjava",
    "org.zeromq",
    "zmq",
    "com.google.gson",
    "de.erichseifert.vectorgraphics2d",
    "org.hipparchus.optim",
    "de.siegmar"
  };

  /** What begins all of Tablesaw's column types in one thread; see {@code ColumnTypes}. */
  private static final String COLUMN_TYPE = "tech.tablesaw.api.ColumnType";

  @Test
  void onlyTablesawsColumnTypesWaitForOneAnother() {
    Map<JavaClass, Set<JavaClass>> needs = new HashMap<>();
    new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(PACKAGES)
        .forEach(type -> needs.put(type, needs(type)));
    Map<JavaClass, Set<JavaClass>> all = new HashMap<>();
    needs.keySet().forEach(type -> all.put(type, reached(type, needs)));
    Set<String> inRings = new TreeSet<>();
    Set<String> columnTypes = new TreeSet<>();
    for (JavaClass type : all.keySet()) {
      for (JavaClass other : all.get(type)) {
        boolean ring = all.getOrDefault(other, Set.of()).contains(type);
        if (ring && !type.equals(other) && !isHidden(type) && !isHidden(other)) {
          inRings.add(type.getName());
          if (other.getName().equals(COLUMN_TYPE)) {
            columnTypes.addAll(List.of(type.getName(), COLUMN_TYPE));
          }
        }
      }
    }
    // Were they no ring any more, ColumnTypes could go.
    assertTrue(columnTypes.size() > 10, columnTypes.toString());
    assertEquals(columnTypes, inRings);
  }

  /** Whether only the class around it can be the first to come to a class. */
  private static boolean isHidden(JavaClass type) {
    return type.isAnonymousClass() || type.getModifiers().contains(JavaModifier.PRIVATE);
  }

  private static Set<JavaClass> reached(JavaClass from, Map<JavaClass, Set<JavaClass>> needs) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> todo = new ArrayDeque<>(needs.get(from));
    while (!todo.isEmpty()) {
      JavaClass next = todo.pop();
      if (reached.add(next)) {
        todo.addAll(needs.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }

  /** The classes that the initialisation of one may initialise, but for those of the JDK. */
  private static Set<JavaClass> needs(JavaClass type) {
    Set<JavaClass> needs = new LinkedHashSet<>();
    if (!type.isInterface()) {
      type.getRawSuperclass().ifPresent(needs::add);
      type.getRawInterfaces().stream()
          .filter(i -> i.getMethods().stream().anyMatch(InitialisationTest::isDefault))
          .forEach(needs::add);
    }
    Deque<JavaCodeUnit> todo = new ArrayDeque<>();
    Set<JavaCodeUnit> seen = new HashSet<>();
    type.getStaticInitializer().ifPresent(todo::add);
    while (!todo.isEmpty()) {
      JavaCodeUnit code = todo.pop();
      if (!seen.add(code)) {
        continue;
      }
      for (JavaAccess<?> access : code.getAccessesFromSelf()) {
        access
            .getTarget()
            .resolveMember()
            .ifPresent(
                member -> {
                  boolean made = member instanceof JavaConstructor;
                  if (made || member.getModifiers().contains(JavaModifier.STATIC)) {
                    needs.add(member.getOwner());
                  }
                  if (member instanceof JavaCodeUnit called) {
                    todo.add(called);
                  }
                });
      }
    }
    needs.remove(type);
    needs.removeIf(other -> other.getPackageName().startsWith("java"));
    return needs;
  }

  private static boolean isDefault(JavaCodeUnit method) {
    return !method.getModifiers().contains(JavaModifier.ABSTRACT)
        && !method.getModifiers().contains(JavaModifier.STATIC);
  }
}
