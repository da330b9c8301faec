package dev.tacenda.claude.pdf;

import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks what is packed in the file, before any parser sees it: whatever stands behind the word
 * {@code stream}, whether an object leads to it or not. So a parser never unpacks more than the
 * limit, and what no page shows any more is looked at as well. Confined to one thread.
 */
@TrustedCode("No stream of the file unpacks to more than the limit, or it is refused.")
final class PackedData {
  private static final byte[] STREAM = ascii("stream");
  private static final byte[] START = ascii("startxref");
  private static final byte[] LINEARIZED = ascii("/Linearized");
  private static final int HEAD_BYTES = 1024;
  private static final int MAX_NAME = 24;

  /**
   * Names of what is not read: encryption, and packings other than the usual one, which could be
   * laid one in the other.
   */
  private static final Set<String> REFUSED =
      Set.of(
          "Encrypt",
          "LZWDecode",
          "LZW",
          "ASCII85Decode",
          "A85",
          "ASCIIHexDecode",
          "AHx",
          "RunLengthDecode",
          "Crypt");

  private final byte[] file;
  private final int maxBytes;
  private final Deadline deadline;
  private final ByteArrayOutputStream unpacked = new ByteArrayOutputStream();

  private PackedData(byte[] file, int maxBytes, Deadline deadline) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.deadline = deadline;
  }

  /**
   * Returns what is packed in {@code file}, one after the other.
   *
   * @throws UnreadableException if it is too much, or the file is of a kind that is not read
   */
  static byte[] unpack(byte[] file, int maxBytes, Deadline deadline) throws IOException {
    PackedData data = new PackedData(file, maxBytes, deadline);
    data.requireOneRevision();
    refuseNames(file);
    data.unpackStreams();
    byte[] unpacked = data.unpacked.toByteArray();
    refuseNames(unpacked);
    return unpacked;
  }

  /** What a later revision replaced is still in the file, but is on no page. */
  private void requireOneRevision() throws UnreadableException {
    int head = Math.min(file.length, HEAD_BYTES);
    boolean linearized = find(LINEARIZED, 0, head) >= 0;
    int count = 0;
    for (int at = find(START, 0, file.length); at >= 0; at = find(START, at + 1, file.length)) {
      count++;
    }
    if (count > (linearized ? 2 : 1)) {
      throw new UnreadableException("it has earlier revisions; save it anew as a copy");
    }
  }

  private static void refuseNames(byte[] bytes) throws UnreadableException {
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '/' && REFUSED.contains(name(bytes, at + 1))) {
        throw new UnreadableException("it is encrypted, or packed in a way that is not read");
      }
    }
  }

  /** Returns the name at {@code from}, of which each character may be written as a number. */
  private static String name(byte[] bytes, int from) {
    StringBuilder name = new StringBuilder();
    int at = from;
    while (at < bytes.length && name.length() <= MAX_NAME) {
      int each = bytes[at];
      int digits = each == '#' && at + 2 < bytes.length ? hex(bytes[at + 1], bytes[at + 2]) : -1;
      boolean plain = (each >= '0' && each <= '9') || (each >= 'A' && each <= 'z' && each != '[');
      if (digits < 0 && (!plain || each == ']')) {
        break;
      }
      name.append((char) (digits >= 0 ? digits : each));
      at += digits >= 0 ? 3 : 1;
    }
    return name.toString();
  }

  private static int hex(int high, int low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }

  private void unpackStreams() throws UnreadableException {
    for (int at = find(STREAM, 0, file.length); at >= 0; at = find(STREAM, at + 1, file.length)) {
      deadline.check();
      inflate(behindLineEnd(at + STREAM.length));
      unpacked.write('\n');
    }
  }

  private int behindLineEnd(int from) {
    int at = from;
    while (at < file.length && file[at] == ' ') {
      at++;
    }
    at += at < file.length && file[at] == '\r' ? 1 : 0;
    return at + (at < file.length && file[at] == '\n' ? 1 : 0);
  }

  /** Like PDFBox, takes two bytes for the head and does not check the sum at the end. */
  private void inflate(int from) throws UnreadableException {
    int start = from + 2;
    if (start >= file.length) {
      return;
    }
    Inflater inflater = new Inflater(true);
    byte[] buffer = new byte[8 * 1024];
    try {
      inflater.setInput(file, start, file.length - start);
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0) {
          return;
        }
        deadline.check();
        add(buffer, count);
      }
    } catch (DataFormatException e) {
      return; // what stands there is not packed, or not to its end
    } finally {
      inflater.end();
    }
  }

  private void add(byte[] buffer, int count) throws UnreadableException {
    if (count > maxBytes - unpacked.size()) {
      throw new UnreadableException("it unpacks to more than " + maxBytes + " bytes");
    }
    unpacked.write(buffer, 0, count);
  }

  private int find(byte[] word, int from, int to) {
    for (int at = from; at <= to - word.length; at++) {
      if (file[at] == word[0] && Arrays.equals(file, at, at + word.length, word, 0, word.length)) {
        return at;
      }
    }
    return -1;
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
