package genontk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The order of core's packages, lowest first. */
@AnalyzeClasses(packages = "genontk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final ImportTable IMPORTS =
      new ImportTable(
          "genontk",
          "error:",
          "run:                 error",
          "linalg:              error run",
          "linalg.small:        error run linalg",
          "genotype:            error run linalg",
          "design:              error run linalg",
          "variance.component:  error linalg",
          "variance.onekernel:  error run linalg linalg.small design variance.component",
          "variance.likelihood: error run linalg linalg.small design variance.onekernel",
          "variance.solution:   error run linalg linalg.small design variance.component"
              + " variance.onekernel variance.likelihood",
          "variance.moment:     error run linalg linalg.small design variance.component"
              + " variance.onekernel variance.likelihood variance.solution",
          "variance.reml:       error run linalg linalg.small variance.component variance.onekernel"
              + " variance.likelihood variance.solution variance.moment",
          "variance:            error run linalg design variance.component variance.onekernel"
              + " variance.likelihood variance.solution variance.moment variance.reml",
          "simulation:          error run linalg genotype",
          "kernel:              error run linalg genotype",
          "ridge:               error run linalg design variance variance.component"
              + " variance.onekernel",
          "mixed:               error run linalg design variance variance.component"
              + " variance.likelihood variance.solution variance.moment",
          "comparison:          error run linalg genotype design variance.component kernel ridge"
              + " mixed");

  @ArchTest
  static void packagesImportWhatTheTableAllows(JavaClasses core) {
    assertEquals(List.of(), IMPORTS.forbidden(core));
  }

  @ArchTest
  static void packagesImportAllThatTheTableAllows(JavaClasses core) {
    assertEquals(Set.of(), IMPORTS.unused(core));
  }

  @ArchTest
  static void everyPackageHasARow(JavaClasses core) {
    assertEquals(IMPORTS.packages(core), IMPORTS.packages());
  }

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("genontk.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreReadsAndWritesNoJson =
      noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule coreCallsNoNativeCode =
      noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.jna..");
}
