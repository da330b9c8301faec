package dev.tacenda.mask;

import org.jspecify.annotations.Nullable;

/** A line of YAML or JSON that gives a field a value. Prints its name only. */
record LineField(String name, String value) {

  /** Returns the field of a line such as {@code - name: "value",}; null if there is none. */
  static @Nullable LineField of(byte[] line) {
    String text = StrictUtf8.decode(line);
    int colon = text == null ? -1 : text.indexOf(':');
    if (text == null || colon < 0) {
      return null;
    }
    String name = bare(text.substring(text.startsWith("- ") ? 2 : 0, colon));
    String rest = text.substring(colon + 1);
    boolean separated = rest.isEmpty() || rest.charAt(0) == ' ' || text.startsWith("\"");
    return separated && isName(name) ? new LineField(name, bare(rest)) : null;
  }

  /** Returns true if the name says secret and the value looks like one. */
  boolean holdsSecret() {
    return SecretNames.saySecret(name) && SecretValues.notSecret(value) == null;
  }

  /** Returns true if the value is too short to be a secret and the name says it is none. */
  boolean isStructure() {
    return value.length() < SecretForms.MIN_LINE && !SecretNames.saySecret(name);
  }

  private static String bare(String text) {
    String stripped = text.strip();
    String item = stripped.endsWith(",") ? stripped.substring(0, stripped.length() - 1) : stripped;
    boolean quoted =
        item.length() > 1
            && "\"'".indexOf(item.charAt(0)) >= 0
            && item.charAt(item.length() - 1) == item.charAt(0);
    return quoted ? item.substring(1, item.length() - 1) : item;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_.-/".indexOf(c) >= 0);
  }

  @Override
  public String toString() {
    return "LineField[" + name + "]";
  }
}
