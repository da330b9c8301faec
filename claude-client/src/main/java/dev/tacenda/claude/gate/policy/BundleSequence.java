package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The checks of a bundle, in their order: signature and files, name, window, lowest revision; then
 * what the files say; then the tests that they bring along. The first that fails ends it.
 * Immutable.
 *
 * @param bundle the name that it must have
 * @param verifier looks at the signature
 * @param minRevision the lowest revision
 * @param compilers makes a compiler for the files
 */
@TrustedCode("no file of a bundle is read before its signature was verified")
record BundleSequence(
    String bundle, Verifier verifier, long minRevision, Supplier<PolicySet.Compiler> compilers) {
  static final String TESTS = "tests.yaml";

  /** Returns the manifest of a bundle whose signatures and files are right, or throws. */
  interface Verifier {
    BundleManifest verify(PolicyBundle bundle);
  }

  /** What a publisher signed, and whose time it is. */
  record Candidate(BundleManifest manifest, Map<String, byte[]> files) {}

  /**
   * Makes the checks for which no file has to be understood.
   *
   * @throws BundleException for the first that fails
   */
  Candidate verify(PolicyBundle offered, Instant now) {
    BundleManifest manifest = verifier.verify(offered);
    if (!manifest.name().equals(bundle)) {
      throw new BundleException(BundleRejection.OTHER_BUNDLE, manifest.name());
    }
    if (now.isBefore(manifest.notBefore())) {
      throw new BundleException(
          BundleRejection.NOT_YET_VALID, "not before " + manifest.notBefore());
    }
    if (!now.isBefore(manifest.notAfter())) {
      throw new BundleException(BundleRejection.EXPIRED, "not after " + manifest.notAfter());
    }
    if (manifest.revision() < minRevision) {
      throw new BundleException(
          BundleRejection.BELOW_MINIMUM, manifest.revision() + " of " + minRevision);
    }
    return new Candidate(manifest, offered.payload());
  }

  /**
   * Makes the policies, and runs their tests.
   *
   * @throws BundleException if a file is not understood in full, or a test fails
   */
  PolicySet compile(Candidate candidate, Clock clock) {
    try {
      Map<String, byte[]> files = new TreeMap<>(candidate.files());
      byte[] tests = files.remove(TESTS);
      long revision = candidate.manifest().revision();
      PolicySet policies = compilers.get().revision(revision).clock(clock).compile(files);
      if (tests != null) {
        requirePassed(PolicyTests.parse(TESTS, tests), policies);
      }
      return policies;
    } catch (PolicyException e) {
      throw new BundleException(reason(e.kind()), String.valueOf(e.getMessage()));
    } catch (BundleException e) {
      throw e;
    } catch (RuntimeException e) {
      // Of a loader of others, or a bug; whatever it says is not ours to pass on.
      throw new BundleException(BundleRejection.UNEXPECTED, e.getClass().getSimpleName());
    }
  }

  private static BundleRejection reason(PolicyException.Kind kind) {
    return switch (kind) {
      case SYNTAX -> BundleRejection.YAML_MALFORMED;
      case DUPLICATE_KEY -> BundleRejection.YAML_DUPLICATE_KEY;
      case REFERENCE -> BundleRejection.YAML_REFERENCE;
      case TOO_DEEP -> BundleRejection.YAML_TOO_DEEP;
      case UNKNOWN_WORD -> BundleRejection.UNKNOWN_WORD;
      case PATTERN -> BundleRejection.PATTERN_INVALID;
      case NO_EFFECT -> BundleRejection.RULE_DEAD;
      case CONTENT -> BundleRejection.SCHEMA_INVALID;
    };
  }

  private static void requirePassed(PolicyTests tests, PolicySet policies) {
    List<PolicyTestResult> failed =
        tests
            .run(policies.policies().values(), caller -> policies.explain(caller).policies())
            .stream()
            .filter(result -> !result.passed())
            .toList();
    if (!failed.isEmpty()) {
      throw new BundleException(
          BundleRejection.TEST_FAILED, failed.size() + " failed; " + failed.get(0));
    }
  }
}
