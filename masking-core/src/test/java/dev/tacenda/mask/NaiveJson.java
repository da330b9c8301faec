package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the strings of a valid JSON document by recursive descent, one character at a time. The
 * document is a string whose characters stand for the bytes of UTF-8.
 */
final class NaiveJson {
  private final String json;
  private final List<Text> strings = new ArrayList<>();
  private int at;

  private NaiveJson(String json) {
    this.json = json;
  }

  /** The bytes that a character or an escape stands for, and its place in the document. */
  record Letter(String bytes, int start, int end) {}

  /**
   * A string of the document: its path and its content, and if it stands in an array, where that
   * starts and the index in it, and the key whose value it is.
   */
  record Text(String path, List<Letter> letters, int array, int index, String name) {}

  /** Returns all strings as they stand in the document, keys included. */
  static List<Text> strings(String json) {
    NaiveJson reader = new NaiveJson(json);
    reader.value("", -1, -1, "");
    return reader.strings;
  }

  private void value(String path, int array, int index, String name) {
    space();
    switch (json.charAt(at)) {
      case '{' -> object(path);
      case '[' -> array(path, index < 0 ? name : "");
      case '"' -> strings.add(new Text(path, string(), array, index, name));
      default -> word();
    }
    space();
  }

  private void object(String path) {
    String member = path.isEmpty() ? "*" : path + ".*";
    do {
      at++;
      space();
      if (json.charAt(at) == '"') {
        List<Letter> key = string();
        strings.add(new Text(member + "#key", key, -1, -1, ""));
        space();
        at++; // colon
        value(member, -1, -1, text(key));
      }
    } while (json.charAt(at) == ',');
    at++;
  }

  private void array(String path, String name) {
    int array = at;
    int index = 0;
    do {
      at++;
      space();
      if (json.charAt(at) != ']') {
        value(path + "[" + index + "]", array, index, name);
        index++;
      }
    } while (json.charAt(at) == ',');
    at++;
  }

  private static String text(List<Letter> letters) {
    StringBuilder bytes = new StringBuilder();
    letters.forEach(letter -> bytes.append(letter.bytes()));
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void word() {
    while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
      at++;
    }
  }

  private void space() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private List<Letter> string() {
    List<Letter> letters = new ArrayList<>();
    at++;
    while (json.charAt(at) != '"') {
      letters.add(letter());
    }
    at++;
    return letters;
  }

  private Letter letter() {
    int start = at++;
    if (json.charAt(start) != '\\') {
      return new Letter(json.substring(start, at), start, at);
    }
    char kind = json.charAt(at++);
    if (kind != 'u') {
      int plain = "bfnrt".indexOf(kind);
      char c = plain < 0 ? kind : "\b\f\n\r\t".charAt(plain);
      return new Letter(String.valueOf(c), start, at);
    }
    char unit = hex();
    if (Character.isHighSurrogate(unit) && json.startsWith("\\u", at)) {
      int back = at;
      at += 2;
      char low = hex();
      if (Character.isLowSurrogate(low)) {
        return new Letter(utf8("" + unit + low), start, at);
      }
      at = back;
    }
    return new Letter(Character.isSurrogate(unit) ? wtf8(unit) : utf8("" + unit), start, at);
  }

  private char hex() {
    at += 4;
    return (char) Integer.parseInt(json.substring(at - 4, at), 16);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String wtf8(char surrogate) {
    return ""
        + (char) (0xe0 | surrogate >> 12)
        + (char) (0x80 | surrogate >> 6 & 0x3f)
        + (char) (0x80 | surrogate & 0x3f);
  }
}
