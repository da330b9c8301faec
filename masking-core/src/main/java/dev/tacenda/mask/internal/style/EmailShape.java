package dev.tacenda.mask.internal.style;

import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes e-mail addresses that nobody can receive mail at: {@code <tag><check>@<tag of the
 * domain>.invalid}. Addresses of one domain keep having one domain. The check is a keyed hash of
 * both tags, which a text that is not ours passes with a probability of 2<sup>-30</sup>. Immutable.
 */
@TrustedCode("The address reveals nothing about its value; only genuine ones are left alone.")
public final class EmailShape implements Mark {
  private static final int TAG = 10;
  private static final int CHECK = 6;
  private static final int DOMAIN = 6;
  private static final int AT = TAG + CHECK;
  private static final byte[] TOP_LEVEL = ".invalid".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = AT + 1 + DOMAIN + TOP_LEVEL.length;
  private static final byte[] BASE32 =
      "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);

  private final KeyedHash hash;

  public EmailShape(KeyedHash hash) {
    this.hash = hash;
  }

  /** Returns true if {@code value} is one address and nothing else. */
  static boolean isAddress(byte[] value) {
    int at = indexOf(value, 0, (byte) '@');
    if (at <= 0 || indexOf(value, at + 1, (byte) '@') >= 0) {
      return false;
    }
    int dot = indexOf(value, at + 1, (byte) '.');
    return dot > at + 1 && dot < value.length - 1 && holdsNoSeparator(value);
  }

  /** Returns the address that stands for {@code value}, which {@link #isAddress}. */
  byte[] of(byte[] value) {
    int at = indexOf(value, 0, (byte) '@');
    byte[] domain = Arrays.copyOfRange(value, at + 1, value.length);
    byte[] out = new byte[LENGTH];
    draw("shape of an address", value, out, 0, TAG);
    out[AT] = '@';
    draw("shape of a domain", lowerCase(domain), out, AT + 1, DOMAIN);
    System.arraycopy(TOP_LEVEL, 0, out, AT + 1 + DOMAIN, TOP_LEVEL.length);
    draw("check of an address", withoutCheck(out, 0), out, TAG, CHECK);
    return out;
  }

  @Override
  public boolean mayStartWith(byte first) {
    return Ascii.isBase32(first);
  }

  @Override
  public int endOf(byte[] text, int start, int limit) {
    if (limit - start < LENGTH || text[start + AT] != '@' || !isBase32(text, start)) {
      return -1;
    }
    int end = start + LENGTH;
    if (!Ascii.startsWith(text, end - TOP_LEVEL.length, limit, TOP_LEVEL)) {
      return -1;
    }
    byte[] check = new byte[CHECK];
    draw("check of an address", withoutCheck(text, start), check, 0, CHECK);
    return Ascii.startsWith(text, start + TAG, limit, check) ? end : -1;
  }

  private static byte[] withoutCheck(byte[] text, int start) {
    byte[] rest = Arrays.copyOfRange(text, start, start + LENGTH);
    Arrays.fill(rest, TAG, AT, (byte) 0);
    return rest;
  }

  private void draw(String purpose, byte[] message, byte[] out, int from, int count) {
    KeyedDraws draws = new KeyedDraws(hash, purpose, message);
    for (int i = from; i < from + count; i++) {
      out[i] = draws.of(BASE32);
    }
  }

  private static boolean isBase32(byte[] text, int start) {
    for (int i = 0; i < AT + 1 + DOMAIN; i++) {
      if (i != AT && !Ascii.isBase32(text[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsNoSeparator(byte[] value) {
    for (byte b : value) {
      if (b >= 0 && b <= ' ' || b == ':' || b == '/' || b == '"' || b == '<' || b == '>') {
        return false;
      }
    }
    return true;
  }

  private static byte[] lowerCase(byte[] text) {
    byte[] lower = text.clone();
    for (int i = 0; i < lower.length; i++) {
      lower[i] += (byte) (Ascii.isUpper(lower[i]) ? 'a' - 'A' : 0);
    }
    return lower;
  }

  private static int indexOf(byte[] text, int from, byte wanted) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
