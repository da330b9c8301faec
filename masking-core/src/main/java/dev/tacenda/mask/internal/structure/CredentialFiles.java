package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/** Lines of files that hold credentials: pgpass, npmrc, pip and PyPI, Kubernetes configurations. */
final class CredentialFiles {
  private static final int MIN_PASSWORD = 3;
  private static final int PGPASS_COLONS = 4;

  private CredentialFiles() {}

  /** {@code host:port:database:user:password}, alone on its line; \: and \\ are escapes. */
  static void readPgpass(byte[] line, PartSink sink) {
    int start = LineText.skipSpaces(line, 0);
    int[] colons = new int[PGPASS_COLONS];
    int count = 0;
    int end = start;
    for (; end < line.length && !LineText.isSpace(line[end]) && !Ascii.isQuote(line[end]); end++) {
      if (line[end] == '\\') {
        end++;
      } else if (line[end] == ':' && count < PGPASS_COLONS) {
        colons[count++] = end;
      }
    }
    end = Math.min(end, line.length);
    if (count == PGPASS_COLONS
        && LineText.skipSpaces(line, end) == line.length
        && colons[0] > start
        && isPort(line, colons[0] + 1, colons[1])
        && colons[3] > colons[2] + 1
        && end - colons[3] > MIN_PASSWORD) {
      sink.accept(Part.PASSWORD, colons[3] + 1, end);
    }
  }

  /** Any, or one that PostgreSQL, its poolers and its relatives listen on. */
  private static boolean isPort(byte[] line, int start, int end) {
    if (end - start == 1) {
      return line[start] == '*';
    }
    boolean four = end - start == 4;
    return four && (Ascii.startsWith(line, start, "54") || Ascii.startsWith(line, start, "6432"))
        || end - start == 5 && Ascii.startsWith(line, start, "26257");
  }

  /** {@code //registry.example/:_authToken=...}, {@code _auth=...}, {@code _password=...}. */
  static void readNpmrc(byte[] line, PartSink sink) {
    int i = LineText.indexOf(line, 0, "_");
    while (i >= 0) {
      int end = nameEnd(line, i);
      if (end > i && (i == 0 || ":/ \t\"'".indexOf(line[i - 1]) >= 0)) {
        assigned(line, end, sink);
      }
      i = LineText.indexOf(line, i + 1, "_");
    }
  }

  private static int nameEnd(byte[] line, int i) {
    for (String name : new String[] {"_authtoken", "_auth", "_password"}) {
      int end = i + name.length();
      if (Ascii.startsWith(line, i, name) && !Ascii.isWord(LineText.at(line, end))) {
        return end;
      }
    }
    return i;
  }

  private static void assigned(byte[] line, int nameEnd, PartSink sink) {
    int equals = LineText.skipSpaces(line, nameEnd);
    if (LineText.at(line, equals) != '=' && LineText.at(line, equals) != ' ') {
      return;
    }
    int start = LineText.skipSpaces(line, equals + 1);
    start += Ascii.isQuote(LineText.at(line, start)) ? 1 : 0;
    int end = start;
    while (end < line.length && line[end] > ' ' && !Ascii.isQuote(line[end]) && line[end] != '\\') {
      end++;
    }
    if (end - start >= 8) {
      sink.accept(Part.TOKEN, start, end);
    }
  }
}
