package dev.tacenda.mask;

import dev.tacenda.mask.internal.ByteSearch;
import dev.tacenda.mask.internal.style.Mark;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes and recognises placeholders: {@code TCN_<TYPE>_<tag><check>}, where the tag is 18 and the
 * check 6 characters of {@code [a-z2-7]}. The tag is a keyed hash of the value, so one value has
 * one tag wherever the key is the same. The check is a keyed hash of type and tag, so that a
 * look-alike that was not written under this key is treated as text. Behind it a partial
 * replacement has {@code _} and the last characters of the value, and the check covers them.
 *
 * <p>The alphabet survives JSON, URLs, shells, XML, YAML and identifiers unescaped. Immutable.
 */
@TrustedCode("A placeholder reveals nothing about its value; only genuine ones are left alone.")
final class Placeholders {
  static final int MAX_TYPE_LENGTH = 12;
  private static final byte[] PREFIX = {'T', 'C', 'N', '_'};
  private static final int TAG_LENGTH = 18;
  private static final int CHECK_LENGTH = 6;
  private static final int MIN_LENGTH = PREFIX.length + 2 + 1 + TAG_LENGTH + CHECK_LENGTH;

  /** The longest placeholder in bytes. */
  static final int MAX_LENGTH = PREFIX.length + MAX_TYPE_LENGTH + 1 + TAG_LENGTH + CHECK_LENGTH;

  /** No mark of any style is longer, but for one of many asterisks. */
  private static final int MAX_MARK_LENGTH = 64;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private final PlaceholderKey key;

  /** The marks of other styles that are recognised like placeholders. */
  private final List<Mark> marks;

  private final boolean[] mayStart = new boolean[256];

  Placeholders(PlaceholderKey key) {
    this(key, List.of());
  }

  /** Recognises the marks of other styles as well. */
  Placeholders(PlaceholderKey key, List<Mark> marks) {
    this.key = key;
    this.marks = List.copyOf(marks);
    for (int b = 0; b < mayStart.length; b++) {
      byte first = (byte) b;
      mayStart[b] = first == PREFIX[0] || marks.stream().anyMatch(m -> m.mayStartWith(first));
    }
  }

  /** Returns true for what begins like a placeholder, as no other style does. */
  static boolean looksLikeOne(byte[] replacement) {
    return replacement.length >= MIN_LENGTH && startsWithPrefix(replacement, 0);
  }

  /** Returns what every placeholder of type {@code type} starts with. */
  static byte[] startOf(String type) {
    return ascii("TCN_" + type + "_");
  }

  /** Returns the placeholder of type {@code type} for {@code value}. */
  byte[] of(String type, byte[] value) {
    String tag = encode(key.mac("value", value), TAG_LENGTH);
    return ascii("TCN_" + type + "_" + tag + check(type, tag));
  }

  /**
   * Returns a placeholder that keeps the last letters and digits of {@code value}, at most {@code
   * keepLast} and a quarter of it; empty if there is none to keep.
   */
  Optional<byte[]> partial(String type, byte[] value, int keepLast) {
    int most = Math.min(keepLast, value.length / 4);
    int from = value.length;
    while (from > value.length - most && isTailByte(value[from - 1])) {
      from--;
    }
    if (from == value.length) {
      return Optional.empty();
    }
    String tag = encode(key.mac("value", value), TAG_LENGTH);
    String tail = string(value, from, value.length);
    String check = check(type, tag + "_" + tail);
    return Optional.of(ascii("TCN_" + type + "_" + tag + check + "_" + tail));
  }

  /**
   * Returns the end of the genuine placeholder, or of the mark of another style, that starts at
   * {@code start}, or -1 if none starts there.
   */
  int endOfGenuine(byte[] text, int start, int limit) {
    if (start >= limit || !mayStart[text[start] & 0xff]) {
      return -1;
    }
    int end = endOfPlaceholder(text, start, limit);
    for (int i = 0; i < marks.size() && end < 0; i++) {
      end = marks.get(i).endOf(text, start, limit);
    }
    return end;
  }

  /** Returns the end of the genuine placeholder that starts at {@code start}, or -1. */
  int endOfPlaceholder(byte[] text, int start, int limit) {
    if (limit - start < MIN_LENGTH || !startsWithPrefix(text, start)) {
      return -1;
    }
    int typeStart = start + PREFIX.length;
    int typeEnd = typeStart;
    while (typeEnd < limit && isTypeByte(text[typeEnd]) && typeEnd - typeStart < MAX_TYPE_LENGTH) {
      typeEnd++;
    }
    int end = typeEnd + 1 + TAG_LENGTH + CHECK_LENGTH;
    if (typeEnd == typeStart || end > limit || text[typeEnd] != '_') {
      return -1;
    }
    if (!isTag(text, typeEnd + 1, end)) {
      return -1; // cheap to see, unlike a wrong check
    }
    String type = string(text, typeStart, typeEnd);
    String tag = string(text, typeEnd + 1, typeEnd + 1 + TAG_LENGTH);
    byte[] expected = ascii(check(type, tag));
    boolean whole = Arrays.equals(expected, 0, CHECK_LENGTH, text, end - CHECK_LENGTH, end);
    return whole ? end : endOfPartial(text, type, tag, end, limit);
  }

  private int endOfPartial(byte[] text, String type, String tag, int tagEnd, int limit) {
    int end = tagEnd + 1;
    while (end < limit && isTailByte(text[end]) && end - tagEnd <= Replacement.MAX_KEEP_LAST) {
      end++;
    }
    if (end <= tagEnd + 1 || text[tagEnd] != '_') {
      return -1;
    }
    byte[] expected = ascii(check(type, tag + "_" + string(text, tagEnd + 1, end)));
    return Arrays.equals(expected, 0, CHECK_LENGTH, text, tagEnd - CHECK_LENGTH, tagEnd) ? end : -1;
  }

  /** Returns where the next genuine placeholder starts at or after {@code from}, or -1. */
  int nextGenuine(byte[] text, int from, int limit) {
    if (marks.isEmpty()) {
      return nextPlaceholder(text, from, limit);
    }
    for (int i = from; i < limit; i++) {
      if (mayStart[text[i] & 0xff] && endOfGenuine(text, i, limit) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** Returns where the next genuine placeholder starts at or after {@code from}, or -1. */
  int nextPlaceholder(byte[] text, int from, int limit) {
    int at = ByteSearch.indexOf(text, from, limit, PREFIX[0]);
    while (at >= 0 && endOfPlaceholder(text, at, limit) < 0) {
      at = ByteSearch.indexOf(text, at + 1, limit, PREFIX[0]);
    }
    return at;
  }

  /**
   * Returns where the genuine placeholder of {@code text[from, to)} that {@code place} lies in
   * starts, or {@code place}.
   */
  int startOfGenuineAt(byte[] text, int from, int to, int place) {
    for (int i = Math.max(from, place - MAX_MARK_LENGTH); i < place; i++) {
      if (mayStart[text[i] & 0xff] && endOfGenuine(text, i, to) > place) {
        return i;
      }
    }
    return place;
  }

  private String check(String type, String tag) {
    return encode(key.mac("check", ascii(type + "_" + tag)), CHECK_LENGTH);
  }

  /** Five bits a character, most significant first (RFC 4648 section 6, lower case, cut). */
  private static String encode(byte[] hash, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int bit = i * 5;
      int pair = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
      out.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
    }
    return out.toString();
  }

  private static boolean startsWithPrefix(byte[] text, int start) {
    return Arrays.equals(text, start, start + PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  private static boolean isTag(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean letter = text[i] >= 'a' && text[i] <= 'z';
      if (!letter && !(text[i] >= '2' && text[i] <= '7')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTailByte(byte b) {
    return b >= 0 && Bytes.isWordByte(b);
  }

  private static boolean isTypeByte(byte b) {
    return b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
  }

  private static String string(byte[] text, int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
