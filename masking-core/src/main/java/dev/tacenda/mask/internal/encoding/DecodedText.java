package dev.tacenda.mask.internal.encoding;

import org.jspecify.annotations.Nullable;

/** A text that stood encoded in another, and where it stood. Immutable. Prints no content. */
public final class DecodedText {
  private final byte[] bytes;
  private final int start;
  private final int end;

  /** For each byte, where its encoded form starts; null if only the whole can be replaced. */
  private final int @Nullable [] sources;

  private DecodedText(byte[] bytes, int start, int end, int @Nullable [] sources) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.sources = sources;
  }

  /** A text of which no part can be replaced without the rest. */
  static DecodedText whole(byte[] bytes, int start, int end) {
    return new DecodedText(bytes, start, end, null);
  }

  /** A text whose byte {@code i} is encoded from {@code sources[i]} to where the next begins. */
  static DecodedText bytewise(byte[] bytes, int end, int[] sources) {
    return new DecodedText(bytes, sources[0], end, sources);
  }

  /** Returns the text; not copied. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns where in the outer text that begins which holds the byte at {@code place}. */
  public int sourceOfStart(int place) {
    return sources == null ? start : sources[place];
  }

  /** Returns where in the outer text that ends which holds the byte before {@code place}. */
  public int sourceOfEnd(int place) {
    if (sources == null) {
      return end;
    }
    int i = place;
    while (i < bytes.length && sources[i] == sources[i - 1]) {
      i++;
    }
    return i == bytes.length ? end : sources[i];
  }

  @Override
  public String toString() {
    return "DecodedText[" + bytes.length + " bytes of " + start + ".." + end + "]";
  }
}
