package dev.tacenda.quickstart;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.tacenda.audit.MaskedBody;
import java.io.PrintStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The direction of dependencies, over all modules: this one sees them all, but for leaves that
 * would make the quickstart slow to try, which have a test of their own.
 */
class ArchitectureTest {
  private static final String MASK = "dev.tacenda.mask..";
  private static final String GITLEAKS = "dev.tacenda.mask.gitleaks..";
  private static final String AUDIT = "dev.tacenda.audit..";
  private static final String CLAUDE = "dev.tacenda.claude..";
  private static final String SDK = "dev.tacenda.claude.anthropic..";
  private static final String PDF = "dev.tacenda.claude.pdf..";
  private static final String TESTKIT = "dev.tacenda.testkit..";
  private static final String EXAMPLES = "dev.tacenda.quickstart..";

  /** Methods of String that compile their argument as a pattern. */
  private static final DescribedPredicate<HasName> REGEX_METHOD =
      nameMatching("matches|replaceAll|replaceFirst");

  private static JavaClasses all;

  @BeforeAll
  static void importAllModules() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tacenda");
  }

  private static void check(ArchRule rule) {
    rule.check(all);
  }

  /** A rule over no classes proves nothing. */
  @Test
  void seesEveryModule() {
    assertThat(all.stream().map(c -> c.getPackageName()).distinct())
        .contains(
            "dev.tacenda.mask",
            "dev.tacenda.mask.gitleaks",
            "dev.tacenda.audit",
            "dev.tacenda.claude",
            "dev.tacenda.claude.gate",
            "dev.tacenda.claude.anthropic",
            "dev.tacenda.claude.pdf",
            "dev.tacenda.testkit",
            "dev.tacenda.quickstart");
  }

  @Test
  void modulesFormAChainWithLeaves() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.tacenda..")
            .layer("masking-core")
            .definedBy("dev.tacenda.mask", "dev.tacenda.mask.internal..")
            .layer("gitleaks")
            .definedBy(GITLEAKS)
            .layer("audit-sink")
            .definedBy(AUDIT)
            .layer("claude-client")
            .definedBy("dev.tacenda.claude", "dev.tacenda.claude.gate..")
            .layer("anthropic-sdk")
            .definedBy(SDK)
            .layer("pdf")
            .definedBy(PDF)
            .layer("testkit")
            .definedBy(TESTKIT)
            .layer("examples")
            .definedBy(EXAMPLES)
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("masking-core")
            .mayNotAccessAnyLayer()
            .whereLayer("gitleaks")
            .mayOnlyAccessLayers("masking-core")
            .whereLayer("audit-sink")
            .mayOnlyAccessLayers("masking-core")
            .whereLayer("claude-client")
            .mayOnlyAccessLayers("masking-core", "audit-sink")
            .whereLayer("anthropic-sdk")
            .mayOnlyAccessLayers("masking-core", "audit-sink", "claude-client")
            .whereLayer("pdf")
            .mayOnlyAccessLayers("masking-core", "claude-client")
            .whereLayer("testkit")
            .mayOnlyAccessLayers("masking-core", "audit-sink", "claude-client")
            .whereLayer("examples")
            .mayNotBeAccessedByAnyLayer());
  }

  @Test
  void nothingDependsOnALeafButExamples() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(SDK, PDF, TESTKIT, GITLEAKS, EXAMPLES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SDK, PDF, TESTKIT, GITLEAKS));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SDK, PDF)
            .should()
            .dependOnClassesThat(resideInAPackage(TESTKIT)));
    check(
        noClasses()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .dependOnClassesThat(resideInAPackage(SDK)));
  }

  @Test
  void packagesHaveNoCycles() {
    // The annotation that marks trusted code is used everywhere and depends on nothing.
    check(
        slices()
            .matching("dev.tacenda.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), simpleName("TrustedCode")));
  }

  @Test
  void theCoreDoesNoHttp() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MASK)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("okhttp3..", "okio..", "java.net.http..", "com.anthropic..")));
  }

  @Test
  void theCoreNeedsThreeLibraries() {
    check(
        classes()
            .that()
            .resideInAPackage(MASK)
            .and()
            .resideOutsideOfPackage(GITLEAKS)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    MASK,
                    "java..",
                    "javax.crypto..",
                    "com.google.re2j..",
                    "com.fasterxml.jackson.core..",
                    "org.snakeyaml.engine..",
                    "org.jspecify.annotations..")));
  }

  @Test
  void theAuditSinkNeedsNoLibraryOfItsOwn() {
    check(
        classes()
            .that()
            .resideInAPackage(AUDIT)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    MASK,
                    AUDIT,
                    "java..",
                    "com.fasterxml.jackson.core..",
                    "org.jspecify.annotations..")));
  }

  /** What a collector is given counts as masked, so only what comes out of the masker may go in. */
  @Test
  void onlyTheResponseStreamMakesMaskedBodiesOfBytes() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.tacenda.claude.MaskedStream")
            .should()
            .callMethod(MaskedBody.class, "collector"));
  }

  @Test
  void onlyTheOkHttpSeamKnowsOkHttp() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.tacenda..")
            .and()
            .haveSimpleNameNotContaining("OkHttp")
            .should()
            .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio..")));
  }

  /** It checks signatures, and must not become a second reader of tokens. */
  @Test
  void onlyTheCheckOfSignaturesKnowsJavaJwt() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.tacenda..")
            .and(not(simpleName("Signatures")))
            .and(not(simpleName("SignedParts")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.auth0..")));
  }

  @Test
  void onlyTheSdkAdapterAndExamplesKnowTheSdk() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(SDK, EXAMPLES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.anthropic.."));
  }

  /** It can run for ever on hostile text, and no list of exceptions is needed so far. */
  @Test
  void nobodyUsesTheRegexOfTheJdk() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(MASK, AUDIT, CLAUDE, EXAMPLES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.regex.."));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(MASK, AUDIT, CLAUDE, EXAMPLES)
            .should()
            .callMethodWhere(target(owner(equivalentTo(String.class))).and(target(REGEX_METHOD))));
  }

  /** The contract of adapters looks at what is printed, to prove that no value is. */
  private static DescribedPredicate<HasName> whatCapturesOutput() {
    return nameMatching("dev\\.tacenda\\.testkit\\.AdapterContractOutput.*");
  }

  @Test
  void librariesDoNotPrint() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(MASK, AUDIT, CLAUDE, TESTKIT)
            .and(not(whatCapturesOutput()))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(PrintStream.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
  }

  @Test
  void librariesKeepNoStatePerThread() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(MASK, AUDIT, CLAUDE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class));
  }

  @Test
  void publicTypesOfLibrariesAreNotMadeForInheritance() {
    check(
        classes()
            .that()
            .resideOutsideOfPackage("..internal..")
            .and()
            .resideInAnyPackage(MASK, AUDIT, CLAUDE)
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .should()
            .haveModifier(JavaModifier.FINAL));
  }
}
