package genontk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The order of core's packages, lowest first: a package imports only packages in rows above its
 * own.
 */
@AnalyzeClasses(packages = "genontk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "genontk.";

  /** One row per package: its name, then the packages that it may import. */
  private static final Map<String, Set<String>> IMPORTS =
      table(
          "error:",
          "run:        error",
          "linalg:     error run",
          "genotype:   error run linalg",
          "variance:   error run linalg",
          "simulation: error run linalg genotype",
          "kernel:     error run linalg genotype",
          "ridge:      error run linalg variance",
          "mixed:      error run linalg variance",
          "comparison: error run linalg genotype variance kernel ridge mixed");

  private static Map<String, Set<String>> table(String... rows) {
    Map<String, Set<String>> table = new TreeMap<>();
    for (String row : rows) {
      String[] words = row.split(":? +|:");
      Set<String> allowed = new TreeSet<>(Arrays.asList(words).subList(1, words.length));
      assertTrue(table.keySet().containsAll(allowed), row + " imports a package of a later row");
      table.put(words[0], allowed);
    }
    return table;
  }

  @ArchTest
  static void packagesImportWhatTheTableAllows(JavaClasses core) {
    List<String> wrong =
        imports(core)
            .filter(use -> !IMPORTS.getOrDefault(origin(use), Set.of()).contains(target(use)))
            .map(
                use -> origin(use) + " may not import " + target(use) + ": " + use.getDescription())
            .sorted()
            .toList();
    assertEquals("", String.join("\n", wrong));
  }

  @ArchTest
  static void packagesImportAllThatTheTableAllows(JavaClasses core) {
    Set<String> found =
        imports(core).map(use -> origin(use) + " imports " + target(use)).collect(toSet());
    Set<String> unused = new TreeSet<>();
    IMPORTS.forEach(
        (name, allowed) -> allowed.forEach(other -> unused.add(name + " imports " + other)));
    unused.removeAll(found);
    assertEquals(Set.of(), unused);
  }

  @ArchTest
  static void everyPackageHasARow(JavaClasses core) {
    Set<String> found = core.stream().map(type -> name(type.getPackageName())).collect(toSet());
    assertEquals(new TreeSet<>(found), IMPORTS.keySet());
  }

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching(ROOT + "(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreReadsAndWritesNoJson =
      noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule coreCallsNoNativeCode =
      noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.jna..");

  /** Returns the uses of other packages of core. */
  private static Stream<Dependency> imports(JavaClasses core) {
    return core.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
        .filter(use -> !origin(use).equals(target(use)));
  }

  private static String origin(Dependency use) {
    return name(use.getOriginClass().getPackageName());
  }

  private static String target(Dependency use) {
    return name(use.getTargetClass().getPackageName());
  }

  private static String name(String packageName) {
    return packageName.substring(ROOT.length());
  }
}
