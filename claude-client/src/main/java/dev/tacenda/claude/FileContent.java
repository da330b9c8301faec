package dev.tacenda.claude;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Tells text, in which rules can look, from everything else, whatever its name or type says. */
final class FileContent {
  private FileContent() {}

  /**
   * Returns true if the bytes are UTF-8 without NUL. An archive, an image, a PDF or text in another
   * encoding is not.
   *
   * @param whole false if the text goes on, so that its last character may be cut
   */
  static boolean isText(byte[] content, int from, int to, boolean whole) {
    for (int i = from; i < to; i++) {
      if (content[i] == 0) {
        return false;
      }
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content, from, to - from);
    CharBuffer out = CharBuffer.allocate(8 * 1024);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, whole);
    } while (result.isOverflow());
    return result.isUnderflow();
  }

  /** Returns true if the bytes begin as a PDF does, which is text for its first lines only. */
  static boolean isPdf(byte[] content, int from, int to) {
    byte[] mark = {'%', 'P', 'D', 'F', '-'};
    return to - from >= mark.length
        && java.util.Arrays.equals(content, from, from + mark.length, mark, 0, mark.length);
  }
}
