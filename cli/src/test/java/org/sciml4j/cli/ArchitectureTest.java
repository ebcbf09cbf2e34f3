package org.sciml4j.cli;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import org.sciml4j.core.nd4j.Nd4jArrays;
import org.sciml4j.core.tensor.Tensor;

/** The modules' directions and the rules of the house that a program can check. */
@AnalyzeClasses(packages = "org.sciml4j", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule coreKnowsNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage("org.sciml4j.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.sciml4j.io..",
              "org.sciml4j.operators..",
              "org.sciml4j.sindy..",
              "org.sciml4j.pde..",
              "org.sciml4j.validation..",
              "org.sciml4j.cli..",
              "org.sciml4j.bench..",
              "org.sciml4j.examples..");

  @ArchTest
  static final ArchRule ioKnowsCoreOnly =
      classes()
          .that()
          .resideInAPackage("org.sciml4j.io..")
          .should()
          .onlyDependOnClassesThat(ofTheProjectOnlyIn("org.sciml4j.io", "org.sciml4j.core"));

  @ArchTest
  static final ArchRule operatorsKnowCoreOnly =
      classes()
          .that()
          .resideInAPackage("org.sciml4j.operators..")
          .should()
          .onlyDependOnClassesThat(ofTheProjectOnlyIn("org.sciml4j.operators", "org.sciml4j.core"));

  @ArchTest
  static final ArchRule sindyKnowsCoreAndOperatorsOnly =
      classes()
          .that()
          .resideInAPackage("org.sciml4j.sindy..")
          .should()
          .onlyDependOnClassesThat(
              ofTheProjectOnlyIn("org.sciml4j.sindy", "org.sciml4j.core", "org.sciml4j.operators"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule pdeKnowsCoreOperatorsAndIoOnly =
      classes()
          .that()
          .resideInAPackage("org.sciml4j.pde..")
          .should()
          .onlyDependOnClassesThat(
              ofTheProjectOnlyIn(
                  "org.sciml4j.pde", "org.sciml4j.core", "org.sciml4j.operators", "org.sciml4j.io"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.sciml4j.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.sciml4j.cli..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("org.sciml4j.(*).(*)..")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(Tensor.class, Nd4jArrays.class)
          .because("Tensor offers the two conversions, and ND4J is loaded only by their use");

  @ArchTest
  static final ArchRule noUtilityClasses =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper");

  @ArchTest
  static final ArchRule noStaticMutableState =
      noFields()
          .that(
              new DescribedPredicate<JavaField>("are written in the source") {
                @Override
                public boolean test(JavaField field) {
                  return !field.getName().contains("$");
                }
              })
          .should(
              ArchConditions.be(
                  new DescribedPredicate<JavaField>("static and not final") {
                    @Override
                    public boolean test(JavaField field) {
                      return field.getModifiers().contains(STATIC)
                          && !field.getModifiers().contains(FINAL);
                    }
                  }));

  private static DescribedPredicate<JavaClass> ofTheProjectOnlyIn(String... packages) {
    return new DescribedPredicate<>("of the project only in " + String.join(", ", packages)) {
      @Override
      public boolean test(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("org.sciml4j.")) {
          return true;
        }
        for (String known : packages) {
          if (name.equals(known) || name.startsWith(known + ".")) {
            return true;
          }
        }
        return false;
      }
    };
  }
}
