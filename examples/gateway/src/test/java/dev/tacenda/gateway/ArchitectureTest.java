package dev.tacenda.gateway;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String HERE = "dev.tacenda.gateway..";

  private final JavaClasses command =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tacenda.gateway");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.tacenda.gateway.(**)").should().beFreeOfCycles().check(command);
  }

  /** A sub-command stands alone: what two of them need belongs into shell, files or report. */
  @Test
  void subcommandsDoNotKnowEachOther() {
    List<String> commands = List.of("mask", "scan", "policy", "approvals");
    for (String one : commands) {
      String[] others =
          commands.stream()
              .filter(each -> !each.equals(one))
              .map(each -> "dev.tacenda.gateway." + each + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("dev.tacenda.gateway." + one + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(command);
    }
  }

  /** Start-up is paid by each call; a library more is a decision. */
  @Test
  void needsFewLibraries() {
    classes()
        .that()
        .resideInAPackage(HERE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            HERE,
            "dev.tacenda.mask..",
            "dev.tacenda.claude.gate..",
            "dev.tacenda.audit.note..",
            "com.sun.net.httpserver..",
            "java..",
            "javax.xml.stream..",
            "picocli..",
            "com.fasterxml.jackson.core..",
            "org.jspecify.annotations..")
        .check(command);
  }

  @Test
  void nobodyUsesTheRegexOfTheJdk() {
    noClasses()
        .that()
        .resideInAPackage(HERE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .check(command);
    noClasses()
        .that()
        .resideInAPackage(HERE)
        .should()
        .callMethodWhere(
            target(owner(equivalentTo(String.class)))
                .and(target(nameMatching("matches|replaceAll|replaceFirst"))))
        .check(command);
  }
}
