package dev.tacenda.mask.internal.style;

import dev.tacenda.mask.TrustedCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes text of the same length and classes of characters as a value, derived from the value by a
 * keyed hash, and recognises it: between the characters of the tag stand those of a check, a keyed
 * hash of all the others. A text that is not ours passes for a shape with a probability of at most
 * 2<sup>-28</sup>, and of 2 to the minus half its bits if it is longer. Immutable.
 */
@TrustedCode("A shape tells length and classes of its value, and nothing else without the key.")
final class ShapeText {
  /** How often a draw may miss its own plan, or be a valid card; a few times are rare already. */
  private static final int MAX_ATTEMPTS = 64;

  private static final byte[] LINE_ALPHABET = ShapeAlphabets.ofBase64();

  private final KeyedHash hash;

  ShapeText(KeyedHash hash) {
    this.hash = hash;
  }

  /** Returns the shape of {@code value}, or empty if it is too short or has line ends. */
  Optional<byte[]> of(byte[] value) {
    return ShapeTemplate.of(value).flatMap(template -> drawn(value, template));
  }

  /**
   * Returns the shape of a line of base64, which is base64 of the same length. The last line of a
   * key can be too short for a tag and a check: such lines of equal length all look the same.
   */
  byte[] ofLine(byte[] line) {
    Optional<byte[]> drawn =
        line.length < ShapePlan.WIDE ? Optional.empty() : drawn(line, lineTemplate(line.length));
    return drawn.orElseGet(() -> shortLine(line.length));
  }

  /** Returns true if {@code text[from, to)} is a shape that was written under this key. */
  boolean isGenuine(byte[] text, int from, int to) {
    if (from >= to || !Ascii.isAlphanumeric(text[from]) || !Ascii.isAlphanumeric(text[to - 1])) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!Ascii.isAlphanumeric(text[i]) && !Ascii.isKeptSign(text[i])) {
        return false;
      }
    }
    byte[] shape = Arrays.copyOfRange(text, from, to);
    ShapePlan plan = new ShapePlan(shape);
    if (!plan.hasRoom()) {
      return false;
    }
    byte[] expected = shape.clone();
    writeCheck(expected, plan);
    return Arrays.equals(shape, expected);
  }

  /** Returns true if {@code text[from, to)} is what a short line of a key becomes. */
  boolean isGenuineShortLine(byte[] text, int from, int to) {
    return to - from < ShapePlan.WIDE
        && Arrays.equals(text, from, to, shortLine(to - from), 0, to - from);
  }

  private Optional<byte[]> drawn(byte[] value, byte[] template) {
    ShapePlan plan = new ShapePlan(template);
    if (!plan.hasRoom()) {
      return Optional.empty();
    }
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      byte[] shape = template.clone();
      writeTag(shape, plan, value, attempt);
      writeCheck(shape, plan);
      if (new ShapePlan(shape).isSameAs(plan) && !Luhn.holds(shape)) {
        return Optional.of(shape);
      }
    }
    return Optional.empty();
  }

  private void writeTag(byte[] shape, ShapePlan plan, byte[] value, int attempt) {
    byte[] message = ByteBuffer.allocate(value.length + 4).putInt(attempt).put(value).array();
    KeyedDraws draws = new KeyedDraws(hash, "shape", message);
    for (int i = 0; i < shape.length; i++) {
      if (plan.alphabet(i).length > 0 && !plan.isCheck(i)) {
        shape[i] = draws.of(plan.alphabet(i));
      }
    }
  }

  private void writeCheck(byte[] shape, ShapePlan plan) {
    byte[] message = shape.clone();
    for (int i = 0; i < message.length; i++) {
      if (plan.isCheck(i)) {
        message[i] = plan.alphabet(i)[0];
      }
    }
    KeyedDraws draws = new KeyedDraws(hash, "shape check", message);
    for (int i = 0; i < shape.length; i++) {
      if (plan.isCheck(i)) {
        shape[i] = draws.of(plan.alphabet(i));
      }
    }
  }

  private byte[] shortLine(int length) {
    byte[] line = new byte[length];
    byte[] message = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
    KeyedDraws draws = new KeyedDraws(hash, "shape of a short line", message);
    for (int i = 0; i < length; i++) {
      line[i] = draws.of(LINE_ALPHABET);
    }
    return line;
  }

  private static byte[] lineTemplate(int length) {
    byte[] template = new byte[length];
    for (int i = 0; i < length; i++) {
      template[i] = (byte) "aA0".charAt(i % 3);
    }
    return template;
  }
}
