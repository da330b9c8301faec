package dev.tacenda.mask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Percent-encoding in the ways of common encoders, and decoding. */
@TrustedCode("writes a value exactly as the named encoders would")
final class PercentText {
  private static final String MARKS = "-._~";

  /** What encoders leave alone beside letters and digits. */
  private static final List<String> KEPT =
      List.of(
          MARKS, // RFC 3986 unreserved; Python quote with safe=""; Go QueryEscape
          MARKS + "/", // Python quote
          MARKS + "!'()*", // encodeURIComponent
          MARKS + "!'()*;/?:@&=+$,#", // encodeURI
          MARKS + "$&+:=@", // Go PathEscape
          MARKS + "!$&'()*+,;=", // user information of RFC 3986
          MARKS + "!$&'()*+,;=:@", // a path segment of RFC 3986
          "-._*"); // URLEncoder and HTML forms

  private PercentText() {}

  /** Returns the bytes in every way of percent-encoding them, without repetition. */
  static Set<String> forms(byte[] value) {
    boolean spaces = Bytes.indexOf(value, 0, value.length, (byte) ' ') >= 0;
    Set<String> forms = new LinkedHashSet<>();
    for (String kept : keptOf(value)) {
      for (String digits : List.of(FormCodec.Hexadecimal.LOWER, FormCodec.Hexadecimal.UPPER)) {
        forms.add(encode(value, kept, "%20", digits));
        if (spaces) {
          forms.add(encode(value, kept, "+", digits));
        }
      }
    }
    return forms;
  }

  /** Returns what the encoders leave alone of those characters that are in the value. */
  private static Set<String> keptOf(byte[] value) {
    Set<String> relevant = new LinkedHashSet<>();
    for (String kept : KEPT) {
      StringBuilder present = new StringBuilder();
      for (int i = 0; i < kept.length(); i++) {
        if (Bytes.indexOf(value, 0, value.length, (byte) kept.charAt(i)) >= 0) {
          present.append(kept.charAt(i));
        }
      }
      relevant.add(present.toString());
    }
    return relevant;
  }

  private static String encode(byte[] value, String kept, String space, String digits) {
    StringBuilder out = new StringBuilder(value.length + 16);
    for (byte b : value) {
      int c = b & 0xFF;
      if (c == ' ') {
        out.append(space);
      } else if ((c < 0x80 && Character.isLetterOrDigit(c)) || kept.indexOf(c) >= 0) {
        out.append((char) c);
      } else {
        out.append('%').append(digits.charAt(c >> 4)).append(digits.charAt(c & 15));
      }
    }
    return out.toString();
  }

  /** Returns the decoded text; what is no escape stays, and all stays if the result is no UTF-8. */
  static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' ? hexAt(bytes, i + 1) : -1;
      out.write(value < 0 ? bytes[i] : value);
      i += value < 0 ? 0 : 2;
    }
    String decoded = StrictUtf8.decode(out.toByteArray());
    return decoded == null ? text : decoded;
  }

  private static int hexAt(byte[] bytes, int at) {
    if (at + 1 >= bytes.length) {
      return -1;
    }
    int high = Character.digit(bytes[at], 16);
    int low = Character.digit(bytes[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
