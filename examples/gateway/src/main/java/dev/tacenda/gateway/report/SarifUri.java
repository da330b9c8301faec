package dev.tacenda.gateway.report;

import java.nio.charset.StandardCharsets;

/** Paths as the URI references of RFC 3986: relative ones stay relative. */
final class SarifUri {
  private static final String UNRESERVED = "-._~/";

  private SarifUri() {}

  static String of(String path) {
    String plain = path.startsWith("./") ? path.substring(2) : path;
    StringBuilder uri = new StringBuilder(plain.startsWith("/") ? "file://" : "");
    for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
      append(uri, b & 0xff);
    }
    return uri.toString();
  }

  private static void append(StringBuilder uri, int octet) {
    if (octet < 0x80 && (Character.isLetterOrDigit(octet) || UNRESERVED.indexOf(octet) >= 0)) {
      uri.append((char) octet);
    } else {
      uri.append('%').append(hex(octet >> 4)).append(hex(octet & 15));
    }
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }
}
