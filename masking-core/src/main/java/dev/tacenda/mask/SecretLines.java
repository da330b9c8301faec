package dev.tacenda.mask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a value apart into what is looked for: the whole, its lines, and pieces of either. */
final class SecretLines {
  private SecretLines() {}

  /**
   * Returns the value without white space around it and, if it has several lines, the same with
   * each way of ending them: LF, CRLF, and their escapes written once and twice.
   */
  static List<byte[]> wholes(byte[] value) {
    byte[] whole = trim(value, 0, value.length);
    List<byte[]> wholes = new ArrayList<>(List.of(whole));
    List<byte[]> lines = split(whole);
    if (lines.size() > 1) {
      for (String end : List.of("\n", "\r\n", "\\n", "\\\\n", "\\r\\n", "\\\\r\\\\n")) {
        wholes.add(join(lines, end));
      }
    }
    return wholes;
  }

  /**
   * Returns what is looked for of a value with several lines besides the whole: each line, less
   * white space, of {@value SecretForms#MIN_LINE} bytes or more, and the value of a line such as
   * {@code password: ...}. Not the first and last line of a PEM block, one character over and over,
   * and structure such as {@code apiVersion: v1}: they stand in texts that hold no secret.
   */
  static List<byte[]> lines(byte[] value) {
    List<byte[]> all = split(trim(value, 0, value.length));
    List<byte[]> lines = new ArrayList<>();
    for (byte[] line : all.size() > 1 ? all : List.<byte[]>of()) {
      byte[] trimmed = trim(line, 0, line.length);
      LineField field = LineField.of(trimmed);
      if (field != null && field.holdsSecret()) {
        lines.add(field.value().getBytes(StandardCharsets.UTF_8));
      }
      boolean structure = isPemBoundary(trimmed) || (field != null && field.isStructure());
      if (trimmed.length >= SecretForms.MIN_LINE && !isRepeated(trimmed) && !structure) {
        lines.add(trimmed);
      }
    }
    return lines;
  }

  /**
   * Returns the bytes if they are no longer than {@code max}, else pieces of about that length that
   * cover them, cut between characters. One character over and over is no piece: it is no secret.
   */
  static List<byte[]> pieces(byte[] bytes, int max) {
    if (bytes.length <= max) {
      return List.of(bytes);
    }
    List<byte[]> pieces = new ArrayList<>();
    for (int start = 0; start < bytes.length; ) {
      boolean last = bytes.length - start <= max;
      int from = last ? boundary(bytes, bytes.length - max) : start;
      int to = last ? bytes.length : boundary(bytes, start + max);
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      if (!isRepeated(piece)) {
        pieces.add(piece);
      }
      start = to;
    }
    return pieces;
  }

  /** Moves a cut down to where a character begins, by three bytes at most. */
  private static int boundary(byte[] bytes, int cut) {
    int at = cut;
    while (at > cut - 3 && (bytes[at] & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }

  /** Returns the number of bytes without white space around them. */
  static int trimmedLength(byte[] value) {
    return trim(value, 0, value.length).length;
  }

  private static List<byte[]> split(byte[] value) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < value.length; i++) {
      boolean pair = value[i] == '\r' && i + 1 < value.length && value[i + 1] == '\n';
      if (value[i] == '\n' || value[i] == '\r') {
        lines.add(Arrays.copyOfRange(value, start, i));
        i += pair ? 1 : 0;
        start = i + 1;
      }
    }
    lines.add(Arrays.copyOfRange(value, start, value.length));
    return lines;
  }

  private static byte[] join(List<byte[]> lines, String end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      out.writeBytes(lines.get(i));
      for (int j = 0; j < end.length() && i + 1 < lines.size(); j++) {
        out.write(end.charAt(j));
      }
    }
    return out.toByteArray();
  }

  private static byte[] trim(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(bytes[start])) {
      start++;
    }
    while (end > start && isSpace(bytes[end - 1])) {
      end--;
    }
    return Arrays.copyOfRange(bytes, start, end);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  private static boolean isRepeated(byte[] bytes) {
    for (byte b : bytes) {
      if (b != bytes[0]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPemBoundary(byte[] line) {
    return startsWith(line, "-----BEGIN ") || startsWith(line, "-----END ");
  }

  private static boolean startsWith(byte[] line, String prefix) {
    if (line.length < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (line[i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
