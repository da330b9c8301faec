package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.YamlNode;
import dev.tacenda.mask.YamlPlace;

/** What names, lines and counts in a selection file may be. */
final class Names {
  static final int MAX_LENGTH = 64;

  private Names() {}

  /** Fails unless {@code name} is 1 to 64 of a-z, 0-9 and dashes. */
  static void require(YamlPlace place, String what, String name) {
    boolean known =
        name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    if (!known || name.isEmpty() || name.length() > MAX_LENGTH) {
      throw place.error(
          "the name of a " + what + " has 1 to " + MAX_LENGTH + " of a-z, 0-9 and dashes",
          "choose another");
    }
  }

  /** Returns the text, which must be one line of visible characters and spaces. */
  static String line(YamlNode node, String name, int maxLength) {
    String text = node.asText(name);
    boolean plain = text.codePoints().noneMatch(Names::isControl);
    if (text.isBlank() || text.length() > maxLength || !plain) {
      throw node.place()
          .error(
              "'" + name + "' must be one line of 1 to " + maxLength + " characters",
              "say it shortly");
    }
    return text;
  }

  private static boolean isControl(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isISOControl(codePoint)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  static void requireCount(YamlNode node, String what, int count, int max) {
    if (count > max) {
      throw node.place().error(count + " " + what + ", at most " + max + " are read", "merge some");
    }
  }
}
