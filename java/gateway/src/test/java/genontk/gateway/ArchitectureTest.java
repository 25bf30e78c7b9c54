package genontk.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import genontk.service.Genontk;

/** What of the service is used outside it. */
@AnalyzeClasses(packages = "genontk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theFacadeAloneIsUsed =
      noClasses()
          .that()
          .resideOutsideOfPackage("genontk.service..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("genontk.service..").and(not(equivalentTo(Genontk.class))));
}
