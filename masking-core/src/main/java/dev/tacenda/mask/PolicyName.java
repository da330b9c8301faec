package dev.tacenda.mask;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** What a policy can be called: records and logs name it without quotes. */
final class PolicyName {
  private static final int MAX_LENGTH = 64;
  private static final String AND = "-and-";
  private static final int HASH_BYTES = 6;

  private PolicyName() {}

  /** Fails unless {@code name} can be the name of a policy. */
  static void require(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name must be 1 to 64 of a-z, 0-9 and dashes, was " + Suggestion.shown(name));
    }
  }

  private static boolean isName(String name) {
    boolean known = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      known &= c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
    return known && !name.isEmpty() && name.length() <= MAX_LENGTH;
  }

  /** Returns the name of a union: those of its parts, or a hash of them if they are too long. */
  static String joined(Collection<String> names) {
    TreeSet<String> sorted = new TreeSet<>(names);
    String joined = String.join(AND, sorted);
    if (joined.length() <= MAX_LENGTH) {
      return joined;
    }
    byte[] hash = PolicyDigest.ofRule(List.copyOf(sorted));
    return "union-of-" + sorted.size() + "-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }
}
