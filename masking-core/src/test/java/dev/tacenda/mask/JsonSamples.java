package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** JSON documents by chance: valid ones of every shape, and such as are a few bytes from it. */
final class JsonSamples {
  private static final int DEEP = 7;
  private static final String BYTES = "[]{},:\"\\/ubnrt0159-+.eE \t\r\n\u0001\u007fx'";

  private final Random random;

  JsonSamples(long seed) {
    this.random = new Random(seed);
  }

  /** Returns a document that is valid unless an object in it has two types or it is too deep. */
  byte[] document() {
    StringBuilder out = new StringBuilder(space());
    value(out, random.nextInt(DEEP));
    return out.append(space()).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a document with some bytes changed, left out, put in, or cut off. */
  byte[] damaged() {
    byte[] json = document();
    for (int i = random.nextInt(3); i >= 0; i--) {
      json = damage(json);
    }
    return json;
  }

  private byte[] damage(byte[] json) {
    int at = random.nextInt(json.length + 1);
    int end = Math.min(json.length, at + 1 + random.nextInt(3));
    return switch (random.nextInt(5)) {
      case 0 -> replaced(json, at, end, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(json, at, end, new byte[] {anyByte()});
      case 2 -> replaced(json, at, at, new byte[] {anyByte()});
      case 3 -> replaced(json, at, end, new byte[0]);
      default -> random.nextInt(4) == 0 ? Arrays.copyOf(json, at) : doubled(json, at, end);
    };
  }

  private byte anyByte() {
    return (byte) BYTES.charAt(random.nextInt(BYTES.length()));
  }

  private static byte[] doubled(byte[] json, int from, int to) {
    return replaced(json, to, to, Arrays.copyOfRange(json, from, to));
  }

  private static byte[] replaced(byte[] json, int from, int to, byte[] by) {
    byte[] out = new byte[json.length - (to - from) + by.length];
    System.arraycopy(json, 0, out, 0, from);
    System.arraycopy(by, 0, out, from, by.length);
    System.arraycopy(json, to, out, from + by.length, json.length - to);
    return out;
  }

  private void value(StringBuilder out, int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> out.append(number());
      case 1 -> out.append(pick("true", "false", "null"));
      case 2, 3 -> string(out);
      case 4, 5 -> array(out, depth - 1);
      default -> object(out, depth - 1);
    }
  }

  private void array(StringBuilder out, int depth) {
    out.append('[').append(space());
    for (int i = random.nextInt(4); i > 0; i--) {
      value(out, depth);
      out.append(space()).append(i > 1 ? "," : "").append(space());
    }
    out.append(']');
  }

  private void object(StringBuilder out, int depth) {
    out.append('{').append(space());
    for (int i = random.nextInt(4); i > 0; i--) {
      name(out);
      out.append(space()).append(':').append(space());
      value(out, depth);
      out.append(space()).append(i > 1 ? "," : "").append(space());
    }
    out.append('}');
  }

  private void name(StringBuilder out) {
    if (random.nextInt(3) == 0) {
      string(out);
    } else {
      String name = pick("type", "\\u0074ype", "role", "rol\\u0065", "text", "\\ttype", "");
      out.append('"').append(name).append('"');
    }
  }

  private String number() {
    return pick("", "-")
        + pick("0", "7", "10", "9".repeat(random.nextInt(40) + 1))
        + pick("", "", ".0", ".5" + "0".repeat(random.nextInt(30)))
        + pick("", "", "e0", "E+12", "e-" + "4".repeat(random.nextInt(12) + 1));
  }

  private void string(StringBuilder out) {
    out.append('"');
    for (int i = random.nextInt(6); i > 0; i--) {
      out.append(random.nextBoolean() ? "a".repeat(random.nextInt(20)) : special());
    }
    out.append('"');
  }

  private String special() {
    return switch (random.nextInt(4)) {
      case 0 -> "\\" + pick("\"", "\\", "/", "b", "f", "n", "r", "t");
      case 1 -> "\\u%04x".formatted(random.nextInt(0x10000));
      case 2 ->
          pick("\\ud83d\\udd11", "\\uD83D", "\\udd11", "\\udd11\\ud83d", "\\u0000", "\\u0022");
      default -> pick("é", "日本", "🔑", "\u007f", "\u2028", "\ufeff", "'", "{}[],:");
    };
  }

  private String space() {
    return pick("", "", "", " ", "\t", "\r\n", "  \n ");
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
