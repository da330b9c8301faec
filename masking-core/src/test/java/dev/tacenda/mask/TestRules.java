package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A small rule set for tests of the engine, so that they do not depend on the rules that are
 * shipped: a token with a keyword, a token without, tokens with a shape, an assignment, the
 * password of a URL, PEM, and a rule that is allowed.
 */
final class TestRules {
  static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);

  private static final String YAML =
      """
      tacenda-rules: 1
      rules:
        - { id: fake-token, kind: token, type: FAKETOKEN, severity: high, specificity: 90,
            source: test, description: token, keywords: [fkt_], pattern: 'fkt_[A-Za-z0-9]{8,}' }
        - { id: fake-number, kind: token, type: NUMBER, severity: high, specificity: 60,
            source: test, description: number, always: true, pattern: '\\b[0-9]{4}-[0-9]{4}\\b' }
        - { id: fake-assignment, kind: assignment, type: PASSWORD, severity: high, specificity: 30,
            source: test, description: assignment, keywords: [secret], group: 1,
            pattern: '(?i)secret["'']{0,1}\\s{0,3}[:=]\\s{0,3}["'']{0,1}([^\\s"'']+)' }
        - { id: fake-url, kind: connection, type: URLPASSWORD, severity: high, specificity: 70,
            source: test, description: url, keywords: ['://'], group: 1,
            pattern: '[a-z]+://[^\\s/:@"'']*:([^\\s/@"'']+)@' }
        - { id: fake-host, kind: host, type: HOST, severity: low, specificity: 20,
            source: test, description: host, keywords: [.internal],
            pattern: '[a-z0-9]+\\.internal' }
        - { id: fake-shape, kind: token, type: FAKESHAPE, severity: high, specificity: 85,
            source: test, description: shape, shape: ['fks-[a-z0-9-]{6,12}', 'FK[AB]_[0-9]{4,}'] }
        - { id: fake-anchor, kind: token, type: FAKEANCHOR, severity: high, specificity: 80,
            source: test, description: anchor, anchor: '.fk.', shape: '[a-z-]{2,6}\\.fk\\.\\d{3,}' }
        - { id: fake-near, kind: token, type: ACME, severity: high, specificity: 75, within: 40,
            source: test, description: near, near: [acme, ankh], shape: '[a-z0-9]{12}(?:-x)?' }
        - { id: pem, kind: private-key, type: PRIVATEKEY, severity: critical, specificity: 95,
            source: test, description: pem, keywords: ['-----begin'], detector: pem }
      """;

  private TestRules() {}

  static RuleSet rules() {
    return RuleSet.parse("test", YAML.getBytes(StandardCharsets.UTF_8));
  }

  /** Masks all but hosts, which are allowed. */
  static MaskingPolicy policy() {
    return MaskingPolicy.builder(rules())
        .name("test")
        .actionForRule("fake-host", Action.ALLOW)
        .build();
  }

  static Masker masker() {
    return Masker.of(policy(), KEY);
  }

  /** A token that the rule set finds wherever it stands. */
  static String token(Random random) {
    return "fk" + "t_" + run(random, "abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789", 20);
  }

  static String run(Random random, String alphabet, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Masks a text as a stream that comes in pieces of so many characters. */
  static String streamed(Masker masker, String text, int piece) {
    StreamMasker stream = masker.stream();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i += Math.max(piece, 1)) {
      out.append(stream.append(text.substring(i, Math.min(text.length(), i + piece))));
    }
    return out.append(stream.finish()).toString();
  }
}
