package dev.tacenda.mask;

import org.jspecify.annotations.Nullable;

/**
 * Keys of one document as strings, made when they are asked for. A short one that was made before
 * is found again. They are traffic, so they are gone with the document. Confined to one thread.
 */
final class JsonNames {
  private static final int SHORT = 32;
  private static final int SLOTS = 64;

  private final JsonStrings strings;
  private final byte[] json;
  private final @Nullable String[] names = new String[SLOTS];

  JsonNames(JsonStrings strings) {
    this.strings = strings;
    this.json = strings.json();
  }

  /** Returns the content of a string, its escapes undone; empty if there is none. */
  String of(int string) {
    if (string == JsonStrings.NONE) {
      return "";
    }
    int start = strings.start(string);
    int end = strings.end(string);
    if (strings.isEscaped(string)) {
      JsonText text = JsonText.decode(json, start, end);
      return Utf8.decode(text.bytes(), 0, text.length());
    }
    boolean isShort = end > start && end - start <= SHORT;
    return isShort ? shortName(start, end) : Utf8.decode(json, start, end);
  }

  private String shortName(int start, int end) {
    int slot = (31 * (json[start] + 31 * json[end - 1]) + end - start) & SLOTS - 1;
    String known = names[slot];
    if (known != null && isAt(start, end, known)) {
      return known;
    }
    String name = Utf8.decode(json, start, end);
    names[slot] = name;
    return name;
  }

  /** May say no of a name that is not ASCII. */
  private boolean isAt(int start, int end, String name) {
    if (name.length() != end - start) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != json[start + i]) {
        return false;
      }
    }
    return true;
  }
}
