package dev.tacenda.mask;

import java.util.Arrays;

/**
 * One way in which a value can stand in text. Immutable; holds the value, so {@link #toString}
 * tells only its length. The bytes are shared between the forms of a value and never written.
 */
final class SecretForm {
  private final ScatteredBytes raw;
  private final FormCodec codec;

  SecretForm(ScatteredBytes raw, FormCodec codec) {
    this.raw = raw;
    this.codec = codec;
  }

  /** Returns the form that is {@code bytes} as they are. The array is not copied. */
  static SecretForm literal(byte[] bytes) {
    return new SecretForm(ScatteredBytes.plain(bytes), FormCodec.LITERAL);
  }

  int length() {
    return codec.length(raw.length());
  }

  byte at(int index) {
    return codec.at(raw, index);
  }

  RunAlphabet run() {
    return codec.run();
  }

  /** Returns true if {@code wanted} is one of the bytes as they stand in text. */
  boolean holds(byte wanted) {
    for (int i = 0; codec == FormCodec.LITERAL && i < raw.length(); i++) {
      if (raw.at(i) == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Returns up to eight bytes from {@code offset}, the first in the lowest bits. */
  long word(int offset, int count) {
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (at(offset + i) & 0xFFL) << (8 * i);
    }
    return word;
  }

  /** Returns true if the form from {@code offset} on stands in {@code text} at {@code at}. */
  boolean restStandsAt(int offset, byte[] text, int at, int to) {
    int rest = length() - offset;
    return rest <= to - at && standsAt(offset, rest, text, at);
  }

  /** Returns true if {@code text} from {@code at} on is how the form goes on, cut short. */
  boolean goesOnAfter(int offset, byte[] text, int at, int to) {
    return to - at < length() - offset && standsAt(offset, to - at, text, at);
  }

  private boolean standsAt(int offset, int count, byte[] text, int at) {
    byte[] plain = codec == FormCodec.LITERAL ? raw.plainOrNull() : null;
    if (plain != null) {
      return Arrays.equals(plain, offset, offset + count, text, at, at + count);
    }
    for (int i = 0; i < count; i++) {
      if (at(offset + i) != text[at + i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many bytes from {@code offset} on are the same in both forms. */
  int commonLength(SecretForm other, int offset) {
    int max = Math.min(length(), other.length());
    int i = offset;
    while (i < max && at(i) == other.at(i)) {
      i++;
    }
    return i - offset;
  }

  byte[] toBytes() {
    byte[] bytes = new byte[length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = at(i);
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "SecretForm[" + length() + " bytes]";
  }
}
