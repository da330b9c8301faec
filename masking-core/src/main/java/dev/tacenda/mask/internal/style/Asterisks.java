package dev.tacenda.mask.internal.style;

import java.nio.charset.StandardCharsets;

/** Eight asterisks for any value. Recognised wherever eight or more stand together. */
public final class Asterisks implements Mark {
  private static final byte[] TEXT = "********".getBytes(StandardCharsets.US_ASCII);

  /** Returns the asterisks. */
  public byte[] text() {
    return TEXT.clone();
  }

  @Override
  public boolean mayStartWith(byte first) {
    return first == '*';
  }

  @Override
  public int endOf(byte[] text, int start, int limit) {
    if (start > 0 && text[start - 1] == '*' || !Ascii.startsWith(text, start, limit, TEXT)) {
      return -1;
    }
    int end = start + TEXT.length;
    while (end < limit && text[end] == '*') {
      end++;
    }
    return end;
  }
}
