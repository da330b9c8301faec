package dev.tacenda.gateway.approvals;

import dev.tacenda.mask.TrustedCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Text that somebody else wrote, for people to decide by: every character that is not seen, moves
 * the cursor or turns text around is named instead, as in {@code ⟨U+202E⟩}. Confined to one thread.
 */
@TrustedCode("What people see is what is there.")
final class ShownText {
  /** Left and right of a name; the left one is named itself where it stands in the text. */
  private static final int LEFT = '\u27e8';

  private static final int RIGHT = '\u27e9';

  /** So many marks may stand on one letter; more could cover what is around it. */
  private static final int MAX_MARKS = 2;

  /** Letters, marks and symbols without a glyph; see the Unicode property Default_Ignorable. */
  private static final int[] UNSEEN = {
    0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180f, 0x2800, 0x3164, 0xffa0,
    0xfffc, 0xfffd
  };

  private final Target target;
  private final boolean keepsLines;
  private int marks;

  /** Takes the pieces. */
  interface Target {

    /** A character as it is. */
    void plain(int codePoint);

    /** The name of one that is not shown as it is. */
    void named(String name);
  }

  private ShownText(Target target, boolean keepsLines) {
    this.target = target;
    this.keepsLines = keepsLines;
  }

  /** Shows bytes, line by line; those that are no UTF-8 are named. */
  static void show(byte[] bytes, Target target) {
    new ShownText(target, true).bytes(bytes);
  }

  /** Shows a text within a line. */
  static void showLine(String text, Target target) {
    ShownText shown = new ShownText(target, false);
    text.codePoints().forEach(shown::codePoint);
  }

  /** Returns a text for a line of a terminal. */
  static String line(String text) {
    StringBuilder out = new StringBuilder();
    showLine(text, plain(out));
    return out.toString();
  }

  /** Returns bytes for lines of a terminal. */
  static String lines(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    show(bytes, plain(out));
    return out.toString();
  }

  private static Target plain(StringBuilder out) {
    return new Target() {
      @Override
      public void plain(int codePoint) {
        out.appendCodePoint(codePoint);
      }

      @Override
      public void named(String name) {
        out.appendCodePoint(LEFT).append(name).appendCodePoint(RIGHT);
      }
    };
  }

  private void bytes(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(8 * 1024);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      out.flip().codePoints().forEach(this::codePoint);
      out.clear();
      if (result.isMalformed()) {
        for (int i = 0; i < result.length(); i++) {
          target.named(String.format(Locale.ROOT, "byte %02X", in.get() & 0xff));
        }
      } else if (result.isUnderflow()) {
        return;
      }
    }
  }

  private void codePoint(int c) {
    boolean mark = isMark(c);
    marks = mark ? marks + 1 : 0;
    if (c == '\n' && keepsLines) {
      target.plain(c);
    } else if (isSeen(c) && marks <= MAX_MARKS) {
      target.plain(c);
    } else {
      target.named(String.format(Locale.ROOT, "U+%04X", c));
    }
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isSeen(int c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    boolean variation = (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
    if (c == LEFT || c == RIGHT || variation || Arrays.binarySearch(UNSEEN, c) >= 0) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
