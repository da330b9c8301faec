package dev.tacenda.mask;

import java.util.Objects;

/**
 * One place where a rule found something, without the value it found. Immutable.
 *
 * @param ruleId the rule that names the finding
 * @param kind the rule's kind, for example {@code cloud-key}
 * @param path where in a JSON document the value stands, for example {@code
 *     messages[0].content[1].text}; a key that is not part of the protocol's vocabulary reads
 *     {@code *}, because it may itself hold a secret. Empty for plain text
 * @param start first byte of the value in the input
 * @param end byte after the last byte of the value in the input
 * @param action what the policy does about it
 * @param confidence how sure it is that the value is one, 1 to 100: what the detector says about
 *     this finding, else how specific its rule is. 100 for known secrets
 */
public record Finding(
    String ruleId, String kind, String path, int start, int end, Action action, int confidence) {

  public Finding {
    Objects.requireNonNull(ruleId, "ruleId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(action, "action");
    if (confidence < 1 || confidence > Label.MAX_CONFIDENCE) {
      throw new IllegalArgumentException("confidence must be in 1..100, was " + confidence);
    }
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "span must be 0 <= start < end, was [" + start + "," + end + ")");
    }
  }

  /** Returns the same finding in an input that has {@code bytes} more before it. */
  Finding shifted(int bytes) {
    return new Finding(ruleId, kind, path, start + bytes, end + bytes, action, confidence);
  }
}
