package dev.tacenda.gateway.approvals;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a form as a browser sends it. */
final class Form {
  private Form() {}

  /** Returns the fields; empty if it is no form, or has a field twice. */
  static Optional<Map<String, String>> read(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    try {
      for (String pair : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 0
            || fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)))
                != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(fields);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
