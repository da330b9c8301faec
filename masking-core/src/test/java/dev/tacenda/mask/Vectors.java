package dev.tacenda.mask;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The test vectors of the shipped rules, from {@code vectors/*.json}. Texts stand there in pieces,
 * so that no scanner of this repository sees a token; they are joined here.
 */
final class Vectors {
  /** The vector needs a detector that is code, and sees several lines. */
  static final String DETECTOR = "detector";

  static final int MAX_PIECE_LENGTH = 9;

  /** One for each rule file, and one for the rules that read structures, of any file. */
  private static final List<String> FILES =
      Stream.concat(StandardRules.FILES.stream(), Stream.of("structures")).toList();

  private Vectors() {}

  /**
   * One case.
   *
   * @param findings what the rule finds in the input and a policy of all rules masks in it, in the
   *     order of the input; empty for a negative
   */
  record Vector(
      String id,
      String rule,
      String comment,
      Set<String> flags,
      String input,
      List<String> findings) {
    boolean positive() {
      return !findings.isEmpty();
    }

    @Override
    public String toString() {
      return id + ": " + comment;
    }
  }

  /** Returns the vectors of all files. */
  static List<Vector> all() {
    List<Vector> vectors = new ArrayList<>();
    FILES.forEach(file -> vectors.addAll(read("/vectors/" + file + ".json")));
    return vectors;
  }

  private static List<Vector> read(String resource) {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream in = Vectors.class.getResourceAsStream(resource);
        JsonParser json = new JsonFactory().createParser(in)) {
      expect(json.nextToken(), JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        vectors.add(vector(json));
      }
      return vectors;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static Vector vector(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    List<String> findings = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        texts.put(name, json.getText());
      } else if (name.equals("findings")) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          findings.add(String.join("", pieces(json)));
        }
      } else {
        lists.put(name, pieces(json));
      }
    }
    return new Vector(
        requireNonNull(texts.get("id"), "id"),
        requireNonNull(texts.get("rule"), "rule"),
        requireNonNull(texts.get("comment"), "comment"),
        Set.copyOf(requireNonNull(lists.get("flags"), "flags")),
        String.join("", requireNonNull(lists.get("input"), "input")),
        findings);
  }

  private static List<String> pieces(JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY);
    List<String> pieces = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_STRING);
      if (json.getText().length() > MAX_PIECE_LENGTH) {
        throw new IllegalStateException("a piece is longer than " + MAX_PIECE_LENGTH);
      }
      pieces.add(json.getText());
    }
    return pieces;
  }

  private static void expect(JsonToken actual, JsonToken expected) {
    if (actual != expected) {
      throw new IllegalStateException("expected " + expected + ", found " + actual);
    }
  }
}
