package dev.tacenda.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One label of a CredData file.
 *
 * @param path of the file, relative to the folder of the files
 * @param repository a short name
 * @param extension of the file
 * @param truth T for a credential, F for none, X for a placeholder
 * @param categories what CredData calls it
 * @param lineStart its first line
 * @param line the bytes of its lines
 * @param value the bytes of the value; empty if only the line is labelled
 * @param secrets the bytes that must not leak
 */
record Label(
    String path,
    String repository,
    String extension,
    char truth,
    List<String> categories,
    int lineStart,
    Span line,
    Optional<Span> value,
    List<Span> secrets) {
  /** Labelled as credentials, but not all of them are secrets. */
  static final Set<String> SOFT =
      Set.of("UUID", "Nonce", "Salt", "AWS S3 Bucket", "Firebase Domain");

  static final Set<String> PEM =
      Set.of("PEM Private Key", "BASE64 Private Key", "BASE64 encoded PEM Private Key");

  static Label of(Json json) {
    Optional<Span> value = value(json);
    return new Label(
        json.text("path"),
        json.text("repo"),
        json.text("ext"),
        json.text("truth").charAt(0),
        json.texts("category"),
        json.number("line_start"),
        new Span(json.number("line_start_byte"), json.number("line_end_byte")),
        value,
        secrets(json, value));
  }

  private static Optional<Span> value(Json json) {
    int start = json.number("start_byte");
    int end = json.number("end_byte");
    if (start < 0) {
      return Optional.empty();
    }
    if (end >= 0) {
      return Optional.of(new Span(start, end));
    }
    return json.has("end_guess")
        ? Optional.of(new Span(start, json.number("end_guess")))
        : Optional.empty();
  }

  private static List<Span> secrets(Json json, Optional<Span> value) {
    List<Span> spans = new ArrayList<>();
    for (Object element : json.list("secret")) {
      List<?> pair = (List<?>) element;
      spans.add(new Span(((Long) pair.get(0)).intValue(), ((Long) pair.get(1)).intValue()));
    }
    return spans.isEmpty() ? value.stream().toList() : Cover.of(spans).spans();
  }

  /** Returns where the label is, as far as it says. */
  Span place() {
    return value.orElse(line);
  }

  boolean isSoft() {
    return SOFT.containsAll(categories);
  }

  boolean isPem() {
    return categories.stream().anyMatch(PEM::contains);
  }
}
