package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parsed request line and header fields, with the bytes they were read from. */
record RequestHead(
    String method, String path, String query, int minorVersion, List<Field> fields, String latin1) {

  /** One header line. Bytes over 127 are kept as ISO-8859-1. */
  record Field(String name, String value) {
    String lowerName() {
      return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return "Field";
    }
  }

  RequestHead {
    fields = List.copyOf(fields);
  }

  /** Stands for a head that could not be parsed. */
  static RequestHead unparsed(String latin1) {
    return new RequestHead("", "", "", 1, List.of(), latin1);
  }

  /** The bytes as they came: ISO-8859-1 keeps each byte as one character. */
  byte[] raw() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  Optional<String> first(String lowerName) {
    return fields.stream()
        .filter(field -> field.lowerName().equals(lowerName))
        .map(Field::value)
        .findFirst();
  }

  List<String> all(String lowerName) {
    return fields.stream()
        .filter(field -> field.lowerName().equals(lowerName))
        .map(Field::value)
        .toList();
  }

  boolean keepsAlive() {
    boolean close = all("connection").stream().anyMatch(v -> v.equalsIgnoreCase("close"));
    return minorVersion == 1 && !close;
  }

  @Override
  public String toString() {
    return "RequestHead{" + latin1.length() + " bytes}";
  }
}
