package dev.tacenda.gateway;

import dev.tacenda.mask.Finding;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;

/** Values for tests, visibly fake, that the shipped rules find. */
final class Fake {
  static final String PASSWORD = "Fake-" + "9Qz7-" + "pAss";
  static final String MAIL = "ada@" + "acme-fake" + ".test";

  /** The shipped rule that finds the password, its kind and how sure it is: rules may change. */
  static final String RULE;

  static final String KIND;
  static final int CONFIDENCE;

  static {
    Masker masker = Masker.of(MaskingPolicy.standard(), PlaceholderKey.random());
    Finding finding = masker.maskText(passwordLine()).findings().get(0);
    RULE = finding.ruleId();
    KIND = finding.kind();
    CONFIDENCE = finding.confidence();
  }

  private Fake() {}

  /** A line with a password; the value begins at byte 9. */
  static String passwordLine() {
    return "password=" + PASSWORD + "\n";
  }

  /** The text of a policy of the shipped rules with one more line. */
  static String policy(String line) {
    String head = "tacenda-policy: 1\nname: test\nrevision: 1\nrules: { use: [standard] }\n";
    return head + line + "\n";
  }
}
