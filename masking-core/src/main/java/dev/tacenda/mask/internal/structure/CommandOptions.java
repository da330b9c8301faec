package dev.tacenda.mask.internal.structure;

import org.jspecify.annotations.Nullable;

/**
 * Long options of any program that are named after a password, a token or a key: {@code --password
 * X}, {@code --db-password=X}, {@code -Password X} and, in arrays, {@code "--token", "X"}.
 */
final class CommandOptions {
  private static final String[] PASSWORDS = {"password", "passwd", "passphrase", "pass", "pwd"};
  private static final String[] TOKENS = {
    "token",
    "secret",
    "apikey",
    "api-key",
    "api_key",
    "access-key",
    "access_key",
    "secret-key",
    "secret_key",
    "private-key",
    "client-secret",
    "auth-key",
    "authkey"
  };
  private static final int MIN_PASSWORD = 4;
  private static final int MIN_TOKEN = 8;

  private CommandOptions() {}

  static void read(byte[] line, PartSink sink) {
    Words words = new Words(line);
    while (words.next()) {
      if (line[words.start()] == '-') {
        option(line, words, sink);
      }
    }
  }

  private static void option(byte[] line, Words words, PartSink sink) {
    int nameEnd = words.start();
    while (nameEnd < words.end() && line[nameEnd] != '=' && line[nameEnd] != ':') {
      nameEnd++;
    }
    Part part = partOf(line, nameEnd);
    if (part == null) {
      return;
    }
    int start = words.valueStart(nameEnd);
    int end = start < 0 ? start : words.valueEnd(start);
    int least = part == Part.PASSWORD ? MIN_PASSWORD : MIN_TOKEN;
    if (end - start >= least && line[start] != '-') {
      sink.accept(part, start, end);
      words.moveTo(end);
    }
  }

  private static @Nullable Part partOf(byte[] line, int nameEnd) {
    for (String name : PASSWORDS) {
      if (LineText.endsWith(line, nameEnd, name) && isBegin(line, nameEnd - name.length() - 1)) {
        return Part.PASSWORD;
      }
    }
    for (String name : TOKENS) {
      if (LineText.endsWith(line, nameEnd, name) && isBegin(line, nameEnd - name.length() - 1)) {
        return Part.TOKEN;
      }
    }
    return null;
  }

  private static boolean isBegin(byte[] line, int before) {
    int b = LineText.at(line, before);
    return b == '-' || b == '_' || b == '.';
  }
}
