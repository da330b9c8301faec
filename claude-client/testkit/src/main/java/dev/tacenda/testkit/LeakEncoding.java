package dev.tacenda.testkit;

import java.nio.charset.StandardCharsets;

/**
 * The encodings in which {@link LeakCheck} looks for a planted value. Written from the formats
 * alone, without the code that masks: a bug that both shared would hide a leak.
 */
enum LeakEncoding {
  RAW("raw") {
    @Override
    byte[] encode(byte[] value) {
      return value.clone();
    }
  },
  /** RFC 4648 section 4, the value starting at a multiple of three bytes of the encoded data. */
  BASE64_AT_0("base64 at offset 0") {
    @Override
    byte[] encode(byte[] value) {
      return base64(value, 0, STANDARD);
    }
  },
  BASE64_AT_1("base64 at offset 1") {
    @Override
    byte[] encode(byte[] value) {
      return base64(value, 1, STANDARD);
    }
  },
  BASE64_AT_2("base64 at offset 2") {
    @Override
    byte[] encode(byte[] value) {
      return base64(value, 2, STANDARD);
    }
  },
  /** RFC 4648 section 5. */
  BASE64URL_AT_0("base64url at offset 0") {
    @Override
    byte[] encode(byte[] value) {
      return base64(value, 0, URL);
    }
  },
  BASE64URL_AT_1("base64url at offset 1") {
    @Override
    byte[] encode(byte[] value) {
      return base64(value, 1, URL);
    }
  },
  BASE64URL_AT_2("base64url at offset 2") {
    @Override
    byte[] encode(byte[] value) {
      return base64(value, 2, URL);
    }
  },
  HEX_LOWER("hex lower case") {
    @Override
    byte[] encode(byte[] value) {
      return eachByte(value, "", LOWER, b -> true);
    }
  },
  HEX_UPPER("hex upper case") {
    @Override
    byte[] encode(byte[] value) {
      return eachByte(value, "", UPPER, b -> true);
    }
  },
  /** RFC 3986: unreserved characters stay. */
  PERCENT_RESERVED_LOWER("percent, reserved only, lower case") {
    @Override
    byte[] encode(byte[] value) {
      return eachByte(value, "%", LOWER, b -> !isUnreserved(b));
    }
  },
  PERCENT_RESERVED_UPPER("percent, reserved only, upper case") {
    @Override
    byte[] encode(byte[] value) {
      return eachByte(value, "%", UPPER, b -> !isUnreserved(b));
    }
  },
  PERCENT_ALL_LOWER("percent, every byte, lower case") {
    @Override
    byte[] encode(byte[] value) {
      return eachByte(value, "%", LOWER, b -> true);
    }
  },
  PERCENT_ALL_UPPER("percent, every byte, upper case") {
    @Override
    byte[] encode(byte[] value) {
      return eachByte(value, "%", UPPER, b -> true);
    }
  },
  /** RFC 8259 with the short escapes only. */
  JSON("JSON escapes") {
    @Override
    byte[] encode(byte[] value) {
      return eachChar(value, LeakEncoding::jsonShort);
    }
  },
  JSON_SLASH("JSON escapes, slash too") {
    @Override
    byte[] encode(byte[] value) {
      return eachChar(value, c -> c == '/' ? "\\/" : jsonShort(c));
    }
  },
  JSON_UNICODE_LOWER("JSON, every character escaped, lower case") {
    @Override
    byte[] encode(byte[] value) {
      return eachChar(value, c -> unicode(c, LOWER));
    }
  },
  JSON_UNICODE_UPPER("JSON, every character escaped, upper case") {
    @Override
    byte[] encode(byte[] value) {
      return eachChar(value, c -> unicode(c, UPPER));
    }
  },
  /** The five entities that XML predefines. */
  XML("XML entities") {
    @Override
    byte[] encode(byte[] value) {
      return eachChar(value, LeakEncoding::xml);
    }
  },
  UTF16_LE("UTF-16, little endian") {
    @Override
    byte[] encode(byte[] value) {
      return text(value).getBytes(StandardCharsets.UTF_16LE);
    }
  },
  UTF16_BE("UTF-16, big endian") {
    @Override
    byte[] encode(byte[] value) {
      return text(value).getBytes(StandardCharsets.UTF_16BE);
    }
  };

  private interface ByteTest {
    boolean test(int b);
  }

  private interface CharForm {
    String of(char c);
  }

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String STANDARD = LETTERS + "0123456789+/";
  private static final String URL = LETTERS + "0123456789-_";
  private static final String LOWER = "0123456789abcdef";
  private static final String UPPER = "0123456789ABCDEF";

  private final String label;

  LeakEncoding(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** The bytes by which the value shows in this encoding, wherever it stands in a longer text. */
  abstract byte[] encode(byte[] value);

  /**
   * The characters that depend on the value alone: those that share bits with a neighbour before or
   * after it are left out.
   */
  private static byte[] base64(byte[] value, int offset, String alphabet) {
    byte[] shifted = new byte[value.length + offset];
    System.arraycopy(value, 0, shifted, offset, value.length);
    int first = (offset * 8 + 5) / 6;
    int last = shifted.length * 8 / 6;
    byte[] out = new byte[last - first];
    for (int i = first; i < last; i++) {
      out[i - first] = (byte) alphabet.charAt(sixBits(shifted, i * 6));
    }
    return out;
  }

  private static int sixBits(byte[] bytes, int bit) {
    int pair = (bytes[bit / 8] & 0xff) << 8;
    if (bit / 8 + 1 < bytes.length) {
      pair |= bytes[bit / 8 + 1] & 0xff;
    }
    return (pair >> (10 - bit % 8)) & 0x3f;
  }

  private static byte[] eachByte(byte[] value, String prefix, String digits, ByteTest encoded) {
    StringBuilder out = new StringBuilder();
    for (byte b : value) {
      if (encoded.test(b & 0xff)) {
        out.append(prefix).append(digits.charAt((b >> 4) & 0xf)).append(digits.charAt(b & 0xf));
      } else {
        out.append((char) (b & 0xff));
      }
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isUnreserved(int b) {
    return LETTERS.indexOf(b) >= 0 || (b >= '0' && b <= '9') || "-._~".indexOf(b) >= 0;
  }

  private static byte[] eachChar(byte[] value, CharForm form) {
    StringBuilder out = new StringBuilder();
    for (char c : text(value).toCharArray()) {
      out.append(form.of(c));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private static String jsonShort(char c) {
    int known = "\"\\\b\f\n\r\t".indexOf(c);
    if (known >= 0) {
      return "\\" + "\"\\bfnrt".charAt(known);
    }
    return c < ' ' ? unicode(c, LOWER) : String.valueOf(c);
  }

  private static String unicode(char c, String digits) {
    char[] hex = new char[4];
    for (int i = 0; i < 4; i++) {
      hex[i] = digits.charAt((c >> (12 - 4 * i)) & 0xf);
    }
    return "\\u" + new String(hex);
  }

  private static String xml(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      default -> String.valueOf(c);
    };
  }
}
