package dev.tacenda.claude.gate.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The byte strings by which a secret would be found in a file, whole and in part. */
final class Needles {
  private final Map<String, byte[]> needles = new LinkedHashMap<>();

  private Needles() {}

  /** Returns those of an ASCII text; its last 20 characters alone count as well. */
  static Needles of(String secret) {
    Needles needles = new Needles();
    String tail = secret.substring(secret.length() - 20);
    for (Map.Entry<String, String> each :
        Map.of("whole", secret, "last 20 characters", tail).entrySet()) {
      String name = each.getKey();
      byte[] ascii = each.getValue().getBytes(ISO_8859_1);
      // One byte per character: UTF-8, ASCII, Latin-1 and the JVM's own strings.
      needles.needles.put(name + ", one byte each", ascii);
      needles.needles.put(name + ", UTF-16LE", each.getValue().getBytes(UTF_16LE));
      needles.needles.put(name + ", UTF-16BE", each.getValue().getBytes(UTF_16BE));
      needles.needles.put(name + ", hex", HexFormat.of().formatHex(ascii).getBytes(ISO_8859_1));
      for (int shift = 0; shift < 3; shift++) {
        needles.needles.put(name + ", base64 at " + shift, base64(ascii, shift));
      }
    }
    return needles;
  }

  /** The characters that no neighbouring byte has a part in. */
  private static byte[] base64(byte[] ascii, int shift) {
    byte[] shifted = new byte[shift + ascii.length];
    System.arraycopy(ascii, 0, shifted, shift, ascii.length);
    byte[] encoded = Base64.getEncoder().withoutPadding().encode(shifted);
    int from = (8 * shift + 5) / 6;
    int to = shifted.length * 8 / 6;
    return java.util.Arrays.copyOfRange(encoded, from, to);
  }

  /** Returns how often each stands in {@code file}; what does not is absent. */
  Map<String, Integer> in(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Map<String, Integer> found = new TreeMap<>();
    needles.forEach(
        (name, needle) -> {
          int count = count(bytes, needle);
          if (count > 0) {
            found.put(name, count);
          }
        });
    return found;
  }

  private static int count(byte[] bytes, byte[] needle) {
    int count = 0;
    for (int at = 0; at <= bytes.length - needle.length; at++) {
      if (bytes[at] == needle[0] && standsAt(bytes, at, needle)) {
        count++;
      }
    }
    return count;
  }

  private static boolean standsAt(byte[] bytes, int at, byte[] needle) {
    for (int i = 1; i < needle.length; i++) {
      if (bytes[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "Needles[" + needles.size() + "]";
  }
}
