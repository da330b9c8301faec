package dev.tacenda.benchmarks.accuracy;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One line of a corpus of examples, with what is masked in it.
 *
 * @param corpus file name without its end
 * @param json the line
 * @param masked its text, named by the id
 */
record ExampleSample(String corpus, Json json, MaskedText masked) {

  static ExampleSample of(String corpus, Json json, CorpusMasker masker) {
    byte[] text = json.text("text").getBytes(StandardCharsets.UTF_8);
    return new ExampleSample(
        corpus, json, new MaskedText(json.text("id"), text, masker.find(text)));
  }

  String id() {
    return masked.name();
  }

  byte[] text() {
    return masked.text();
  }

  List<Found> found() {
    return masked.found();
  }

  /** Does not print third-party text. */
  @Override
  public String toString() {
    return "ExampleSample[" + corpus + ", " + id() + "]";
  }
}
