package dev.tacenda.claude;

import java.util.Objects;

/**
 * What a {@link BinaryInspector} read: the text, in which every rule looks, and perhaps data behind
 * it. Immutable; the text is in no message and not in {@link #toString}.
 */
public final class InspectedText {
  private static final byte[] NONE = {};

  private final String text;
  private final byte[] data;

  private InspectedText(String text, byte[] data) {
    this.text = Objects.requireNonNull(text, "text");
    this.data = data;
  }

  /** Text as a reader sees it, its lines apart. */
  public static InspectedText of(String text) {
    return new InspectedText(text, NONE);
  }

  /**
   * Adds what is not made for readers but is in the content all the same, such as unpacked data. In
   * it only those findings count that are no accident: known secrets, and tokens of one vendor's
   * shape.
   *
   * @param bytes any bytes; copied
   */
  public InspectedText withData(byte[] bytes) {
    return new InspectedText(text, bytes.clone());
  }

  /** Returns the text. */
  public String text() {
    return text;
  }

  /** Returns a copy of the data. */
  public byte[] data() {
    return data.clone();
  }

  /** Returns the number of characters and bytes, nothing of what they say. */
  @Override
  public String toString() {
    return "InspectedText[" + text.length() + " characters, " + data.length + " bytes]";
  }
}
