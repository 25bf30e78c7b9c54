package genontk.service;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import genontk.ImportTable;
import java.util.List;
import java.util.Set;

/** The order of the service's packages, lowest first. */
@AnalyzeClasses(packages = "genontk.service", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final ImportTable IMPORTS =
      new ImportTable(
          "genontk.service",
          "wire:",
          "request:   wire",
          "people:    request",
          "result:    wire request",
          "kernel:    wire request people result",
          "training:  request people kernel",
          "genotypes: request kernel",
          "model:     wire request result kernel training",
          "loco:      wire request result model",
          "fit:       wire request people result kernel training model",
          "predict:   wire request people kernel model",
          "compare:   wire request people result kernel training fit",
          "service:   wire request people result kernel genotypes model loco fit predict compare");

  @ArchTest
  static void packagesImportWhatTheTableAllows(JavaClasses service) {
    assertEquals(List.of(), IMPORTS.forbidden(service));
  }

  @ArchTest
  static void packagesImportAllThatTheTableAllows(JavaClasses service) {
    assertEquals(Set.of(), IMPORTS.unused(service));
  }

  @ArchTest
  static void everyPackageHasARow(JavaClasses service) {
    assertEquals(IMPORTS.packages(service), IMPORTS.packages());
  }

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("genontk.service.(**)").should().beFreeOfCycles();
}
