package dev.tacenda.audit;

import dev.tacenda.mask.TrustedCode;
import java.util.Objects;

/**
 * Which characters a string field of a record may have. The rules are narrow on purpose: a record
 * has no place for free text, so text from traffic cannot end up in it by mistake.
 */
@TrustedCode("no text with spaces, quotes, control or non-ASCII characters enters a record")
enum FieldRule {
  /** Issuer and subject of a caller: whatever a verified token may name it, but no free text. */
  CALLER(256, "visible ASCII characters without spaces") {
    @Override
    boolean allows(char c) {
      return c > ' ' && c < 0x7f;
    }
  },
  POLICY_NAME(64, "a-z, 0-9 and . _ -") {
    @Override
    boolean allows(char c) {
      return isLowerOrDigit(c) || "._-".indexOf(c) >= 0;
    }
  },
  RULE_ID(128, "a-z, 0-9 and . _ : / -") {
    @Override
    boolean allows(char c) {
      return isLowerOrDigit(c) || "._:/-".indexOf(c) >= 0;
    }
  },
  REASON(64, "A-Z, 0-9 and _") {
    @Override
    boolean allows(char c) {
      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
  };

  private final int maxLength;
  private final String allowed;

  FieldRule(int maxLength, String allowed) {
    this.maxLength = maxLength;
    this.allowed = allowed;
  }

  abstract boolean allows(char c);

  /** Returns {@code value}, or throws an exception that names the field and this rule only. */
  String check(String field, String value) {
    Objects.requireNonNull(value, field);
    boolean rightLength = !value.isEmpty() && value.length() <= maxLength;
    if (!rightLength || !value.chars().allMatch(c -> allows((char) c))) {
      throw new IllegalArgumentException(field + " must be 1 to " + maxLength + " of " + allowed);
    }
    return value;
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
