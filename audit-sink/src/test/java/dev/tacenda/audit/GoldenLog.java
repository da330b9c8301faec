package dev.tacenda.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A log of version 1 of the format. It stays as it is for ever: newer code must still verify it.
 * Its hashes and check sums were also calculated by a program in another language.
 */
final class GoldenLog {
  private GoldenLog() {}

  static byte[] bytes() throws IOException {
    try (InputStream in = GoldenLog.class.getResourceAsStream("log-v1.jsonl")) {
      return Objects.requireNonNull(in, "log-v1.jsonl").readAllBytes();
    }
  }

  static String text() throws IOException {
    return new String(bytes(), UTF_8);
  }
}
