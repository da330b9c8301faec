package dev.tacenda.claude.gate.policy;

import dev.tacenda.audit.note.NoteSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A good bundle, in as many revisions as a test wants. */
final class Bundles {
  static final String NAME = "builds";
  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  static final Duration VALID = Duration.ofDays(30);
  static final NoteSigner ALICE = NoteSigner.generate("alice.example", new SecureRandom());
  static final NoteSigner BOB = NoteSigner.generate("bob.example", new SecureRandom());
  static final NoteSigner MALLORY = NoteSigner.generate("mallory.example", new SecureRandom());
  static final BundleTrust TRUST = BundleTrust.anyOf(List.of(ALICE.key()));

  static final String SELECTION =
      """
      tacenda-selection: 1
      unknown: deny
      anonymous: builds
      policies:
        builds: builds.yaml
      groups:
        builders: [builds]
      rules:
        - name: ours
          issuer: https://ci.example
          every-caller: true
          groups: [builders]
      """;
  static final String POLICY =
      """
      tacenda-policy: 1
      name: builds
      revision: 1
      anonymous-callers: admit
      rules:
        use: []
        add:
          - id: acme-key
            description: Acme key
            kind: service-key
            type: ACMEKEY
            severity: high
            source: docs.acme.example
            keywords: [acme_live_]
            pattern: 'acme_live_[A-Za-z0-9]{6,}'
      """;
  static final String TESTS =
      """
      tacenda-tests: 1
      tests:
        - name: keys
          rule: acme-key
          must-mask: ['a = [[acme_live', '_FAKE01]]']
        - name: no key
          rule: acme-key
          must-not-mask: 'acme_live_ is a beginning'
      selection:
        - name: strangers
          identity: {issuer: 'https://other.example', subject: job-7}
          denied: true
      """;

  private Bundles() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("selection.yaml", bytes(SELECTION));
    files.put("builds.yaml", bytes(POLICY));
    files.put("tests.yaml", bytes(TESTS));
    return files;
  }

  /** The files, with one of them replaced by this text. */
  static Map<String, byte[]> filesWith(String name, String text) {
    Map<String, byte[]> files = files();
    files.put(name, bytes(text));
    return files;
  }

  static BundleWriter writer(long revision) {
    return BundleWriter.of(NAME, revision).published(NOW).validFor(VALID);
  }

  static PolicyBundle bundle(long revision) {
    return writer(revision).write(files(), ALICE);
  }

  /** All files, manifest and signature included, to be changed. */
  static Map<String, byte[]> taken(PolicyBundle bundle) {
    Map<String, byte[]> files = new TreeMap<>();
    bundle.names().forEach(name -> files.put(name, bundle.file(name).orElseThrow()));
    return files;
  }

  static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = Arrays.copyOf(bytes, bytes.length);
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }
}
