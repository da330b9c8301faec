package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A way to read evidence once more with one layer of escapes taken off. Encoders differ in what
 * they escape (one percent-encodes the slash, the next does not), so besides the fixed forms of
 * {@link LeakEncoding} the evidence itself is decoded and searched again.
 *
 * <p>Reading goes from left to right and never fails: what is no escape stays as it is.
 */
enum EvidenceView {
  PERCENT("percent-decoded", '%') {
    @Override
    int step(byte[] in, int at, Output out) {
      int value = hex(in, at + 1, 2);
      out.write(value < 0 ? '%' : value);
      return value < 0 ? 1 : 3;
    }
  },
  JSON("JSON-unescaped", '\\') {
    @Override
    int step(byte[] in, int at, Output out) {
      int next = at + 1 < in.length ? in[at + 1] : 0;
      if (next == 'u') {
        return unicode(in, at, out);
      }
      int known = "\"\\/bfnrt".indexOf(next);
      out.write(known < 0 ? '\\' : "\"\\/\b\f\n\r\t".charAt(known));
      return known < 0 ? 1 : 2;
    }
  },
  XML("XML-decoded", '&') {
    @Override
    int step(byte[] in, int at, Output out) {
      return entity(in, at, out);
    }
  };

  /** Decoded bytes. No escape decodes to more bytes than it has, so the room is known. */
  private static final class Output {
    private final byte[] bytes;
    private int size;

    private Output(int room) {
      this.bytes = new byte[room];
    }

    private void write(int b) {
      bytes[size++] = (byte) b;
    }

    private void writeBytes(byte[] more) {
      System.arraycopy(more, 0, bytes, size, more.length);
      size += more.length;
    }

    private byte[] toByteArray() {
      return Arrays.copyOf(bytes, size);
    }
  }

  /**
   * Maps offsets of decoded bytes to offsets in their source. Rising offsets cost one walk over the
   * source in all; a smaller one starts over. Confined to one thread.
   */
  static final class Cursor {
    private static final int LONGEST_STEP = 16;

    private final EvidenceView view;
    private final byte[] source;
    private int at;
    private int decoded;

    private Cursor(EvidenceView view, byte[] source) {
      this.view = view;
      this.source = source;
    }

    EvidenceView view() {
      return view;
    }

    int sourceOffset(int decodedOffset) {
      if (decodedOffset < decoded) {
        at = 0;
        decoded = 0;
      }
      boolean more = true;
      while (more && at < source.length) {
        more = advance(decodedOffset);
      }
      return at;
    }

    /** Takes one step; false if the wanted byte comes out of it. */
    private boolean advance(int decodedOffset) {
      if (source[at] != view.trigger) {
        boolean wanted = decoded == decodedOffset;
        at += wanted ? 0 : 1;
        decoded += wanted ? 0 : 1;
        return !wanted;
      }
      Output out = new Output(LONGEST_STEP);
      int step = view.step(source, at, out);
      boolean wanted = decoded + out.size > decodedOffset;
      at += wanted ? 0 : step;
      decoded += wanted ? 0 : out.size;
      return !wanted;
    }
  }

  private static final int LONGEST_ENTITY = 10;
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private final String label;
  private final char trigger;

  EvidenceView(String label, char trigger) {
    this.label = label;
    this.trigger = trigger;
  }

  String label() {
    return label;
  }

  /** Reads one escape that begins at a trigger; returns how many bytes it took, 1 or more. */
  abstract int step(byte[] in, int at, Output out);

  /** The decoded bytes; empty when there is nothing to decode. */
  Optional<byte[]> decode(byte[] in) {
    if (indexOf(in, trigger) < 0) {
      return Optional.empty();
    }
    Output out = new Output(in.length);
    for (int at = 0; at < in.length; ) {
      at += next(in, at, out);
    }
    return Optional.of(out.toByteArray());
  }

  /** Starts to map offsets of decoded bytes back to this source. */
  Cursor cursor(byte[] source) {
    return new Cursor(this, source);
  }

  private int next(byte[] in, int at, Output out) {
    if (in[at] != trigger) {
      out.write(in[at]);
      return 1;
    }
    return step(in, at, out);
  }

  private static int indexOf(byte[] in, char wanted) {
    for (int i = 0; i < in.length; i++) {
      if (in[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The number in so many hex digits of either case, or -1. */
  private static int hex(byte[] in, int from, int digits) {
    if (from + digits > in.length) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(in[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static int unicode(byte[] in, int at, Output out) {
    int first = hex(in, at + 2, 4);
    if (first < 0) {
      out.write('\\');
      return 1;
    }
    boolean pair =
        Character.isHighSurrogate((char) first)
            && at + 7 < in.length
            && in[at + 6] == '\\'
            && in[at + 7] == 'u';
    int second = pair ? hex(in, at + 8, 4) : -1;
    if (second >= 0 && Character.isLowSurrogate((char) second)) {
      out.writeBytes(utf8(Character.toCodePoint((char) first, (char) second)));
      return 12;
    }
    out.writeBytes(utf8(first));
    return 6;
  }

  private static int entity(byte[] in, int at, Output out) {
    int end = at + 1;
    while (end < in.length && in[end] != ';' && end - at < LONGEST_ENTITY) {
      end++;
    }
    String name = new String(in, at + 1, end - at - 1, StandardCharsets.ISO_8859_1);
    String text = NAMED.getOrDefault(name, numeric(name));
    if (end >= in.length || in[end] != ';' || text.isEmpty()) {
      out.write('&');
      return 1;
    }
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return end - at + 1;
  }

  private static String numeric(String name) {
    if (!name.startsWith("#") || name.length() < 2) {
      return "";
    }
    boolean isHex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    int codePoint = 0;
    for (char c : name.substring(isHex ? 2 : 1).toCharArray()) {
      int digit = Character.digit(c, isHex ? 16 : 10);
      codePoint = digit < 0 ? Integer.MIN_VALUE / 16 : codePoint * (isHex ? 16 : 10) + digit;
      if (codePoint < 0 || codePoint > Character.MAX_CODE_POINT) {
        return "";
      }
    }
    return Character.toString(codePoint);
  }

  private static byte[] utf8(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
  }
}
