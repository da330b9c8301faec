package dev.tacenda.mask.internal.style;

import java.nio.charset.StandardCharsets;

/** One text for any value. Recognised wherever it stands. Immutable. */
public final class FixedText implements Mark {
  private final byte[] text;

  public FixedText(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the text. */
  public byte[] text() {
    return text.clone();
  }

  @Override
  public boolean mayStartWith(byte first) {
    return first == text[0];
  }

  @Override
  public int endOf(byte[] where, int start, int limit) {
    return Ascii.startsWith(where, start, limit, text) ? start + text.length : -1;
  }
}
