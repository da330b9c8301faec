package dev.tacenda.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parsed request line and header fields, with the bytes they were read from. */
record RequestHead(
    String method, String path, String query, int minorVersion, List<Field> fields, byte[] raw) {

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
    raw = raw.clone();
  }

  /** Stands for a head that could not be parsed. */
  static RequestHead unparsed(byte[] raw) {
    return new RequestHead("", "", "", 1, List.of(), raw);
  }

  @Override
  public byte[] raw() {
    return raw.clone();
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
    return "RequestHead{" + raw.length + " bytes}";
  }
}
