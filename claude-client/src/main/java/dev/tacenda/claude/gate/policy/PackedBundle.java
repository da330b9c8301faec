package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes a bundle as one file; {@link PolicyBundle} describes it. What is read has one
 * spelling only: {@code write(read(bytes))} is {@code bytes}.
 */
@TrustedCode("bytes that nobody has verified yet become files, or are refused")
final class PackedBundle {
  private static final String MAGIC = "tacenda-bundle 1";

  /** Longer than any line that can be right: a name, a space and seven digits. */
  private static final int MAX_LINE = 96;

  private final byte[] packed;
  private int position;

  private PackedBundle(byte[] packed) {
    this.packed = packed;
  }

  static byte[] write(SortedMap<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(line(MAGIC, files.size()));
    files.forEach(
        (name, content) -> {
          out.writeBytes(line(name, content.length));
          out.writeBytes(content);
          out.write('\n');
        });
    return out.toByteArray();
  }

  /** Returns how long the packed form is. */
  static long size(Map<String, byte[]> files) {
    long size = line(MAGIC, files.size()).length;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      size += line(file.getKey(), file.getValue().length).length + file.getValue().length + 1L;
    }
    return size;
  }

  private static byte[] line(String word, int number) {
    return (word + " " + number + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  static SortedMap<String, byte[]> read(byte[] packed) {
    if (packed.length > PolicyBundle.MAX_BYTES) {
      throw new BundleException(BundleRejection.TOO_LARGE, packed.length + " bytes");
    }
    return new PackedBundle(packed).files();
  }

  private SortedMap<String, byte[]> files() {
    Line header = line();
    if (!header.word().equals(MAGIC)) {
      throw new BundleException(BundleRejection.NOT_A_BUNDLE);
    }
    if (header.number() > PolicyBundle.MAX_FILES) {
      throw new BundleException(BundleRejection.TOO_MANY_FILES, header.number() + " files");
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < header.number(); i++) {
      Line line = line();
      requireNext(files, PolicyBundle.requireName(line.word()));
      files.put(line.word(), content(line.number()));
    }
    if (position != packed.length) {
      throw malformed("something follows the last file");
    }
    return files;
  }

  /** Requires that a name comes after the last one, so that none is there twice. */
  private static void requireNext(SortedMap<String, byte[]> files, String name) {
    if (files.containsKey(name)) {
      throw new BundleException(BundleRejection.DUPLICATE_FILE, name);
    }
    if (!files.isEmpty() && name.compareTo(files.lastKey()) < 0) {
      throw malformed("files out of order");
    }
  }

  /** A word and a number in one line. */
  private record Line(String word, int number) {}

  private Line line() {
    int end = position;
    while (end < packed.length && packed[end] != '\n' && end - position < MAX_LINE) {
      end++;
    }
    if (end == packed.length) {
      throw new BundleException(BundleRejection.TRUNCATED, "at byte " + position);
    }
    String line = new String(packed, position, end - position, StandardCharsets.ISO_8859_1);
    int space = line.lastIndexOf(' ');
    if (packed[end] != '\n' || space < 0) {
      throw malformed("no line of a word and a number");
    }
    position = end + 1;
    return new Line(line.substring(0, space), number(line.substring(space + 1)));
  }

  /** Reads a number as it is written: digits, the first of them no zero. */
  private int number(String digits) {
    boolean decimal = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!decimal || digits.length() > 1 && digits.charAt(0) == '0') {
      throw malformed("a size that is no number");
    }
    if (digits.length() > 7) {
      throw new BundleException(BundleRejection.TOO_LARGE, "a file of more than 9999999 bytes");
    }
    return Integer.parseInt(digits);
  }

  private byte[] content(int length) {
    if (length >= packed.length - position) {
      throw new BundleException(BundleRejection.TRUNCATED, "at byte " + position);
    }
    byte[] content = Arrays.copyOfRange(packed, position, position + length);
    position += length;
    if (packed[position++] != '\n') {
      throw malformed("no line feed behind a file");
    }
    return content;
  }

  private static BundleException malformed(String problem) {
    return new BundleException(BundleRejection.NOT_A_BUNDLE, problem);
  }
}
