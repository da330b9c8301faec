package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Checks that what is measured is what it is called: clean, or with findings, and masked. */
final class BodyCheck {
  private BodyCheck() {}

  /**
   * Masks a request and a text of 1 MB of each content.
   *
   * @throws IllegalStateException if something is found in what is clean, or not found
   */
  static void check(Bodies bodies) throws IOException {
    Masker masker = Subject.masker();
    int size = Bodies.bytes("1MB");
    for (Content content : Content.values()) {
      Body json = bodies.json(size, content);
      check(content, json, masker.maskJson(json.next(), Subject.SCOPE));
      Body text = bodies.text(size, content);
      check(content, text, masker.maskText(text.next()));
    }
  }

  private static void check(Content content, Body body, MaskResult result) {
    if (content == Content.CLEAN && !result.findings().isEmpty()) {
      throw new IllegalStateException("found in clean text: " + result.countsByRule());
    }
    String masked = new String(result.bytes(), StandardCharsets.UTF_8);
    long left = body.planted().stream().filter(masked::contains).count();
    if (left > 0) {
      throw new IllegalStateException(left + " planted secrets were not found");
    }
  }
}
