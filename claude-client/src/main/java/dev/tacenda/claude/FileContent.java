package dev.tacenda.claude;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  /**
   * Returns true if the bytes begin as a PDF does, which is text for its first lines only. Readers
   * of PDFs do not mind white space before it.
   */
  static boolean isPdf(byte[] content, int from, int to) {
    int start = from;
    while (start < to && content[start] >= 0 && content[start] <= ' ') {
      start++;
    }
    return beginsWith("%PDF-", content, start, to);
  }

  /**
   * Returns what the first bytes say the content is, {@code application/octet-stream} if nothing.
   */
  static String mediaType(byte[] content) {
    if (begins("%PDF-", content, 0)) {
      return "application/pdf";
    }
    if (begins("\u0089PNG\r\n\u001a\n", content, 0)) {
      return "image/png";
    }
    if (begins("\u00ff\u00d8\u00ff", content, 0)) {
      return "image/jpeg";
    }
    if (begins("GIF87a", content, 0) || begins("GIF89a", content, 0)) {
      return "image/gif";
    }
    boolean webp = begins("RIFF", content, 0) && begins("WEBP", content, 8);
    return webp ? "image/webp" : "application/octet-stream";
  }

  private static boolean begins(String mark, byte[] content, int at) {
    return beginsWith(mark, content, at, content.length);
  }

  private static boolean beginsWith(String mark, byte[] content, int from, int to) {
    byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
    return to - from >= bytes.length
        && Arrays.equals(content, from, from + bytes.length, bytes, 0, bytes.length);
  }
}
