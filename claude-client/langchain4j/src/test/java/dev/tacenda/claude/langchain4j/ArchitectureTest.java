package dev.tacenda.claude.langchain4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * What a leaf may know; the quickstart, which looks at the other modules, does not have this one.
 */
class ArchitectureTest {
  private final JavaClasses leaf =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tacenda.claude.langchain4j");

  @Test
  void knowsTheGuardAndTheHttpClientOfLangChain4jOnly() {
    classes()
        .that()
        .resideInAPackage("dev.tacenda.claude.langchain4j")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.tacenda.claude.langchain4j",
            "dev.tacenda.claude",
            "dev.tacenda.mask",
            "dev.langchain4j.http.client..",
            "dev.langchain4j.exception",
            "java.io",
            "java.lang..",
            "java.net",
            "java.nio.charset",
            "java.time",
            "java.util",
            "java.util.concurrent.atomic",
            "java.util.function",
            "java.util.stream",
            "java.util.zip",
            "org.jspecify.annotations")
        .check(leaf);
  }

  @Test
  void publicTypesAreNotMadeForInheritance() {
    classes().that().arePublic().should().haveModifier(JavaModifier.FINAL).check(leaf);
  }
}
